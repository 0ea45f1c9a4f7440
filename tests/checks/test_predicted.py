"""Predicted status: success where the guard holds, a refusal where it does not."""

import pytest

from pytest_resourcegraph.errors import PlanError, Refused
from pytest_resourcegraph.events.claim import REFUSAL, StatusIs
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.model.action import Action
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.model.effect import Create
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import archive
from ..testing.desk import Desk, desk_of


def opened(*faults: Fault, **options: object) -> Desk:
    """A desk with two folders, a sent document in the first, and a label that is gone."""
    desk = Desk(archive(actors=("ann", "bob")), faults=faults)
    for alias in ("f1", "f2"):
        desk.take("create_folder", alias)
    desk.take("create_document", "d1", folder="f1")
    desk.take("send_document", document="d1")
    return desk


def test_a_success_that_is_refused():
    desk = desk_of(archive(), create_folder=lambda: FakeResponse(status_code=422, body={"error": "title"}))
    assert desk.findings("create_folder") == (
        Finding(
            check="predicted", kind="refused", expected="success",
            message="create_folder must succeed, but create_folder answered 422 (expected success)",
            claims=(StatusIs(),),
        ),
    )  # fmt: skip


def test_a_refusal_without_http_gives_its_reason():
    def refuse(folder: object) -> None:
        raise Refused("disk full")

    desk = desk_of(archive(), create_folder=lambda: 1, create_document=refuse)
    desk.take("create_folder", "f1")
    (finding,) = desk.findings("create_document", folder="f1")
    assert finding.message == (
        "create_document must succeed with folder f1 as required, but create_document answered refused: disk full "
        "(expected success)"
    )


def test_a_duplicate_that_is_accepted():
    desk = opened(Fault(kind="duplicate-accepted", type="folder"))
    (finding,) = desk.findings("create_folder", "f3", twin=desk.key("folder", "f1"))
    assert (finding.kind, finding.message) == (
        "duplicate",
        "its key is taken: folder f1 has it, so create_folder must be refused, but it answered 201 "
        "(expected a refusal (4xx))",
    )
    assert finding.claims == (StatusIs(family=REFUSAL),)


def test_an_ignored_condition():
    desk = opened(Fault(kind="condition-ignored", type="document"))
    for _ in range(3):
        assert desk.findings("create_comment", document="d1") == ()
    (finding,) = desk.findings("create_comment", document="d1")
    assert finding.message.startswith("it needs that at most 2 comment under document, so create_comment must be")


def test_the_clean_twin_is_silent():
    desk = opened()
    strayed = desk.key("document", "d1")._replace(parent=desk.key("folder", "f2"))
    assert desk.findings("send_document", document="d1") == ()
    assert desk.findings("get_document_in_folder", folder="f2", document=strayed) == ()
    assert desk.findings("get_document", document="d1", actor="bob") == ()
    assert desk.findings("delete_document", document="d1", actor="bob") == ()
    assert desk.findings("create_folder", "f3", twin=desk.key("folder", "f1")) == ()
    for _ in range(4):
        assert desk.findings("create_comment", document="d1") == ()
    assert desk.findings("get_document", document=Key("document", "?", desk.key("folder", "f1"))) == ()


def test_a_key_that_was_not_used_again_proves_nothing():
    """The action gives a folder whatever title it likes: there is nothing to refuse, and that is told."""
    ids = iter("abc")
    desk = desk_of(archive(), create_folder=lambda: {"id": next(ids), "title": "mine"})
    desk.take("create_folder", "f1")
    with pytest.raises(PlanError, match="did not use a taken title again"):
        desk.findings("create_folder", "f2", twin=desk.key("folder", "f1"))


def test_the_named_statuses_of_a_success_are_meant():
    action = Action(
        name="create_folder", effects=(Create(type="folder"),), expects=frozenset({201}),
        call=lambda: FakeResponse(status_code=200, body={"id": 1}),
    )  # fmt: skip
    (finding,) = desk_of(archive(action)).findings("create_folder")
    assert (finding.kind, finding.message) == (
        "200", "create_folder must succeed, but create_folder answered 200 (expected 201)"
    )  # fmt: skip
    assert finding.claims == (StatusIs(statuses=(201,)),)
