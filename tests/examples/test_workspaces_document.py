"""The example from its OpenAPI document alone, with no declaration: silent where all is right, most bugs found."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.workspaces import running_service
from pytest_resourcegraph.events.facts import Event, Exchanged, Purpose, StepStarted
from pytest_resourcegraph.report.jsonl import read
from pytest_resourcegraph.report.summary import summarize
from pytest_resourcegraph.report.totals import RunSummary

from .test_workspaces_bugs import exposing

_MOVES = "a document does not say from which states a verb is refused, and to which it leads"
MISSED = {
    "archive-from-pending": _MOVES,
    "finish-accepted-twice": _MOVES,
    "paid-purchase-cancellable": _MOVES,
    "pay-ships": _MOVES,
    "submitted-purchase-deletable": _MOVES,
    "handle-unique-everywhere": "a create may be refused for many reasons, and there is no sibling with that key",
    "dangling-purchase-upload": "what a reference shows when its target ends is not said",
    "archived-counted-twice": "what a number counts is not said",
    "rename-leaves-copy": "that a list shows nothing else is not said",
}
"""What a document does not let anybody know. The rest is found; four of five have to be."""


def run(
    folder: Path, url: str, *options: str
) -> tuple[subprocess.CompletedProcess[str], RunSummary, tuple[Event, ...]]:
    """A run in an empty folder, the summary of its events, and the events."""
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    events = folder / "events.jsonl"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:randomly", "--resource-graph"]
    command += [f"--resource-graph-url={url}", f"--resource-graph-openapi={url}/openapi.json"]
    command += [f"--resource-graph-actor={name}:Authorization:Bearer {name}-token" for name in ("alice", "bob")]
    command += [f"--resource-graph-events={events}", *options]
    ended = subprocess.run(command, env=dict(os.environ), cwd=folder, capture_output=True, text=True, timeout=240)
    told = tuple(read(events))
    return ended, summarize(told), told


def predicted(events: tuple[Event, ...]) -> float:
    """The share of requests, cleanup aside, whose status is of the class that was predicted.

    Of a step that asked twice, because a body was refused, each request counts.
    """
    started: StepStarted | None = None
    right = asked = 0
    for event in events:
        match event.fact:
            case StepStarted() as fact:
                started = fact
            case Exchanged() as fact if started is not None and started.purpose is not Purpose.CLEANUP:
                asked += 1
                right += str(fact.exchange.status).startswith("4" if started.expected == "refusal" else "2")
            case _:
                pass
    return right / asked


@pytest.mark.parametrize("seed", range(3))
def test_the_correct_service_is_passed_in_silence(seed, tmp_path):
    with running_service() as url:
        ended, summary, events = run(tmp_path, url, f"--resource-graph-seed={seed}")
    assert ended.returncode == 0, ended.stdout
    assert summary.findings == ()
    assert summary.left == ()
    assert predicted(events) >= 0.85


def test_four_of_five_bugs_are_to_be_found():
    assert MISSED.keys() <= exposing.EXPOSURES.keys()
    assert len(MISSED) <= len(exposing.EXPOSURES) / 5


@pytest.mark.parametrize("bug", [bug for bug in exposing.EXPOSURES if bug not in MISSED])
def test_the_bug_is_found(bug, tmp_path):
    with running_service(bug) as url:
        ended, summary, _ = run(tmp_path, url, "-x", "--resource-graph-seed=0", "--resource-graph-shrink=0")
    assert ended.returncode == 1, ended.stdout
    assert summary.new_findings
