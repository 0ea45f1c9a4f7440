"""State follows the lifecycle: what a state forbids is refused, and the state shown is the predicted one."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.events.claim import REFUSAL, FieldIs, StatusIs
from pytest_resourcegraph.model.action import Action, Refusal
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.model.effect import Move
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import DRAFT, archive
from ..testing.desk import Desk, desk_of


def opened(*faults: Fault, types: tuple[ResourceType, ...] = ()) -> Desk:
    desk = Desk(archive(types=types), faults=faults)
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    return desk


def sending(answer: object, refusals: dict[Refusal, frozenset[int]] | None = None) -> Desk:
    """A desk with a draft ``d1``, where sending answers this."""
    send = Action(name="send_document", roles=(DRAFT,), effects=(Move(role="document", moves=(("draft", "sent"),)),))
    send = send if refusals is None else replace(send, refusals=refusals)
    desk = desk_of(
        archive(send), create_folder=lambda: 1, create_document=lambda folder: {"id": "d", "status": "draft"},
        send_document=lambda document: answer, file_document=lambda document: None,
    )  # fmt: skip
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    return desk


def test_a_state_that_did_not_move():
    desk = opened(Fault(kind="state-not-moved", type="document"))
    assert desk.findings("send_document", document="d1") == ()
    assert desk.findings("get_document", document="d1") == (
        Finding(
            check="lifecycle", kind="state", expected="'sent'",
            message="document d1 must be sent, but get_document shows 'draft' (expected 'sent')",
            claims=(FieldIs(path=("status",), value="sent"),),
        ),
    )  # fmt: skip


def test_the_state_may_stand_deeper():
    paper = ResourceType(name="document", parent="folder", states=("draft", "sent", "filed"), state_field="meta.state",
                         references={"label": "label"})  # fmt: skip
    desk = opened(Fault(kind="state-not-moved", type="document"), types=(paper,))
    desk.take("send_document", document="d1")
    (finding,) = desk.findings("get_document", document="d1")
    assert finding.claims == (FieldIs(path=("meta", "state"), value="sent"),)


def test_a_wrong_state_that_is_accepted():
    desk = opened(Fault(kind="wrong-state-accepted", type="document"))
    desk.take("send_document", document="d1")
    assert desk.findings("send_document", document="d1") == (
        Finding(
            check="lifecycle", kind="wrong-state", expected="a refusal (4xx)",
            message="document d1 is sent, not draft, so send_document must be refused, but it answered 200 "
            "(expected a refusal (4xx))",
            claims=(StatusIs(family=REFUSAL),),
        ),
    )  # fmt: skip


def test_the_named_statuses_are_meant():
    desk = sending(FakeResponse(status_code=400), {Refusal.WRONG_STATE: frozenset({409, 422})})
    desk.take("file_document", document="d1")
    (finding,) = desk.findings("send_document", document="d1")
    assert finding.claims == (StatusIs(statuses=(409, 422), family=REFUSAL),)
    assert finding.message == (
        "document d1 is filed, not draft, so send_document must be refused, but it answered 400 (expected 409 or 422)"
    )


def test_the_answer_of_a_move_is_held_to_the_new_state():
    (finding,) = sending({"id": "d", "status": "draft"}).findings("send_document", document="d1")
    assert finding.message == "document d1 must be sent, but send_document shows 'draft' (expected 'sent')"


@pytest.mark.parametrize(
    "answer",
    [
        {"id": "d", "status": "sent"},
        {"id": "receipt-1", "status": "printed"},
        {"status": "ok"},
        {"status": "success", "message": "on its way"},
        FakeResponse(status_code=202, body={"id": "d", "status": "draft"}),
        FakeResponse(status_code=202, body={"status": "queued"}),
        FakeResponse(status_code=204),
        None,
    ],
    ids=["itself", "a receipt", "ok", "success", "202, as it was", "202, a job", "204", "nothing"],
)
def test_what_a_correct_move_may_answer(answer):
    assert sending(answer).findings("send_document", document="d1") == ()


def test_the_clean_twin_is_silent():
    desk = opened()
    for action in ("get_document", "send_document", "get_document", "send_document", "file_document", "get_document"):
        assert desk.findings(action, document="d1") == ()
