"""Alive is readable: with its id and the fields last written."""

from collections.abc import Callable

import pytest

from pytest_resourcegraph.events.claim import FieldIs
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import archive
from ..testing.desk import Desk, desk_of


def opened(*faults: Fault) -> Desk:
    desk = Desk(archive(), faults=faults)
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    return desk


def constant(body: object) -> Callable[..., object]:
    """An action that always answers this."""
    response = body if isinstance(body, FakeResponse) else FakeResponse(status_code=200, body=body)
    return lambda **_: response


def answering(**bodies: object) -> Desk:
    """A desk with a folder ``f1`` titled ``a`` and a document ``d1``; ``bodies`` are what other actions answer."""
    calls = {name: constant(body) for name, body in bodies.items()}
    desk = desk_of(
        archive(), create_folder=lambda: {"id": "f", "title": "a"},
        create_document=lambda folder: {"id": "d", "status": "draft"}, **calls,
    )  # fmt: skip
    desk.will_send({"title": "a"})
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    return desk


def test_an_update_that_is_not_stored():
    desk = opened(Fault(kind="update-not-stored", type="document"))
    assert desk.findings("update_document", document="d1") == ()
    assert desk.findings("get_document", document="d1") == (
        Finding(
            check="alive", kind="field label", expected="'label 3'",
            message="document d1 must show the label last written, but get_document shows 'label 2' "
            "(expected 'label 3')",
            claims=(FieldIs(path=("label",), value="label 3"),),
        ),
    )  # fmt: skip


def test_the_clean_twin_is_silent():
    desk = opened()
    for action in ("get_document", "send_document", "get_document", "update_document", "get_document"):
        assert desk.findings(action, document="d1") == ()


def test_another_id():
    (finding,) = answering(get_folder={"id": "g"}).findings("get_folder", folder="f1")
    assert finding.claims == (FieldIs(path=("id",), value="f"),)
    assert finding.message == "folder f1 must answer with its own id, but get_folder shows 'g' (expected 'f')"


def test_another_field():
    (finding,) = answering(get_folder={"id": "f", "title": "b"}).findings("get_folder", folder="f1")
    assert (finding.kind, finding.expected) == ("field title", "'a'")


def test_the_claim_leads_into_the_envelope():
    (finding,) = answering(get_folder={"folder": {"id": "f", "title": "b"}}).findings("get_folder", folder="f1")
    assert finding.claims == (FieldIs(path=("folder", "title"), value="a"),)


@pytest.mark.parametrize(
    "body",
    [
        {"id": "f"},
        {"id": "f", "title": "a", "size": 3},
        {"data": {"id": "f", "title": "a"}},
        {"folder": {"id": "f", "title": "a"}},
        {"title": "a"},
        FakeResponse(status_code=200, body=None),
    ],
    ids=["no field", "more fields", "envelope", "envelope of the type", "no id", "empty, as to a HEAD"],
)
def test_what_a_correct_reader_may_answer(body):
    assert answering(get_folder=body).findings("get_folder", folder="f1") == ()


def test_an_id_is_the_same_as_a_number_and_as_text():
    desk = desk_of(archive(), create_folder=lambda: {"id": 7}, get_folder=constant({"id": "7"}))
    desk.take("create_folder", "f1")
    assert desk.findings("get_folder", folder="f1") == ()


def test_an_answer_that_does_not_show_the_resource():
    (finding,) = answering(get_folder={"error": "later"}).findings("get_folder", folder="f1")
    assert (finding.kind, finding.message) == (
        "unreadable", "folder f1 is alive, but get_folder does not show it: its answer does not show the resource",
    )  # fmt: skip


class Page:
    """A response that is not JSON."""

    def __init__(self, kind: str) -> None:
        self.status_code = 200
        self.headers = {"content-type": kind}
        self.text = "<html>"

    def json(self) -> object:
        raise ValueError("no JSON")


def test_a_page_in_place_of_the_resource():
    desk = desk_of(archive(), create_folder=lambda: "f", get_folder=lambda folder: Page("text/html; charset=utf-8"))
    desk.take("create_folder", "f1")
    (finding,) = desk.findings("get_folder", folder="f1")
    assert finding.message == "folder f1 is alive, but get_folder does not show it: not JSON (text/html)"


def test_a_download_is_no_page():
    desk = desk_of(archive(), create_folder=lambda: "f", get_folder=lambda folder: Page("application/pdf"))
    desk.take("create_folder", "f1")
    assert desk.findings("get_folder", folder="f1") == ()


def test_a_move_may_answer_with_something_else():
    """As the receipt of a payment, which has an id and a state of its own."""
    desk = answering(send_document={"id": "receipt-1", "status": "printed"}, get_document={"id": "d", "status": "sent"})
    assert desk.findings("send_document", document="d1") == ()
    assert desk.findings("get_document", document="d1") == ()


def test_an_update_that_answers_otherwise_than_it_was_sent():
    desk = answering(update_document={"id": "d", "label": "old"})
    for sent in ("one", "two"):
        desk.will_send({"label": sent}, method="PATCH")
        found = desk.findings("update_document", document="d1")
    assert found == ()  # the label was never confirmed: this service does not show what it is sent
    desk = desk_of(
        archive(), create_folder=lambda: 1, create_document=lambda folder: {"id": 2, "label": "a"},
        update_document=lambda document: FakeResponse(status_code=200, body={"id": 2, "label": "a"}),
    )  # fmt: skip
    desk.take("create_folder", "f1")
    desk.will_send({"label": "a"})
    desk.take("create_document", "d1", folder="f1")
    desk.will_send({"label": "b"}, method="PATCH")
    (finding,) = desk.findings("update_document", document="d1")
    assert finding.message == (
        "document d1 must show the label last written, but update_document shows 'a' (expected 'b')"
    )
