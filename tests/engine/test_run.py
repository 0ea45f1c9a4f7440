"""A sequence from its first step to its cleanup."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.engine.observe import Observe
from pytest_resourcegraph.events.facts import (
    Found,
    Outcome,
    Purpose,
    SequenceFinished,
    SequenceStarted,
    StepFinished,
    StepStarted,
)
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.model.action import Refusal
from pytest_resourcegraph.plan.plan import PHANTOM, Step
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import archive
from ..testing.desk import Desk, desk_of

F1, F2 = Key("folder", "f1"), Key("folder", "f2")
D1 = Key("document", "d1", F1)
MAKE = Step(action="create_folder", makes="f1")
FILL = Step(action="create_document", roles=(("folder", F1),), makes="d1")


def ended(desk: Desk) -> SequenceFinished:
    last = desk.facts[-1]
    assert isinstance(last, SequenceFinished)
    return last


def test_a_sequence_that_passes():
    desk = Desk(archive(), observe=Observe.NEW)
    verdict = desk.run(
        MAKE, FILL,
        Step(action="send_document", roles=(("document", D1),)),
        Step(action="send_document", roles=(("document", D1),), refusal=Refusal.WRONG_STATE),
        Step(action="create_folder", makes="f2"),
        Step(action="get_document_in_folder", refusal=Refusal.WRONG_PARENT,
             roles=(("folder", F2), ("document", Key("document", "d1", F2)))),
        Step(action="get_folder", roles=(("folder", Key("folder", PHANTOM)),), refusal=Refusal.MISSING_REFERENCE),
        Step(action="create_folder", makes="f3", twin=F1, refusal=Refusal.DUPLICATE),
        Step(action="delete_folder", roles=(("folder", F1),)),
        Step(action="get_document", roles=(("document", D1),), refusal=Refusal.AFTER_PARENT_DESTROY),
    )  # fmt: skip
    assert (verdict.outcome, verdict.findings, verdict.error) == (Outcome.PASSED, (), None)
    assert isinstance(desk.facts[0], SequenceStarted)
    assert (ended(desk).outcome, ended(desk).reason) == (Outcome.PASSED, "")
    assert desk.of(Found) == []
    assert desk.fake.living() == ()


def test_it_stops_at_the_first_finding():
    desk = Desk(archive(), faults=[Fault(kind="cached-read", type="folder")], observe=Observe.NEW)
    destroy = Step(action="delete_folder", roles=(("folder", F1),))
    verdict = desk.run(MAKE, destroy, Step(action="create_label", makes="l1"))
    message = "folder f1 must be gone: it was destroyed in step 2, but get_folder answered 200 (expected 404 or 410)"
    assert verdict.outcome is Outcome.FAILED
    assert [finding.message for finding in verdict.findings] == [message]
    assert (ended(desk).outcome, ended(desk).reason) == (Outcome.FAILED, message)
    planned = [fact.action for fact in desk.facts if isinstance(fact, StepStarted) and fact.purpose is Purpose.PLANNED]
    assert planned == ["create_folder", "delete_folder"]
    (found,) = desk.of(Found)
    assert isinstance(found, Found)
    assert (found.step, found.action, found.check) == (2, "get_folder", "gone")


def test_what_a_create_refused_is_not_used_where_no_check_minds():
    silent = {name: replace(action, checks={"predicted": False}) for name, action in archive().actions.items()}
    refused = FakeResponse(status_code=409, body={"detail": "full"})
    desk = desk_of(replace(archive(), actions=silent), create_folder=lambda: refused)
    verdict = desk.run(MAKE, FILL)
    assert (verdict.outcome, str(verdict.error)) == (Outcome.SKIPPED, 'create_folder answered 409: {"detail": "full"}')
    assert desk.of(Found) == []


def full_of_folders(**more) -> Desk:
    """A desk where the second folder is refused, and no check minds."""
    off = {"predicted": False, "how-many": False}
    silent = {name: replace(action, checks=off) for name, action in archive().actions.items()}
    answers = iter([FakeResponse(status_code=201, body={"id": "one"}), FakeResponse(status_code=409, body="full")])
    return desk_of(
        replace(archive(), actions=silent), create_folder=lambda: next(answers), delete_folder=lambda folder: None,
        create_label=lambda: FakeResponse(status_code=201, body={"id": "tag"}), **more,
    )  # fmt: skip


def test_what_does_not_need_what_was_refused_is_taken_all_the_same():
    desk = full_of_folders(create_document=lambda folder: FakeResponse(status_code=201, body={"id": "page"}))
    verdict = desk.run(
        MAKE,
        Step(action="create_folder", makes="f2"),
        Step(action="create_document", roles=(("folder", F2),), makes="d1"),
        Step(action="send_document", roles=(("document", Key("document", "d1", F2)),)),
        Step(action="create_label", makes="l1"),
        Step(action="create_document", roles=(("folder", F1),), makes="d2"),
    )
    assert (verdict.outcome, str(verdict.error)) == (Outcome.SKIPPED, 'create_folder answered 409: "full"')
    planned = [fact for fact in desk.facts if isinstance(fact, StepStarted) and fact.purpose is Purpose.PLANNED]
    assert [(fact.number, fact.action) for fact in planned] == [
        (1, "create_folder"), (2, "create_folder"), (5, "create_label"), (6, "create_document"),
    ]  # fmt: skip


def test_what_is_found_after_that_is_told():
    taken = FakeResponse(status_code=500)
    desk = full_of_folders(create_document=lambda folder: taken)
    verdict = desk.run(
        MAKE,
        Step(action="create_folder", makes="f2"),
        Step(action="get_folder", roles=(("folder", F2),)),
        Step(action="create_document", roles=(("folder", F1),), makes="d1"),
    )
    assert (verdict.outcome, [finding.check for finding in verdict.findings]) == (Outcome.FAILED, ["server-error"])
    assert (verdict.number, len(verdict.trace)) == (4, 3)


def test_what_is_replayed_belongs_together():
    desk = full_of_folders()
    verdict = desk.run(
        MAKE,
        Step(action="create_folder", makes="f2"),
        Step(action="get_folder", roles=(("folder", F2),), relation="self"),
        Step(action="create_label", makes="l1"),
    )
    assert verdict.outcome is Outcome.SKIPPED
    assert "create_label" not in [fact.action for fact in desk.facts if isinstance(fact, StepStarted)]


def test_an_error_is_no_finding():
    def fail() -> None:
        raise KeyError("id")

    desk = desk_of(archive(), create_folder=fail)
    verdict = desk.run(MAKE)
    assert verdict.outcome is Outcome.ERROR
    assert isinstance(verdict.error, KeyError)
    assert (ended(desk).outcome, ended(desk).reason) == (Outcome.ERROR, "'id'")
    assert desk.of(Found) == []


def test_a_failed_assertion_is_a_failure():
    def fail() -> None:
        raise AssertionError("size is 3")

    verdict = desk_of(archive(), create_folder=fail).run(MAKE)
    assert verdict.outcome is Outcome.FAILED
    assert str(verdict.error) == "size is 3"


def test_an_interruption_is_raised_again_and_told():
    def interrupt() -> None:
        raise KeyboardInterrupt

    desk = desk_of(archive(), create_folder=interrupt)
    with pytest.raises(KeyboardInterrupt):
        desk.run(MAKE)
    assert ended(desk).outcome is Outcome.INTERRUPTED


def test_steps_are_counted_and_an_observation_carries_the_number_of_its_step():
    desk = Desk(archive(), observe=Observe.NEW)
    desk.run(MAKE, FILL)
    numbers = {
        purpose: [f.number for f in desk.facts if isinstance(f, StepStarted) and f.purpose is purpose]
        for purpose in Purpose
    }
    assert numbers[Purpose.PLANNED] == [1, 2]
    assert set(numbers[Purpose.OBSERVED]) == {1, 2}
    assert set(numbers[Purpose.CLEANUP]) == {2}


def test_what_comes_next_is_not_asked_twice():
    desk = Desk(archive(), observe=Observe.NEW)
    desk.run(MAKE, Step(action="get_folder", roles=(("folder", F1),)))
    asked = [fact.text for fact in desk.facts if isinstance(fact, StepStarted)]
    assert asked.count("get_folder(f1)") == 1


def test_every_step_that_starts_finishes():
    desk = Desk(archive(), observe=Observe.ALL)
    desk.run(MAKE, FILL, Step(action="delete_document", roles=(("document", D1),)))
    assert len(desk.of(StepStarted)) == len(desk.of(StepFinished))


def test_a_wrong_duplicate_leaves_nothing_behind():
    desk = Desk(archive(), faults=[Fault(kind="duplicate-accepted", type="folder")])
    verdict = desk.run(MAKE, Step(action="create_folder", makes="f2", twin=F1, refusal=Refusal.DUPLICATE))
    assert [finding.kind for finding in verdict.findings] == ["duplicate"]
    assert desk.fake.living() == ()
