"""What an API keeps after its end, and shows as deleted: in a state that is declared, or otherwise than before."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.events.claim import FieldIs
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.testing import FakeResponse

from ..testing.archive import archive
from ..testing.desk import desk_of
from .test_gone import ended

TRASH = ResourceType(name="folder", states=("open",), state_field="state", deleted_state="trashed")


def test_a_soft_deleted_one_may_show_its_deleted_state():
    assert ended(types=(TRASH,)).findings("get_folder", folder="f1") == ()


def test_one_that_shows_another_is_judged_by_that_elsewhere_too():
    """A correct service answers 200 as well: a script must not compare the status."""
    desk = desk_of(
        archive(types=(TRASH,)), create_folder=lambda: FakeResponse(status_code=201, body={"id": "x", "state": "open"}),
        delete_folder=lambda folder: None,
        get_folder=lambda folder: FakeResponse(status_code=200, body={"data": {"id": "x", "state": "open"}}),
    )  # fmt: skip
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    (finding,) = desk.findings("get_folder", folder="f1")
    assert finding.message.endswith("get_folder answered 200 (expected 404 or 410, or state 'trashed')")
    assert finding.claims == (FieldIs(path=("data", "state"), value="trashed"),)


@pytest.mark.parametrize("left_open", [True, False])
@pytest.mark.parametrize(("state", "kinds"), [("trashed", []), ("open", ["after-destroy"]), ("odd", ["after-destroy"])])
def test_where_nobody_says_which_states_there_are_for_what_a_dead_one_may_show_another_than_its_last(
    state, kinds, left_open
):
    box = ResourceType(name="folder", shown_states=("open", "trashed"), state_field="state")
    desk = desk_of(
        archive(types=(box,)), create_folder=lambda: FakeResponse(status_code=201, body={"id": "x", "state": "open"}),
        delete_folder=lambda folder: None,
        get_folder=lambda folder: FakeResponse(status_code=200, body={"id": "x", "state": state}),
        create_document=lambda folder: "y",
    )  # fmt: skip
    desk.take("create_folder", "f1")
    if left_open:  # what is made in it may have moved it, and no answer has shown it since
        desk.take("create_document", "d1", folder="f1")
    desk.take("delete_folder", folder="f1")
    assert [finding.kind for finding in desk.findings("get_folder", folder="f1")] == kinds


@pytest.mark.parametrize("doubtful", [True, False])
@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ({"status": "retired"}, False),
        ({"status": "active", "ended": "today"}, False),
        ({"status": "active", "ended": None}, True),
        ({"status": "active", "count": 9}, True),
        ({"status": "active", "title": "other"}, False),
        ({}, True),
    ],
    ids=str,
)
def test_what_a_document_says_nothing_of_may_be_marked_as_deleted(shown, found, doubtful):
    """Where a field that the client wrote shows something else, it is another one that has the id."""
    before = {"id": "x", "title": "mine", "status": "active", "ended": None, "count": 1}
    schema = archive()
    actions = {**schema.actions, "get_folder": replace(schema.actions["get_folder"], doubtful=doubtful)}
    desk = desk_of(
        replace(schema, actions=actions), create_folder=lambda: FakeResponse(status_code=201, body=before),
        delete_folder=lambda folder: None,
        get_folder=lambda folder: FakeResponse(status_code=200, body={"id": "x", "title": "mine", **shown}),
    )  # fmt: skip
    desk.will_send({"title": "mine"})
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    expected = found or (not doubtful and "title" not in shown)
    assert bool(desk.findings("get_folder", folder="f1")) is expected
