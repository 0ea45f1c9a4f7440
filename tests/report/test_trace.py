"""The trace: a line for every fact."""

from pytest_resourcegraph.events.change import Created, Linked, Moved, Updated
from pytest_resourcegraph.events.facts import (
    Fact,
    Left,
    Outcome,
    Purpose,
    RunFinished,
    RunStarted,
    SequenceFinished,
    SequenceStarted,
    StepFinished,
    StepStarted,
)
from pytest_resourcegraph.report.trace import trace_lines

from .stories import U1, W1, events, plan


def told(*facts: Fact) -> list[str]:
    """The lines without their times."""
    return [line.partition("  ")[2] for line in trace_lines(events(*facts))]


def test_no_events_have_no_lines():
    assert trace_lines([]) == []


def test_times_count_from_the_first_event_and_are_aligned():
    stream = events(*[RunFinished()] * 41)
    assert trace_lines(stream)[0] == " 0.000  run finished"
    assert trace_lines(stream)[40] == "10.000  run finished"


def test_runs_and_sequences():
    assert told(
        RunStarted(seed="7", url="http://x"),
        plan(),
        SequenceStarted(name="S1", goals=("a", "b")),
        SequenceFinished(name="S1", outcome=Outcome.SKIPPED, reason="blocked"),
        RunFinished(remark="stopped"),
    ) == [
        "run began, seed 7, http://x",
        "planned .: 2 sequences, 5 steps, cover pairs",
        "sequence S1 began, for a, b",
        "sequence S1 skipped: blocked",
        "run finished: stopped",
    ]


def test_steps_say_why_they_are_taken():
    assert told(
        StepStarted(number=1, action="a", text="a(w1)", expected="refusal", why="w1 is dead"),
        StepStarted(number=1, action="b", text="b(w1)", purpose=Purpose.OBSERVED, relation="self"),
        StepStarted(number=1, action="c", text="c(w1)", purpose=Purpose.CLEANUP),
        StepFinished(number=1, outcome=Outcome.PASSED, answer="404"),
    ) == [
        "step 1  a(w1), must be refused: w1 is dead",
        "observe self  b(w1)",
        "clean up  c(w1)",
        "    answered 404, passed",
    ]


def test_changes_use_the_names_of_the_plan():
    assert told(
        Created(key=W1, alias="w1"),
        Moved(key=W1, state="open"),
        Updated(key=W1, data={"name": 1, "size": 2}),
        Linked(key=U1, reference="next", target=W1),
        Linked(key=W1, reference="next", target=None),
        Left(key=U1, alias="u1", reason="500"),
    ) == [
        "    + workspace w1 (ws_7)",
        "    ~ workspace w1 is open",
        "    ~ workspace w1: name, size",
        "    ~ upload upl_3f9: next -> w1",
        "    ~ workspace w1: next -> nothing",
        "left upload u1: 500",
    ]
