"""Natural keys beside each other: each goes on from one before, and none grows without an end."""

from itertools import pairwise

from pytest_resourcegraph.engine.twin import beside
from pytest_resourcegraph.model.action import Action, Role
from pytest_resourcegraph.model.effect import Create
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.model.unique import Uniques

MAKE = Action(
    name="make", roles=(Role(name="box", type="box"),), effects=(Create(type="item", parent="box"),)
)  # fmt: skip
SCHEMA = Schema(
    types={"box": ResourceType(name="box"), "item": ResourceType(name="item", parent="box", key="name")},
    actions={"make": MAKE},
)


def _names(number: int) -> list[str]:
    """The keys of so many siblings, one after the other."""
    graph, uniques = SCHEMA.empty_graph().create("box", "b1"), Uniques("here")
    box = graph.living("box")[0].key
    names: list[str] = []
    for place in range(number):
        with uniques.step(near=beside(SCHEMA, graph, MAKE, {"box": box})):
            names.append(uniques.value("name"))
        graph = graph.create("item", f"i{place}", parent=box, data={"name": names[-1]})
    return names


def test_the_first_three_begin_alike_each_as_the_one_before():
    names = _names(3)
    assert all(younger.startswith(f"{older}-") for older, younger in pairwise(names))


def test_many_differ_and_stay_short():
    names = _names(30)
    assert len(set(names)) == 30
    assert max(map(len, names)) <= len(names[0]) + len("-2-30")
