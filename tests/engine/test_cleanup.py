"""Cleanup: children first, whatever happened, and nothing is kept quiet."""

import pytest

from pytest_resourcegraph.engine.cleanup import cleanup
from pytest_resourcegraph.errors import Problem, Unreachable
from pytest_resourcegraph.events.facts import Found, Left, Purpose, StepStarted
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.plan.plan import Step
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import archive, without
from ..testing.desk import Desk, desk_of

F1 = Key("folder", "f1")


def opened(*faults: Fault, leaving_out: tuple[str, ...] = ()) -> Desk:
    """Two folders, a document with a comment, a label."""
    desk = Desk(without(archive(), *leaving_out), faults=faults)
    for alias in ("f1", "f2"):
        desk.take("create_folder", alias)
    desk.take("create_document", "d1", folder="f1")
    desk.take("create_comment", "c1", document="d1")
    desk.take("create_label", "l1")
    return desk


def cleaned(desk: Desk) -> list[str]:
    return [fact.text for fact in desk.facts if isinstance(fact, StepStarted) and fact.purpose is Purpose.CLEANUP]


def test_children_first_and_the_youngest_of_them():
    desk = opened()
    assert cleanup(desk.execution, 5) == ()
    assert cleaned(desk) == [
        "delete_comment(c1)", "delete_document(d1)", "delete_label(l1)", "delete_folder(f2)", "delete_folder(f1)",
    ]  # fmt: skip
    assert desk.fake.living() == ()
    assert len(desk.execution.graph) == 0


def test_what_no_action_destroys_may_end_with_its_parent():
    desk = opened(leaving_out=("delete_comment", "delete_document"))
    assert cleanup(desk.execution, 5) == ()
    assert desk.fake.living() == ()


def test_what_cannot_be_cleaned_up_is_told():
    desk = opened(leaving_out=("delete_label",))
    (left,) = cleanup(desk.execution, 5)
    assert (left.alias, left.reason) == ("l1", "no action destroys a label")
    assert desk.of(Left) == [left]
    assert desk.fake.living() == (desk.key("label", "l1"),)


def test_a_refused_cleanup_is_told():
    desk = desk_of(archive(), create_folder=lambda: 1, delete_folder=lambda folder: FakeResponse(status_code=409))
    desk.take("create_folder", "f1")
    (left,) = cleanup(desk.execution, 1)
    assert (left.alias, left.reason) == ("f1", "delete_folder answered 409")


def test_a_cleanup_that_raises_is_told():
    def fail(folder: object) -> None:
        raise KeyError("id")

    desk = desk_of(archive(), create_folder=lambda: 1, delete_folder=fail)
    desk.take("create_folder", "f1")
    (left,) = cleanup(desk.execution, 1)
    assert left.reason == "delete_folder raised KeyError: 'id'"


def test_a_cleanup_that_asserts_is_no_finding():
    def fail(folder: object) -> None:
        raise AssertionError("409")

    desk = desk_of(archive(), create_folder=lambda: 1, delete_folder=fail)
    desk.take("create_folder", "f1")
    (left,) = cleanup(desk.execution, 1)
    assert left.reason == "delete_folder raised AssertionError: 409"
    assert desk.of(Found) == []


def test_a_service_that_went_away_is_asked_once():
    asked: list[object] = []

    def gone(folder: object) -> None:
        asked.append(folder)
        raise Unreachable(Problem(what="http://x cannot be reached", known="tried"))

    desk = desk_of(archive(), create_folder=iter((1, 2)).__next__, delete_folder=gone)
    for alias in ("f1", "f2"):
        desk.take("create_folder", alias)
    left = cleanup(desk.execution, 2)
    assert [fact.reason for fact in left] == ["http://x cannot be reached"] * 2
    assert len(asked) == 1


def test_what_is_gone_already_is_clean():
    desk = desk_of(archive(), create_folder=lambda: 1, delete_folder=lambda folder: FakeResponse(status_code=404))
    desk.take("create_folder", "f1")
    assert cleanup(desk.execution, 1) == ()
    assert len(desk.execution.graph) == 0


def test_what_is_in_use_is_tried_again_when_the_others_are_gone():
    """A folder with a reference from elsewhere may be refused until that has ended."""
    living = {1, 2}

    def delete(folder: object) -> FakeResponse:
        id_ = getattr(folder, "id")  # noqa: B009 - a handle of any type
        if id_ == 2 and 1 in living:
            return FakeResponse(status_code=409)
        living.discard(id_)
        return FakeResponse(status_code=204)

    desk = desk_of(archive(), create_folder=iter((1, 2)).__next__, delete_folder=delete)
    for alias in ("f1", "f2"):
        desk.take("create_folder", alias)
    assert cleanup(desk.execution, 2) == ()
    assert living == set()


def test_strays_are_cleaned_up():
    desk = opened(Fault(kind="parent-create-under-dead", type="document"))
    desk.take("delete_folder", folder="f2")
    desk.take("create_document", "d9", folder="f2")
    assert len(desk.fake.living("document")) == 2
    assert cleanup(desk.execution, 6) == ()
    assert desk.fake.living() == ()


def test_what_another_actor_made_is_cleaned_up_by_that_actor():
    desk = Desk(archive(actors=("ann", "bob")))
    desk.take("create_folder", "f1", actor="bob")
    assert cleanup(desk.execution, 1) == ()
    assert desk.fake.living() == ()


def test_after_a_failure():
    desk = Desk(archive(), faults=[Fault(kind="cached-read", type="folder")])
    verdict = desk.run(
        Step(action="create_label", makes="l1"),
        Step(action="create_folder", makes="f1"),
        Step(action="delete_folder", roles=(("folder", F1),)),
        Step(action="get_folder", roles=(("folder", F1),)),
        Step(action="create_label", makes="l2"),
    )
    assert verdict.findings
    assert desk.fake.living() == ()


def test_after_an_interruption():
    def interrupt(folder: object) -> None:
        raise KeyboardInterrupt

    destroyed: list[object] = []
    desk = desk_of(
        archive(), create_folder=lambda: 1, get_folder=interrupt, delete_folder=lambda folder: destroyed.append(folder)
    )
    with pytest.raises(KeyboardInterrupt):
        desk.run(Step(action="create_folder", makes="f1"), Step(action="get_folder", roles=(("folder", F1),)))
    assert len(destroyed) == 1
    assert len(desk.execution.graph) == 0
