"""Each change of the graph, and each that it refuses."""

import pytest

from pytest_resourcegraph.errors import GraphError
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.graph.node import Kind

KINDS = (
    Kind(name="shelf", states=("open", "closed")),
    Kind(name="book", parent="shelf", states=("in", "out"), references={"next": "book"}),
    Kind(name="page", parent="book"),
)
S, T = Key("shelf", "s"), Key("shelf", "t")
B, C = Key("book", "b", S), Key("book", "c", S)
P = Key("page", 1, B)
EMPTY = ResourceGraph(KINDS)


def full() -> ResourceGraph:
    """Two shelves; two books on the first, the second refers to the first, which has a page."""
    graph = EMPTY.create("shelf", "s", state="open", step=1).create("shelf", "t", step=2)
    graph = graph.create("book", "b", parent=S, alias="b1", state="in", data={"title": "x"}, owner="anna", step=3)
    return graph.create("book", "c", parent=S, links={"next": B}, step=4).create("page", 1, parent=B, step=5)


def test_create_keeps_what_it_is_given():
    node = full().get(B)
    assert (node.key, node.alias, node.state, node.data, node.links) == (B, "b1", "in", {"title": "x"}, {})
    assert (node.owner, node.made, node.order, node.alive) == ("anna", 3, 2, True)


def test_create_names_a_resource_after_its_id_where_no_alias_is_given():
    assert full().get(P).alias == "1"


def test_create_leaves_the_graph_before_it_alone():
    assert len(EMPTY) == 0
    assert len(full()) == 5


def test_what_was_given_can_change_afterwards_without_changing_the_graph():
    data, links = {"title": "x"}, {"next": B}
    graph = full().create("book", "d", parent=S, data=data, links=links)
    data["title"], links["next"] = "y", C
    node = graph.get(Key("book", "d", S))
    assert (node.data, node.links) == ({"title": "x"}, {"next": B})


def test_one_id_below_two_parents_is_two_resources():
    graph = full().create("book", "b", parent=T)
    assert graph.exists(B)
    assert graph.exists(Key("book", "b", T))
    graph = graph.destroy(B)
    assert not graph.exists(B)
    assert graph.exists(Key("book", "b", T))


def test_an_id_as_text_and_as_number_is_two_resources():
    graph = full().create("page", "1", parent=B).destroy(P)
    assert graph.exists(Key("page", "1", B))
    assert not graph.exists(P)


def test_the_id_of_a_dead_one_can_be_used_again_and_inherits_nothing():
    graph = full().destroy(B, step=6).create("book", "b", parent=S, state="out", step=7)
    assert graph.get(B).made == 7
    assert graph.children(B) == ()
    assert not graph.exists(P)
    assert [node.key for node in graph.living("book")] == [C, B]


def test_one_that_is_made_again_has_lost_its_references():
    graph = full().destroy(C).create("book", "c", parent=S)
    assert graph.referrers(B) == ()


def test_destroy_ends_all_below_and_says_with_what():
    graph = full().destroy(S, step=6)
    assert [node.key for node in graph.living()] == [T]
    ends = {node.key: (node.ended, node.ended_with) for node in graph.dead()}
    assert ends == {S: (6, None), B: (6, S), C: (6, S), P: (6, S)}


def test_what_was_dead_before_keeps_its_own_end():
    graph = full().destroy(P, step=6).destroy(S, step=7)
    assert (graph.get(P).ended, graph.get(P).ended_with) == (6, None)


def test_move_update_and_link_change_one_node():
    graph = full().move(B, "out").update(B, {"title": "y", "size": 2}).link(B, "next", C)
    node = graph.get(B)
    assert (node.state, node.data, node.links) == ("out", {"title": "y", "size": 2}, {"next": C})
    assert [one.key for one in graph.referrers(C)] == [B]
    assert graph.link(B, "next", None).referrers(C) == ()


def test_a_reference_may_point_to_what_is_dead():
    graph = full().destroy(B).link(C, "next", B)
    assert graph.references(C) == {"next": B}


def test_two_references_to_one_resource_end_one_by_one():
    kinds = (Kind(name="node", references={"left": "node", "right": "node"}),)
    a, b = Key("node", "a"), Key("node", "b")
    graph = ResourceGraph(kinds).create("node", "b").create("node", "a", links={"left": b, "right": b})
    graph = graph.link(a, "left", None)
    assert [one.key for one in graph.referrers(b)] == [a]
    assert graph.link(a, "right", None).referrers(b) == ()


def test_a_graph_without_the_resource_of_a_handle():
    class Handle:
        key = B

    class Declared:
        name = "book"

    assert full().exists(Handle())
    assert [node.key for node in full().children(S, Declared())] == [B, C]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda g: g.create("bok", "x", parent=S), "resource type 'bok' is not declared\nknown types: book, page"),
        (lambda g: g.create("book", "b", parent=S), "shelf s / book b lives already"),
        (lambda g: g.create("book", "x"), "book x needs a parent of type 'shelf'\ngiven: none"),
        (lambda g: g.create("page", "x", parent=S), "needs a parent of type 'book'\ngiven: shelf s"),
        (lambda g: g.create("shelf", "x", parent=S), "can have no parent"),
        (lambda g: g.create("book", "x", parent=Key("shelf", "z")), "shelf z was never created\nalive: shelf s"),
        (lambda g: g.destroy(T, step=8).create("book", "x", parent=T), "shelf t was destroyed in step 8"),
        (lambda g: g.create("shelf", "x", state="opne"), "has no state 'opne'\nknown states: closed, open\ndid you"),
        (lambda g: g.create("book", "x", parent=S, links={"nxt": B}), "has no reference 'nxt'"),
        (lambda g: g.create("book", "x", parent=S, links={"next": S}), "needs a 'book', not shelf s"),
        (lambda g: g.create("book", "x", parent=S, links={"next": Key("book", "z", S)}), "was never created"),
        (lambda g: g.destroy(B).destroy(B), "was destroyed in step 0"),
        (lambda g: g.destroy(Key("shelf", "z")), "shelf z was never created"),
        (lambda g: g.destroy(B).move(B, "out"), "was destroyed"),
        (lambda g: g.move(B, "open"), "type 'book' has no state 'open'"),
        (lambda g: g.destroy(S).update(B, {}), "was destroyed"),
        (lambda g: g.link(B, "nxt", C), "has no reference 'nxt'\nknown references: next\ndid you mean 'next'?"),
        (lambda g: g.link(B, "nxt", None), "has no reference 'nxt'"),
        (lambda g: g.link(B, "next", P), "reference 'next' of shelf s / book b needs a 'book'"),
        (lambda g: g.rollback(ResourceGraph(())), "other declared types"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_with_the_reason(change, message: str):
    graph = full()
    with pytest.raises(GraphError) as caught:
        change(graph)
    assert message in str(caught.value)
    assert graph == full()
