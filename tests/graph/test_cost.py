"""What a checkpoint and a destroy cost, counted in touched nodes."""

import dataclasses
from collections import Counter

import pytest

from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph import graph as module
from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.graph.node import Kind, Node

KINDS = (Kind(name="shelf"), Kind(name="book", parent="shelf"), Kind(name="page", parent="book"))
SMALL, LARGE = Key("shelf", "small"), Key("shelf", "large")


def stocked(books: int) -> ResourceGraph:
    """A shelf with three books of two pages, and one with that many books of one page."""
    graph = ResourceGraph(KINDS).create("shelf", "small").create("shelf", "large")
    for shelf, count, pages in ((SMALL, 3, 2), (LARGE, books, 1)):
        for book in range(count):
            graph = graph.create("book", book, parent=shelf)
            for page in range(pages):
                graph = graph.create("page", page, parent=Key("book", book, shelf))
    return graph


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the nodes that were sorted, ended or copied."""
    counts: Counter[str] = Counter()

    def order(node: Node) -> int:
        counts["listed"] += 1
        return node.order

    def replaced(node: Node, **changes: object) -> Node:
        counts["changed"] += 1
        return original(node, **changes)

    original = dataclasses.replace
    monkeypatch.setattr(module, "_order", order)
    monkeypatch.setattr(module, "replace", replaced)
    return counts


def test_a_checkpoint_and_a_rollback_touch_nothing(touched: Counter[str]):
    graph = stocked(500)
    checkpoint = graph.checkpoint()
    assert checkpoint is graph
    assert graph.destroy(SMALL).rollback(checkpoint) is checkpoint
    touched.clear()
    graph.rollback(graph.checkpoint())
    assert touched == {}


@pytest.mark.parametrize("books", [10, 1000])
def test_a_destroy_touches_what_it_destroys_however_large_the_rest_is(touched: Counter[str], books: int):
    graph = stocked(books)
    touched.clear()
    after = graph.destroy(SMALL)
    assert len(graph) - len(after) == 10
    assert touched == {"changed": 10, "listed": 9}


@pytest.mark.parametrize("books", [10, 1000])
def test_the_dead_below_cost_nothing_again(touched: Counter[str], books: int):
    graph = stocked(books)
    for book in range(books):
        graph = graph.destroy(Key("book", book, LARGE))
    touched.clear()
    graph.destroy(LARGE)
    assert touched == {"changed": 1}
