"""Laws of the resource graph: one fold, values that stay, destroys that leave nothing alive below."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pytest_resourcegraph.events.change import Created, Destroyed, GraphFact, Linked, Moved, Updated
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.diff import diff
from pytest_resourcegraph.graph.fold import apply, fold
from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.graph.node import Node

from .facts import KINDS, histories

EMPTY = ResourceGraph(KINDS)


@given(histories(), st.integers(0, 25))
def test_a_fold_can_be_cut_anywhere(facts: list[GraphFact], place: int):
    first, second = facts[:place], facts[place:]
    assert fold(EMPTY, facts) == fold(fold(EMPTY, first), second)


@given(histories())
def test_a_destroy_leaves_no_living_descendant(facts: list[GraphFact]):
    graph = EMPTY
    for fact in facts:
        graph = apply(graph, fact)
        if isinstance(fact, Destroyed):
            assert not graph.exists(fact.key)
            assert graph.descendants(fact.key) == ()
            assert [node for node in graph.living() if node.key.is_below(fact.key)] == []


@given(histories(), st.integers(0, 25))
def test_rollback_gives_back_the_checkpoint_which_nothing_changed(facts: list[GraphFact], place: int):
    before = fold(EMPTY, facts[:place])
    checkpoint = before.checkpoint()
    seen = _all_of(checkpoint)
    after = fold(before, facts[place:])
    assert after.rollback(checkpoint) == fold(EMPTY, facts[:place])
    assert _all_of(checkpoint) == seen
    # What follows a rollback is what would have followed the checkpoint.
    assert fold(after.rollback(checkpoint), facts[place:]) == after


@given(histories(), st.integers(0, 25))
def test_a_difference_is_empty_only_between_equal_living_worlds(facts: list[GraphFact], place: int):
    before, after = fold(EMPTY, facts[:place]), fold(EMPTY, facts)
    assert not diff(after, after)
    found = diff(before, after)
    gone = [node.key for node in before.living() if not after.exists(node.key)]
    new = [node.key for node in after.living() if not before.exists(node.key)]
    assert (sorted(map(str, found.destroyed)), sorted(map(str, found.created))) == (
        sorted(map(str, gone)),
        sorted(map(str, new)),
    )


@given(histories())
def test_the_graph_agrees_with_a_naive_one(facts: list[GraphFact]):
    graph, naive = EMPTY, Naive()
    for fact in facts:
        graph = apply(graph, fact)
        naive.apply(fact)
        assert [node.key for node in graph.living()] == list(naive.alive)
        assert len(graph) == len(naive.alive)
        for key in naive.ever:
            assert [node.key for node in graph.referrers(key)] == naive.referrers(key)
    for key, held in naive.alive.items():
        node = graph.get(key)
        assert (node.state, dict(node.data), dict(node.links)) == (held.state, held.data, held.links)
        assert [child.key for child in graph.children(key)] == naive.children(key)
        assert {below.key for below in graph.descendants(key)} == naive.below(key)
        assert [above.key for above in graph.ancestors(key)] == list(key.ancestors())
        fields: dict[str, Any] = held.data
        assert key in [node.key for node in graph.find(key.type, state=held.state, **fields)]
    for key in naive.ever:
        assert graph.exists(key) == (key in naive.alive)
    assert {node.key for node in graph.dead()} == naive.ever - set(naive.alive)
    assert [node.key for node in graph.children(None)] == naive.children(None)


@dataclass
class Held:
    state: str | None
    data: dict[str, object]
    links: dict[str, Key]


@dataclass
class Naive:
    """A graph as anybody would write it: one dict, walked whole for every question."""

    alive: dict[Key, Held] = field(default_factory=dict)
    ever: set[Key] = field(default_factory=set)

    def apply(self, fact: GraphFact) -> None:
        match fact:
            case Created():
                self.alive[fact.key] = Held(fact.state, dict(fact.data), dict(fact.links))
                self.ever.add(fact.key)
            case Destroyed():
                for key in [fact.key, *self.below(fact.key)]:
                    del self.alive[key]
            case Moved():
                self.alive[fact.key].state = fact.state
            case Updated():
                self.alive[fact.key].data.update(fact.data)
            case Linked(target=None):
                self.alive[fact.key].links.pop(fact.reference, None)
            case Linked(target=Key() as target):
                self.alive[fact.key].links[fact.reference] = target

    def children(self, key: Key | None) -> list[Key]:
        return [other for other in self.alive if other.parent == key]

    def below(self, key: Key) -> set[Key]:
        return {other for other in self.alive if other.is_below(key)}

    def referrers(self, key: Key) -> list[Key]:
        return [other for other, held in self.alive.items() if key in held.links.values()]


def _all_of(graph: ResourceGraph) -> list[tuple[Node, dict[str, Any]]]:
    """Everything a graph tells of each resource, copied."""
    return [(node, dict(node.data)) for node in (*graph.living(), *graph.dead())]
