"""There and back: three looks at the parent, once in a process."""

import pytest

from pytest_resourcegraph.engine.observe import Observe, Observer
from pytest_resourcegraph.events.facts import Purpose, StepStarted
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.plan.plan import Step
from pytest_resourcegraph.testing import Fault

from ..testing.archive import archive
from ..testing.desk import Desk

F1 = Key("folder", "f1")
D1, D2 = Key("document", "d1", F1), Key("document", "d2", F1)
TRIP = (
    Step(action="create_folder", makes="f1"),
    Step(action="create_document", roles=(("folder", F1),), makes="d1"),
    Step(action="send_document", roles=(("document", D1),)),
    Step(action="delete_document", roles=(("document", D1),)),
)


def looks(desk: Desk, reader: str = "get_folder") -> list[str]:
    """The looks that are not there for another reason, with the number of the step that they follow."""
    return [
        f"{fact.number} {fact.relation} {fact.text}"
        for fact in desk.facts
        if isinstance(fact, StepStarted) and fact.purpose is Purpose.OBSERVED and fact.action == reader
    ]


def ran(*steps: Step, observer: Observer | None = None, faults: tuple[Fault, ...] = ()) -> Desk:
    desk = Desk(archive(), observer=observer or Observer(), faults=faults)
    verdict = desk.run(*steps)
    assert verdict.error is None
    assert bool(verdict.findings) is bool(faults)
    return desk


def test_before_between_and_after():
    assert looks(ran(*TRIP)) == [
        "1 self get_folder(f1)",
        "1 before get_folder(f1)",
        "2 parent get_folder(f1)",
        "3 parent get_folder(f1)",
        "4 parent get_folder(f1)",
    ]


def test_once_in_a_process():
    observer = Observer()
    first, second = (looks(ran(*TRIP, observer=observer)) for _ in range(2))
    assert len(first) == 5
    assert second == []


def test_never_where_nothing_is_observed():
    assert looks(ran(*TRIP, observer=Observer(mode=Observe.OFF))) == []


def test_only_where_the_same_is_there_again():
    """Another document is made between, and stays."""
    other = Step(action="create_document", roles=(("folder", F1),), makes="d2")
    assert not any("before" in look for look in looks(ran(*TRIP[:2], other, TRIP[-1])))


C1 = Key("comment", "c1", D1)
LABEL = Key("label", "l1")
COMMENT = Step(action="create_comment", roles=(("document", D1),), makes="c1")
UNCOMMENT = Step(action="delete_comment", roles=(("comment", C1),))


@pytest.mark.parametrize(
    "between",
    [
        Step(action="send_document", roles=(("document", D1),)),
        Step(action="update_document", roles=(("document", D1),)),
        Step(action="label_document", roles=(("document", D1), ("label", LABEL))),
    ],
    ids=["moved", "updated", "linked"],
)
def test_only_where_the_parent_was_left_alone(between):
    """A changed parent may show anything else: the one trip that is watched has to be one that tells."""
    label = Step(action="create_label", makes="l1")
    desk = ran(*TRIP[:2], label, COMMENT, between, UNCOMMENT)
    assert not any("before" in look for look in looks(desk, "get_document"))
    assert any("before" in look for look in looks(ran(*TRIP[:2], label, COMMENT, UNCOMMENT), "get_document"))


def test_a_counter_is_found_by_the_last_look():
    desk = Desk(archive(), observer=Observer(), faults=[Fault(kind="counter-drifts", type="document")])
    verdict = desk.run(*TRIP)
    assert [(finding.check, finding.kind) for finding in verdict.findings] == [("restored", "field document_count")]
    assert (verdict.trace[-1].action, verdict.trace[-1].relation) == ("get_folder", "parent")


MORE = Step(action="create_folder", makes="f2")


def test_not_where_another_one_came_beside_the_parent():
    assert [line for line in looks(ran(TRIP[0], TRIP[1], MORE, TRIP[3])) if "before" in line] == []
    assert [line for line in looks(ran(TRIP[0], MORE, TRIP[1], TRIP[3])) if "before" in line] != []
