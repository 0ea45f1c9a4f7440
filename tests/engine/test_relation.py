"""What a step concerns, and how."""

from pytest_resourcegraph.engine.relation import changed, condition, related
from pytest_resourcegraph.events.key import Key

from ..testing.archive import archive
from ..testing.desk import Desk


def opened() -> Desk:
    """Two folders; in the first two documents with a comment each, one of them labelled."""
    desk = Desk(archive())
    for alias in ("f1", "f2"):
        desk.take("create_folder", alias)
    desk.take("create_label", "l1")
    desk.take("create_document", "d1", folder="f1")
    desk.take("create_labelled", "d2", folder="f1", label="l1")
    for number in (1, 2):
        desk.take("create_comment", f"c{number}", document=f"d{number}")
    return desk


def relations(desk: Desk, action: str, alias: str | None = None, **asked: object) -> list[str]:
    taken, _ = desk.take(action, alias, **asked)
    return [f"{found.relation} {desk.execution.alias(found.key)}" for found in related(taken)]


def test_of_a_create():
    assert relations(opened(), "create_document", "d3", folder="f1") == [
        "self d3", "parent f1", "sibling d1", "sibling d2",
    ]  # fmt: skip


def test_of_a_create_with_a_reference():
    assert "reference l1" in relations(opened(), "create_labelled", "d3", folder="f1", label="l1")


def test_of_a_destroy():
    assert relations(opened(), "delete_folder", folder="f1") == [
        "self f1", "sibling f2", "child d1", "child d2", "descendant c1", "descendant c2",
    ]  # fmt: skip


def test_of_a_destroy_of_what_is_referred_to():
    assert relations(opened(), "delete_label", label="l1") == ["self l1", "referrer d2"]


def test_of_a_move():
    assert relations(opened(), "send_document", document="d1") == [
        "self d1", "parent f1", "sibling d2", "child c1",
    ]  # fmt: skip


def test_of_a_change_far_below():
    assert relations(opened(), "delete_comment", comment="c1") == ["self c1", "parent d1", "ancestor f1"]


def test_of_a_refusal_only_what_must_have_been_left_alone():
    desk = opened()
    desk.take("send_document", document="d1")
    assert relations(desk, "send_document", document="d1") == ["self d1"]
    assert relations(desk, "create_document", "d9", folder=Key("folder", "?")) == []


def test_of_a_refusal_below_the_wrong_parent_the_one_that_was_meant():
    desk = opened()
    strayed = desk.key("document", "d1")._replace(parent=desk.key("folder", "f2"))
    taken, _ = desk.take("delete_document", document=strayed)
    assert not taken.succeeded
    assert changed(taken) == (desk.key("document", "d1"),)


def test_of_a_read_nothing():
    taken, _ = opened().take("list_folders")
    assert changed(taken) == ()


def test_conditions():
    desk = opened()
    desk.take("delete_document", document="d1")
    graph = desk.execution.graph
    found = {alias: condition(graph, desk.key(type_, alias)) for type_, alias in desk.execution.bindings}
    assert found == {
        "f1": "alive", "f2": "alive", "l1": "alive", "d1": "gone draft", "d2": "draft",
        "c1": "gone None with its ancestor", "c2": "alive",
    }  # fmt: skip
    assert condition(graph, Key("folder", "x")) == "unknown"
