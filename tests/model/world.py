"""A small world that the tests of the model look at: boxes with items that have states and refer to each other."""

from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.model.resource import ResourceType

TYPES = {
    type_.name: type_
    for type_ in (
        ResourceType(name="box"),
        ResourceType(name="item", parent="box", states=("new", "used"), references={"twin": "item"}),
        ResourceType(name="part", parent="item"),
    )
}
B1, B2 = Key("box", "b1"), Key("box", "b2")
I1, I2 = Key("item", "i1", B1), Key("item", "i2", B1)
P1 = Key("part", "p1", I1)


def world() -> ResourceGraph:
    """Two boxes; in the first one two items, in the first of them a part."""
    graph = ResourceGraph(type_.kind for type_ in TYPES.values()).create("box", "b1").create("box", "b2")
    graph = graph.create("item", "i1", parent=B1, state="new", data={"size": 3}, owner="alice")
    graph = graph.create("item", "i2", parent=B1, state="used", links={"twin": I1})
    return graph.create("part", "p1", parent=I1)
