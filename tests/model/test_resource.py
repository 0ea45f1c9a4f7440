"""Types as values, and the handle by which an action holds a resource."""

import pytest

from pytest_resourcegraph.graph.node import Kind
from pytest_resourcegraph.model.resource import Resource, ResourceType

from .world import B1, I1, I2, P1, world


class Running:
    """A graph that goes on while handles are held."""

    def __init__(self):
        self.graph = world()

    def handle(self, key):
        return Resource(key, lambda asked: self.graph.node(asked))


@pytest.fixture
def running():
    return Running()


def test_the_state_of_a_new_one():
    assert ResourceType(name="a").born is None
    assert ResourceType(name="a", states=("x", "y")).born == "x"
    assert ResourceType(name="a", states=("x", "y"), initial="y").born == "y"


def test_what_the_graph_has_to_know():
    type_ = ResourceType(name="a", parent="b", states=("x",), references={"r": "c"}, id_field="uid")
    assert type_.kind == Kind(name="a", parent="b", states=("x",), references={"r": "c"})


def test_id_type_and_parent(running):
    part = running.handle(P1)
    assert (part.id, part.type, part.parent.id, part.parent.parent.id) == ("p1", "part", "i1", "b1")


def test_the_root_has_no_parent(running):
    with pytest.raises(AttributeError, match=r"^box b1 has no parent$"):
        running.handle(B1).parent  # noqa: B018
    assert not hasattr(running.handle(B1), "parent")


def test_it_tells_what_is_so_now(running):
    item = running.handle(I1)
    assert (item.state, item.alive, item["size"], item.data) == ("new", True, 3, {"size": 3})
    running.graph = running.graph.move(I1, "used").update(I1, {"size": 4})
    assert (item.state, item["size"]) == ("used", 4)
    running.graph = running.graph.destroy(B1)
    assert not item.alive
    assert not item.parent.alive


def test_links_are_handles(running):
    assert running.handle(I1).links == {}
    assert {name: twin.id for name, twin in running.handle(I2).links.items()} == {"twin": "i1"}
    assert running.handle(I2).links["twin"].state == "new"


def test_one_that_never_existed(running):
    absent = running.handle(I1._replace(id="i9"))
    assert (absent.id, absent.state, absent.data, absent.links, absent.alive) == ("i9", None, {}, {}, False)
    with pytest.raises(KeyError):
        absent["size"]


def test_two_handles_of_one_resource_are_equal(running):
    assert running.handle(I1) == running.handle(I1)
    assert len({running.handle(I1), running.handle(I1), running.handle(I2)}) == 2
    assert running.handle(I1) != I1
    assert repr(running.handle(I1)) == "<box b1 / item i1>"


def test_the_graph_takes_a_handle(running):
    assert running.graph.exists(running.handle(I1))
    assert [node.alias for node in running.graph.children(running.handle(B1), "item")] == ["i1", "i2"]
