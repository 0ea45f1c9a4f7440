"""The section at the end of a run, and the lines at its beginning."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.events.facts import Accepted, Outcome, Replay, Replayed, RunStarted
from pytest_resourcegraph.report.lines import Style
from pytest_resourcegraph.report.summary import summarize
from pytest_resourcegraph.report.terminal import header, planned_line, shortfalls, summary_lines
from pytest_resourcegraph.report.totals import Requests, RunSummary

from .stories import MESSAGE, events, passing_facts, plan, step, whole_run

SECTION = f"""\
  2 types, 5 actions; cover pairs: 2 sequences of 5 steps

  goals     covered   infeasible   unplanned
  actions         4            1           0
  pairs           7            1           0

  infeasible
    delete_workspace > create_upload   no living workspace is left

  never reached
    archive_upload   no action makes an upload ready

  cannot be cleaned up
    audit: no action destroys them

  sequences     2 (1 passed, 1 failed)
  steps         5
  requests      8 = 5 planned + 2 observed + 1 cleanup
  lower bound   4 requests for the whole plan
  duration      5.2 s, seed 7

  findings
    gone   get_upload   after-parent-destroy   1 x   first in S0003
      {MESSAGE}

  left behind
    upload upl_3f9   delete_upload answered 500   S0003

  1 finding; 1 action cannot be reached; 1 resource left behind"""


def shown(summary: RunSummary, verbosity: int = 0) -> str:
    return "\n".join(line.text for line in summary_lines(summary, verbosity))


def clean_run() -> RunSummary:
    """Two sequences that pass and reach everything."""
    more = step(3, "create_workspace", "create_workspace()", 201) + step(4, "delete_workspace", "d()", 204)
    second = passing_facts("S2")
    second[-1:-1] = more
    stream = [*events(RunStarted(seed="7"), plan()), *events(*passing_facts()), *events(*second, execution="S2")]
    return summarize(stream)


def test_a_run_with_a_finding():
    assert shown(summarize(whole_run())) == SECTION


def test_the_same_on_one_line():
    assert shown(summarize(whole_run()), -1) == (
        "resource graph: 2 sequences (1 passed, 1 failed), 8 requests; "
        "1 finding; 1 action cannot be reached; 1 resource left behind"
    )


def test_a_full_pass_says_so():
    summary = clean_run()
    assert shortfalls(summary) == []
    assert summary_lines(summary)[-1] == (
        Style.GOOD,
        "  no findings; every action was reached and every planned sequence ran",
    )
    assert "lower bound   4 requests; planned steps took 1.50 x, everything 2.00 x" in shown(summary)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"remark": "stopped by -x"}, "stopped by -x"),
        ({"sequences": ((Outcome.PASSED, 1), (Outcome.SKIPPED, 1))}, "1 sequence of 2 not run to the end"),
        ({"left": summarize(whole_run()).left}, "1 resource left behind"),
        (
            {"scopes": (replace(clean_run().scopes[0], not_run=("get", "put")),)},
            "2 actions not run",
        ),
        (
            {"scopes": (replace(clean_run().scopes[0], unreached=(("get", "no way"),)),)},
            "1 action cannot be reached",
        ),
    ],
)
def test_a_run_that_fell_short_is_no_full_pass(change: dict, reason: str):
    summary = replace(clean_run(), **change)
    assert summary_lines(summary)[-1] == (Style.WARN, f"  no findings, but not a full pass: {reason}")
    assert "not a full pass" in shown(summary, -1)


def test_a_run_of_nothing_is_no_pass_either():
    assert summary_lines(RunSummary())[-1] == (Style.WARN, "  nothing was planned and nothing ran")


def test_a_sequence_that_broke_is_bad_without_a_finding():
    summary = replace(clean_run(), sequences=((Outcome.PASSED, 1), (Outcome.ERROR, 1)))
    assert summary_lines(summary)[-1] == (Style.BAD, "  1 sequence broken by an error")


def test_few_reasons_unless_all_are_asked_for():
    many = tuple((f"goal {number}", "why") for number in range(9))
    scope = replace(clean_run().scopes[0], infeasible=many, unreached=many, not_run=("get",))
    summary = replace(clean_run(), scopes=(scope,))
    brief = shown(summary)
    assert "    … 6 more (-v shows all)" in brief
    assert brief.count("goal 8") == 1  # an action that is never reached is always named
    assert "  planned, but not run\n    get" in brief
    assert shown(summary, 1).count("goal 8") == 2
    assert "more (-v" not in shown(summary, 1)


def test_several_scopes_are_told_apart():
    summary = clean_run()
    scopes = tuple(replace(summary.scopes[0], scope=name) for name in ("tests/a", "tests/b"))
    text = shown(replace(summary, scopes=scopes))
    assert "  tests/a: 2 types, 4 actions; cover pairs" in text
    assert "  tests/b: 2 types, 4 actions; cover pairs" in text


def test_hand_written_tests_and_shrinking_have_their_requests():
    text = shown(replace(clean_run(), tests=1, requests=Requests(planned=1, shrinking=20, outside=3000)))
    assert "  hand-written   1 test\n" in text
    assert "  requests       3,021 = 1 planned + 20 shrinking + 3,000 outside the plan\n" in text


def test_the_lines_at_the_beginning():
    assert header(seed="7") == "resource graph: seed 7"
    assert header(seed="7", url="http://x", cover="pairs") == "resource graph: http://x, cover pairs, seed 7"
    assert header(seed="7", replay="RG1-" + "x" * 90).startswith("resource graph: replay RG1-xxx")
    assert planned_line(clean_run()) == "resource graph: 2 sequences of 5 steps for 2 types and 4 actions"


def test_known_findings_are_no_reason_to_worry():
    known = replace(summarize(whole_run()).findings[0], known=True)
    accepted = Accepted(file="b.json", findings=(("gone", "get_upload", "after-parent-destroy"),))
    summary = replace(clean_run(), findings=(known,), accepted=accepted)
    text = shown(summary)
    assert "  baseline      b.json accepts 1 finding\n" in text
    assert "1 x   first in S0003, known\n" in text
    assert summary_lines(summary)[-1] == (
        Style.GOOD,
        "  no new findings, 1 known finding; every action was reached and every planned sequence ran",
    )
    both = replace(summary, findings=(known, replace(known, known=False, kind="other")))
    assert summary_lines(both)[-1] == (Style.BAD, "  1 new finding; 1 known finding")


def test_what_the_baseline_accepts_in_vain_is_told():
    accepted = Accepted(file="b.json", findings=(("gone", "get_upload", "other"), ("gone", "never_taken", "other")))
    text = shown(replace(clean_run(), accepted=accepted))
    title = "  in b.json, and no longer shown (--resource-graph-update-baseline takes them out)"
    assert f"{title}\n    gone   get_upload   other\n\n" in text
    assert "never_taken" not in text


@pytest.mark.parametrize(
    ("result", "style", "line"),
    [
        (Replay.REPRODUCED, Style.BAD, "  replay: REPRODUCED at step 3: gone"),
        (Replay.NOT_REPRODUCED, Style.GOOD, "  replay: NOT REPRODUCED at step 3: gone"),
        (Replay.DIVERGED, Style.WARN, "  replay: DIVERGED at step 3: gone"),
    ],
)
def test_a_replay_is_told_without_a_plan(result: Replay, style: Style, line: str):
    told = Replayed(result=result, step=3, reason="gone")
    summary = replace(clean_run(), scopes=(), sequences=(), replays=((Outcome.FAILED, 1),), replayed=told)
    assert summary_lines(summary)[-1] == (style, line)
    assert "  replayed   1 (1 failed)\n" in shown(summary)
    assert "sequences" not in shown(summary)
    assert "full pass" not in shown(summary, -1)
    assert shown(summary, -1).startswith("resource graph: 1 replayed (1 failed), ")


@pytest.mark.parametrize(
    ("first", "place"),
    [
        ("a/conftest.py::S0012-create-get-0a1b", "a/conftest.py::S0012"),
        ("test_it.py::test_it[S0001-create]", "test_it.py::test_it[S0001]"),
        ("conftest.py::R-S0001-create", "conftest.py::R-S0001-create"),
        ("test_it.py::test_S0001-x", "test_it.py::test_S0001-x"),
    ],
)
def test_the_place_of_a_finding_is_short(first: str, place: str):
    finding = replace(summarize(whole_run()).findings[0], first=first)
    assert f"first in {place}\n" in shown(replace(clean_run(), findings=(finding,)))
