"""What is predicted of fields, and of lists: only what a request really wrote, and only what can be known."""

import json

import pytest

from pytest_resourcegraph.events.exchange import Exchange, Secrets
from pytest_resourcegraph.model.action import Action, Listing
from pytest_resourcegraph.model.answer import listed_items
from pytest_resourcegraph.model.effect import Update
from pytest_resourcegraph.testing import FakeResponse
from pytest_resourcegraph.testing.response import FakeRequest

from ..testing.archive import FOLDER, archive
from ..testing.desk import Desk, Plain, desk_of

FIELDS = {"name": "a", "quantity": 5, "email": "bob@x.org"}


def opened(
    changed: dict[str, object] | None = None, shown: dict[str, object] | None = None, request: FakeRequest | None = None
) -> Desk:
    """A desk with a folder ``f1`` of these fields; ``change`` answers ``changed``, the reader what it shows by now."""
    answer = FakeResponse(status_code=200, body={"id": "f", **FIELDS, **(changed or {})}, request=request)
    reader = {"id": "f", **FIELDS, **(changed or {})} if shown is None else shown
    change = Action(name="change", roles=(FOLDER,), effects=(Update(role="folder"),), call=lambda folder: answer)
    desk = desk_of(
        archive(change), create_folder=lambda: {"id": "f", **FIELDS},
        get_folder=lambda folder: FakeResponse(status_code=200, body=reader),
    )  # fmt: skip
    desk.will_send(FIELDS)
    desk.take("create_folder", "f1")
    return desk


def kinds(desk: Desk, action: str) -> list[str]:
    return [finding.kind for finding in desk.findings(action, folder="f1")]


def test_a_neighbour_in_the_answer_is_not_the_resource():
    desk = opened(shown={"name": "a", "owner": {"id": 7}})
    assert kinds(desk, "get_folder") == []


def test_another_request_of_the_same_action_says_nothing():
    """PATCH of the name, then POST of a note to an audit log; the answer to the first is returned."""
    patch = FakeRequest(method="PATCH", url="http://x/f", body=json.dumps({"name": "b"}).encode())
    desk = opened({"name": "b"}, request=patch)
    client = desk.client()
    assert isinstance(client, Plain)
    client.kept += [
        Exchange(method="PATCH", url="http://x/f", request_body={"name": "b"}, status=200),
        Exchange(method="POST", url="http://x/audit", request_body={"name": "f was renamed"}, status=201),
    ]
    assert kinds(desk, "change") == []
    assert kinds(desk, "get_folder") == []
    assert "name" in desk.execution.graph.get(desk.key("folder", "f1")).written


def test_what_is_masked_in_part_was_not_written_as_that():
    desk = opened({"name": "demo thing"})
    masked = Secrets.of(["demo"]).body({"name": "demo thing"})
    assert masked == {"name": "*** thing"}
    desk.will_send(masked, method="PATCH")
    assert kinds(desk, "change") == []
    assert kinds(desk, "get_folder") == []


def test_an_amount_is_not_a_value():
    desk = opened({"quantity": 8})
    desk.will_send({"quantity": 3})
    assert kinds(desk, "change") == []
    assert kinds(desk, "get_folder") == []


def test_a_normalised_value_is_no_lost_update():
    for sent in ("Ann@X.org", " ann@x.org "):
        desk = opened({"email": "ann@x.org"})
        desk.will_send({"email": sent}, method="PATCH")
        assert kinds(desk, "change") == []
        assert kinds(desk, "get_folder") == []


def test_a_value_that_is_normalised_to_the_old_one_is_no_lost_update():
    desk = opened()
    desk.will_send({"email": "Bob@X.org"}, method="PATCH")
    assert kinds(desk, "change") == []


def test_an_update_that_still_shows_the_old_value_is_lost():
    desk = opened()
    desk.will_send({"email": "ann@x.org"}, method="PATCH")
    assert kinds(desk, "change") == ["field email"]


@pytest.mark.parametrize(("exact", "found"), [(True, ["unknown"]), (False, [])])
def test_a_list_that_is_not_exact_may_show_others(exact, found):
    shown = FakeResponse(status_code=200, body=[{"id": "theirs"}, {"id": "d"}])
    listing = Action(
        name="list_documents", roles=(FOLDER,), lists=Listing(type="document", within="folder", exact=exact),
        call=lambda folder: shown,
    )  # fmt: skip
    desk = desk_of(archive(listing), create_folder=lambda: "f", create_document=lambda folder: "d")
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    assert kinds(desk, "list_documents") == found


def test_of_several_arrays_the_one_named_after_the_type_is_the_list():
    body = {"links": ["/a"], "folders": [{"id": "f"}]}
    assert listed_items(body, "folder") == ({"id": "f"},)
    assert listed_items(body, "document") is None


def test_what_cannot_be_known_to_be_the_list_is_not_judged():
    body = FakeResponse(status_code=200, body={"links": ["/a"], "rows": []})
    desk = desk_of(archive(), create_folder=lambda: "f", list_folders=lambda: body)
    desk.take("create_folder", "f1")
    assert desk.findings("list_folders") == ()
