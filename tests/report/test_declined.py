"""Operations that refused what was sent: told once, with the words of the service, unless one of them succeeded."""

from pytest_resourcegraph.events.facts import Declined, RunStarted, StepStarted
from pytest_resourcegraph.report.summary import summarize
from pytest_resourcegraph.report.terminal import shortfalls, summary_lines
from pytest_resourcegraph.report.trace import trace_lines

from .stories import events, passing_facts, plan

REFUSED = Declined(action="archive_upload", status="422", reason="the stamp must be blue")


def _summary(*facts):
    stream = [*events(RunStarted(seed="7"), plan()), *events(*passing_facts()), *events(*facts, executor="gw1")]
    return summarize(stream)


def test_it_is_told_with_the_reason_and_the_hook():
    lines = [line.text for line in summary_lines(_summary(REFUSED))]
    place = lines.index("  operations that refused what we sent")
    assert lines[place + 1].split() == ["archive_upload", "422", "the", "stamp", "must", "be", "blue"]
    assert "pytest_resourcegraph_body" in lines[place + 2]
    assert "1 operation refused what was sent" in lines[-1]


def test_several_workers_tell_it_once():
    summary = _summary(REFUSED, REFUSED)
    assert summary.declined == (REFUSED,)
    assert "1 operation refused what was sent" in shortfalls(summary)


def test_what_succeeded_somewhere_is_not_told():
    taken = next(fact.action for fact in passing_facts() if isinstance(fact, StepStarted))
    assert _summary(Declined(action=taken, status="409")).declined == ()


def test_without_any_nothing_is_said():
    assert not any("refused what we sent" in line.text for line in summary_lines(_summary()))


def test_the_trace_has_it():
    assert trace_lines(events(REFUSED))[0].endswith("declined archive_upload: 422, the stamp must be blue")
