"""Operations that refused what was sent: told once, with the words of the service, unless one of them succeeded."""

from dataclasses import replace

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


def _said(*facts, **asked):
    stream = events(RunStarted(seed="7"), replace(plan(), **asked), *facts)
    return [line.text for line in summary_lines(summarize(stream))]


def _credentials(lines):
    place = next(number for number, line in enumerate(lines) if "credentials are needed" in line)
    return lines[place : place + 3]


def test_without_credentials_the_schemes_and_the_options_are_named():
    asked = (("key", "header", "X-Key", "<key>"), ("sid", "cookie", "s", "<key>"))
    first, second, third = _credentials(_said(Declined(action="archive_upload", status="401"), credentials=asked))
    assert first.endswith("1 operation answered 401: archive_upload")
    assert second.strip() == "the document asks for 'key' (header X-Key), 'sid' (cookie s)"
    assert "--resource-graph-header='X-Key:<key>' or --resource-graph-actor='NAME:X-Key:<key>'" in third
    assert "--resource-graph-header='Cookie:s=<key>'" in third


def test_a_key_in_the_query_needs_a_client():
    asked = (("key", "query", "k", "<key>"),)
    lines = _credentials(_said(Declined(action="archive_upload", status="401"), credentials=asked))
    assert lines[2].endswith("a client of your own (the hook pytest_resourcegraph_make_client)")


def test_a_document_without_schemes():
    lines = _credentials(_said(Declined(action="archive_upload", status="403")))
    assert "names no security scheme" in lines[1]
    assert "--resource-graph-header='Authorization:…'" in lines[2]


def test_a_403_is_a_refusal_like_others_where_something_succeeds():
    lines = [line.text for line in summary_lines(_summary(Declined(action="archive_upload", status="403")))]
    assert not any("credentials are needed" in line for line in lines)
    assert any("pytest_resourcegraph_body" in line for line in lines)


def test_both_are_told_apart():
    refused = Declined(action="lock_upload", status="401")
    lines = [line.text for line in summary_lines(_summary(REFUSED, refused))]
    place = lines.index("  operations that refused what we sent")
    assert lines[place + 1].split()[0] == "archive_upload"
    assert "1 operation answered 401: lock_upload" in "\n".join(lines)
