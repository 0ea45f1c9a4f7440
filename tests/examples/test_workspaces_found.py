"""The main job on the example: silent on the correct service, and every seeded bug found and shown the shortest way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_resourcegraph.events.facts import Event, Purpose, Shrunk, StepFinished, StepStarted
from pytest_resourcegraph.report.jsonl import read
from pytest_resourcegraph.report.summary import summarize
from pytest_resourcegraph.report.totals import RunSummary

from .test_workspaces_bugs import exposing

EXPOSURES = exposing.EXPOSURES
ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "workspaces" / "conftest.py"

SHORTEST = sum(exposure.length for exposure in EXPOSURES.values())
"""Requests of the shortest exposing sequences of all bugs together."""

FOUND = {
    "archive-from-pending": ("lifecycle", "archive_upload", "wrong-state"),
    "archived-counted-twice": ("invariant", "archive_upload", "counts_what_it_holds"),
    "cached-upload-read": ("gone", "get_upload", "after-parent-destroy"),
    "dangling-purchase-upload": ("references", "get_purchase", "dangling upload_id"),
    "deleted-note-updatable": ("gone", "change_note", "after-parent-destroy"),
    "deleted-purchase-submittable": ("gone", "submit_purchase", "after-destroy"),
    "finish-accepted-twice": ("lifecycle", "finish_upload", "wrong-state"),
    "finish-touches-siblings": ("siblings", "get_upload", "state"),
    "freed-handle-stays-taken": ("free-key", "add_member", "freed"),
    "freed-name-stays-taken": ("free-key", "create_workspace", "freed"),
    "handle-unique-everywhere": ("free-key", "add_member", "taken-elsewhere"),
    "list-keeps-deleted-upload": ("listed", "list_uploads", "gone"),
    "list-misses-second-upload": ("listed", "list_uploads", "missing"),
    "list-repeats-workspace": ("listed", "list_workspaces", "twice"),
    "member-delete-by-prefix": ("listed", "list_members", "missing"),
    "note-delete-takes-all": ("listed", "list_notes", "missing"),
    "note-through-any-upload": ("right-parent", "get_note", "wrong-parent"),
    "note-without-credentials": ("access", "get_note", "anonymous"),
    "orphan-members": ("gone", "get_member", "after-parent-destroy"),
    "orphan-notes": ("gone", "get_note", "after-parent-destroy"),
    "orphan-sold-purchases": ("gone", "get_purchase", "after-parent-destroy"),
    "paid-purchase-cancellable": ("lifecycle", "cancel_purchase", "wrong-state"),
    "pay-ships": ("lifecycle", "pay_purchase", "state"),
    "purchase-takes-foreign-upload": ("right-parent", "purchase_upload", "wrong-parent"),
    "refused-cancel-cancels": ("unchanged", "get_purchase", "state"),
    "refused-name-stored": ("left-behind", "list_workspaces", "stored"),
    "refused-purchase-left-behind": ("left-behind", "list_purchases", "stored"),
    "refused-submit-duplicates": ("listed", "list_purchases", "unknown"),
    "rename-leaves-copy": ("listed", "list_uploads", "unknown"),
    "rename-not-stored": ("alive", "get_workspace", "field name"),
    "rename-onto-taken-name": ("predicted", "rename_workspace", "duplicate"),
    "role-change-everywhere": ("siblings", "get_member", "field role"),
    "second-delete-accepted": ("gone", "delete_upload", "after-destroy"),
    "second-delete-crashes": ("server-error", "remove_member", "500"),
    "size-becomes-string": ("alive", "finish_upload", "field size"),
    "stranger-deletes-workspace": ("access", "delete_workspace", "other-actor"),
    "stranger-reads-upload": ("access", "get_upload", "other-actor"),
    "stranger-sees-workspaces": ("access", "list_workspaces", "listed"),
    "submit-keeps-draft": ("lifecycle", "get_purchase", "state"),
    "submitted-purchase-deletable": ("lifecycle", "delete_purchase", "wrong-state"),
    "third-member-crashes": ("server-error", "add_member", "500"),
    "upload-count-drifts": ("invariant", "delete_upload", "counts_what_it_holds"),
    "upload-id-reused": ("identity", "create_upload", "id-of-dead"),
    "upload-inherits-notes": ("born-empty", "list_notes", "not-empty"),
    "upload-with-notes-crashes": ("server-error", "delete_upload", "500"),
}
"""What shows each bug: check, action and kind of the first finding with seed 0."""


def run(
    folder: Path, *options: str, bug: str = ""
) -> tuple[subprocess.CompletedProcess[str], RunSummary, tuple[Event, ...]]:
    """A run of the example in a process of its own, the summary of its events, and the events."""
    events = folder / "events.jsonl"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:randomly", "--resource-graph"]
    command += [f"--resource-graph-events={events}", str(EXAMPLE), *options]
    environment = {**os.environ, "WORKSPACES_BUG": bug}
    ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=240)
    told = tuple(read(events))
    return ended, summarize(told), told


@pytest.mark.parametrize("seed", range(10))
def test_the_correct_service_is_passed_in_silence(seed, tmp_path):
    ended, summary, events = run(tmp_path, f"--resource-graph-seed={seed}")
    assert ended.returncode == 0, ended.stdout
    assert summary.findings == ()
    assert summary.left == ()
    assert "every action was reached and every planned sequence ran" in ended.stdout
    assert summary.requests.total <= 6 * SHORTEST
    assert unpredicted(events) == []


def unpredicted(events: tuple[Event, ...]) -> list[str]:
    """The steps, cleanup aside, whose status is of another class than was predicted."""
    started: StepStarted | None = None
    wrong: list[str] = []
    for event in events:
        match event.fact:
            case StepStarted() as fact:
                started = fact
            case StepFinished() as fact if started is not None and started.purpose is not Purpose.CLEANUP:
                wanted = "4" if started.expected == "refusal" else "2"
                if fact.answer != "holds" and not fact.answer.startswith(wanted):
                    wrong.append(f"{started.text}: {fact.answer}")
            case _:
                pass
    return wrong


def test_every_bug_is_to_be_found():
    assert FOUND.keys() == EXPOSURES.keys()


@pytest.mark.parametrize("bug", FOUND)
def test_the_bug_is_found_and_shown_the_shortest_way(bug, tmp_path):
    ended, summary, events = run(tmp_path, "-x", "--resource-graph-seed=0", bug=bug)
    assert ended.returncode == 1, ended.stdout
    finding = summary.findings[0]
    assert (finding.check, finding.action, finding.kind) == FOUND[bug]
    assert "<- expected" in ended.stdout
    failed = [line for line in ended.stdout.splitlines() if line.startswith("FAILED ")]
    assert len(failed) == 1
    assert "conftest.py::S0" in failed[0]
    (shrunk,) = [event.fact for event in events if isinstance(event.fact, Shrunk)]
    assert shrunk.steps == EXPOSURES[bug].length, ended.stdout
    assert shrunk.again == shrunk.tries == 2
