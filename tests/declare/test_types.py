"""ResourceType as a user declares it."""

import sys

from pytest_resourcegraph.declare.types import ResourceType, type_name
from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.model.resource import ResourceType as Value

from .building import schema_of


def test_the_value_has_names_in_place_of_objects():
    box = ResourceType("box")
    tag = ResourceType("tag")
    declared = ResourceType(
        "item", parent=box, references={"label": tag, "other": "tag"}, id_field="data.id", key="slug",
        states=["new", "old"], state_field="status", initial="old", gone=[403, 404], deleted_state="deleted",
        idempotent=True, error_field="error",
    )  # fmt: skip
    assert declared.value() == Value(
        name="item", parent="box", references={"label": "tag", "other": "tag"}, id_field="id", key="slug",
        states=("new", "old"), state_field="status", initial="old", gone=frozenset({403, 404}), deleted_state="deleted",
        idempotent=True, error_field="error",
    )  # fmt: skip


def test_most_is_left_to_defaults():
    assert ResourceType("box").value() == Value(name="box")


def test_one_state_and_one_status_need_no_tuple():
    declared = ResourceType("box", states="open", gone=403)
    assert declared.value() == Value(name="box", states=("open",), gone=frozenset({403}))


def test_it_knows_where_it_was_declared():
    line = sys._getframe().f_lineno + 1
    declared = ResourceType("box")
    assert (declared.origin.file, declared.origin.line) == (__file__, line)


def test_it_is_a_key_and_an_annotation():
    box = ResourceType("box")

    def take(target: box): ...  # type: ignore[valid-type]

    assert {box: 1}[box] == 1
    assert take.__annotations__ == {"target": box}


def test_two_of_one_name_are_two_declarations():
    assert ResourceType("box") != ResourceType("box")


def test_the_graph_takes_it_for_a_type():
    box = ResourceType("box")
    item = ResourceType("item", parent=box)
    graph = ResourceGraph(schema_of(item).kinds).create(box, "b1")
    key = graph.living(box)[0].key
    assert [str(node.key) for node in graph.create(item, "i1", parent=key).children(key, item)] == ["box b1 / item i1"]


def test_what_names_no_type_is_shown_as_it_is():
    assert type_name(5) == "5"
    assert type_name(ResourceType("box")) == "box"
    assert repr(ResourceType("box")) == "ResourceType('box')"
