"""What a step costs beside its request, counted in calls and events: no clock, so it says the same on any machine."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

import pytest_resourcegraph
from pytest_resourcegraph.events.facts import Exchanged, StepFinished, StepStarted

from ..testing.archive import archive
from ..testing.desk import Desk

PACKAGE = str(Path(pytest_resourcegraph.__file__).parent)
TESTING = str(Path(PACKAGE, "testing"))
MOST_CALLS = 165
"""Calls of our own functions for one read, which ten oracles judge. Raise it only with the reason in the change: all
requests pay for it."""


def counted(run: Callable[[], object]) -> int:
    """How often functions of the package are called, without those of the fake service."""
    calls = 0

    def called(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        file = frame.f_code.co_filename
        calls += event == "call" and file.startswith(PACKAGE) and not file.startswith(TESTING)

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        run()
    finally:
        sys.setprofile(before)
    return calls


def stocked(documents: int) -> Desk:
    """A desk with a folder of that many documents, half of them destroyed, and one more, which was read."""
    desk = Desk(archive())
    desk.take("create_folder", "f1")
    for number in range(documents):
        desk.take("create_document", f"x{number}", folder="f1")
        if number % 2:
            desk.take("delete_document", document=f"x{number}")
    desk.take("create_document", "d1", folder="f1")
    desk.take("get_document", document="d1")  # which checks concern an action is found out once
    return desk


def test_a_read_calls_few_functions():
    desk = stocked(2)
    assert 20 < counted(lambda: desk.take("get_document", document="d1")) <= MOST_CALLS


@pytest.mark.parametrize("documents", [2, 200])
def test_a_read_costs_the_same_however_much_there_is(documents):
    desk, small = stocked(documents), stocked(0)
    calls = counted(lambda: desk.take("get_document", document="d1"))
    assert calls == counted(lambda: small.take("get_document", document="d1"))


def test_a_read_is_three_events():
    desk = stocked(2)
    before = len(desk.events)
    desk.take("get_document", document="d1")
    assert [type(fact) for fact in desk.facts[before:]] == [StepStarted, Exchanged, StepFinished]
