"""The main job on the example: silent on the correct service, and what it finds of the seeded bugs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_resourcegraph.report.jsonl import read
from pytest_resourcegraph.report.summary import summarize
from pytest_resourcegraph.report.totals import RunSummary

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "workspaces" / "conftest.py"

FOUND = {
    "archive-from-pending": ("predicted", "archive_upload", "wrong-state"),
    "archived-counted-twice": ("invariant", "archive_upload", "counts_what_it_holds"),
    "cached-upload-read": ("gone", "get_upload", "after-destroy"),
    "deleted-note-updatable": ("gone", "change_note", "after-parent-destroy"),
    "deleted-purchase-submittable": ("gone", "submit_purchase", "after-destroy"),
    "finish-accepted-twice": ("predicted", "finish_upload", "wrong-state"),
    "finish-touches-siblings": ("alive", "get_upload", "state"),
    "list-keeps-deleted-upload": ("listed", "list_uploads", "gone"),
    "list-misses-second-upload": ("listed", "list_uploads", "missing"),
    "note-through-any-upload": ("predicted", "get_note", "wrong-parent"),
    "orphan-members": ("gone", "get_member", "after-parent-destroy"),
    "orphan-notes": ("gone", "get_note", "after-parent-destroy"),
    "paid-purchase-cancellable": ("predicted", "cancel_purchase", "wrong-state"),
    "pay-ships": ("alive", "pay_purchase", "state"),
    "purchase-takes-foreign-upload": ("predicted", "create_purchase", "wrong-parent"),
    "refused-cancel-cancels": ("alive", "get_purchase", "state"),
    "refused-submit-duplicates": ("listed", "list_purchases", "unknown"),
    "rename-leaves-copy": ("listed", "list_uploads", "unknown"),
    "rename-not-stored": ("alive", "get_workspace", "field name"),
    "second-delete-accepted": ("gone", "delete_upload", "after-destroy"),
    "second-delete-crashes": ("server-error", "remove_member", "500"),
    "size-becomes-string": ("alive", "finish_upload", "field size"),
    "stranger-deletes-workspace": ("predicted", "delete_workspace", "other-actor"),
    "stranger-reads-upload": ("predicted", "get_upload", "other-actor"),
    "submit-keeps-draft": ("alive", "get_purchase", "state"),
    "submitted-purchase-deletable": ("predicted", "delete_purchase", "wrong-state"),
    "upload-count-drifts": ("invariant", "delete_upload", "counts_what_it_holds"),
    "upload-with-notes-crashes": ("server-error", "delete_upload", "500"),
}
"""What shows each bug: check, action and kind of the first finding with seed 0."""


def run(folder: Path, *options: str, bug: str = "") -> tuple[subprocess.CompletedProcess[str], RunSummary]:
    """A run of the example in a process of its own, and the summary of its events."""
    events = folder / "events.jsonl"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:randomly", "--resource-graph"]
    command += [f"--resource-graph-events={events}", str(EXAMPLE), *options]
    environment = {**os.environ, "WORKSPACES_BUG": bug}
    ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120)
    return ended, summarize(read(events))


@pytest.mark.parametrize("seed", range(10))
def test_the_correct_service_is_passed_in_silence(seed, tmp_path):
    ended, summary = run(tmp_path, f"--resource-graph-seed={seed}")
    assert ended.returncode == 0, ended.stdout
    assert summary.findings == ()
    assert summary.left == ()
    assert "every action was reached and every planned sequence ran" in ended.stdout


@pytest.mark.parametrize("bug", FOUND)
def test_the_bug_is_found_and_its_step_is_named(bug, tmp_path):
    ended, summary = run(tmp_path, "-x", "--resource-graph-seed=0", bug=bug)
    assert ended.returncode == 1, ended.stdout
    finding = summary.findings[0]
    assert (finding.check, finding.action, finding.kind) == FOUND[bug]
    assert "<- expected" in ended.stdout
    failed = [line for line in ended.stdout.splitlines() if line.startswith("FAILED ")]
    assert len(failed) == 1
    assert "conftest.py::S0" in failed[0]
