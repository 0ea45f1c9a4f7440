"""Each question that the graph answers."""

import pytest

from pytest_resourcegraph.errors import GraphError
from pytest_resourcegraph.events.change import Created
from pytest_resourcegraph.events.facts import RunFinished
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.diff import Difference, diff
from pytest_resourcegraph.graph.fold import apply, fold
from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.graph.node import Kind

from .test_changes import EMPTY, KINDS, B, C, P, S, T, full


def _keys(nodes) -> list[Key]:
    return [node.key for node in nodes]


def test_node_is_none_where_get_raises():
    assert EMPTY.node(B) is None
    with pytest.raises(GraphError, match="was never created\nalive: nothing"):
        EMPTY.get(B)


def test_listings_are_in_the_order_of_creation():
    graph = full()
    assert _keys(graph.living()) == [S, T, B, C, P]
    assert _keys(graph.living("book")) == [B, C]
    assert _keys(graph.children(None)) == [S, T]
    assert _keys(graph.children(S)) == [B, C]
    assert _keys(graph.children(S, "page")) == []
    assert _keys(graph.descendants(S)) == [B, P, C]
    assert _keys(graph.descendants(S, "page")) == [P]
    assert _keys(graph.ancestors(P)) == [B, S]


def test_the_dead_have_ancestors_and_no_children():
    graph = full().destroy(S)
    assert _keys(graph.ancestors(P)) == [B, S]
    assert graph.children(S) == ()
    assert _keys(graph.dead()) == [S, B, C, P]


def test_find_takes_state_parent_and_fields():
    graph = full()
    assert _keys(graph.find("book")) == [B, C]
    assert _keys(graph.find("book", state="in")) == [B]
    assert _keys(graph.find("book", parent=T)) == []
    assert _keys(graph.find("book", title="x")) == [B]
    assert _keys(graph.find("book", title=None)) == []


def test_referrers_are_those_that_live():
    graph = full()
    assert _keys(graph.referrers(B)) == [C]
    assert graph.destroy(C).referrers(B) == ()
    assert graph.referrers(T) == ()


def test_an_undeclared_type_is_an_error_in_every_question():
    for question in (
        lambda: full().living("bok"),
        lambda: full().find("bok"),
        lambda: full().children(S, "bok"),
    ):
        with pytest.raises(GraphError, match="did you mean 'book'"):
            question()


def test_graphs_are_equal_where_all_resources_are():
    assert full() == full()
    assert full() != full().move(B, "out")
    assert ResourceGraph((Kind(name="shelf"),)) != EMPTY
    assert ResourceGraph({kind.name: kind for kind in KINDS}) == EMPTY
    assert EMPTY != 0
    assert repr(full().destroy(S)) == "ResourceGraph(shelf t)"


def test_the_difference_tells_what_happened():
    before = full()
    after = before.create("shelf", "u").destroy(P).move(B, "out").update(C, {"title": "z"}).link(C, "next", None)
    assert diff(before, after) == Difference(
        created=(Key("shelf", "u"),), destroyed=(P,), moved=(B,), updated=(C,), linked=(C,)
    )
    assert diff(before, after)
    assert not diff(before, before)


def test_facts_that_tell_nothing_of_resources_leave_the_graph_as_it_is():
    graph = full()
    assert apply(graph, RunFinished()) is graph
    assert fold(EMPTY, []) is EMPTY


def test_a_fact_is_applied_whole():
    fact = Created(
        key=Key("book", "d", S), alias="b4", state="in", data={"a": 1}, written=("a",), links=(("next", B),),
        owner="bob", step=9,
    )  # fmt: skip
    node = apply(full(), fact).get(fact.key)
    assert (node.alias, node.state, node.data, node.written) == ("b4", "in", {"a": 1}, ("a",))
    assert (node.links, node.owner, node.made) == ({"next": B}, "bob", 9)
