"""pytest-resourcegraph, with the example's own declarations and no hand-written test."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..workspaces import EXAMPLE
from .contestant import Contestant, Finding, Task

DECLARED = EXAMPLE / "conftest.py"
STARTS = '@pytest.fixture(scope="session")\ndef resource_url('


def ours(name: str = "ours", *options: str) -> Contestant:
    """The plugin with the goals of a user who gives no option, or with these options."""

    def command(task: Task) -> Sequence[str]:
        _declare(task.folder)
        return (
            *(sys.executable, "-m", "pytest", "-q", *(["-x"] if task.bug else []), "-c", "/dev/null"),
            *("-p", "no:cacheprovider", "-p", "no:randomly", "--rootdir", str(task.folder), str(task.folder)),
            *("--resource-graph", "--resource-graph-url", task.url, "--resource-graph-seed", str(task.seed)),
            *("--resource-graph-budget", str(task.budget), "--resource-graph-events", str(task.findings), *options),
        )

    return Contestant(
        name=name, needs=("pytest_resourcegraph",), files=(DECLARED,), command=command, environment=_environment,
        read=found, packages=("pytest-resourcegraph", "pytest"),
    )  # fmt: skip


def found(events: str) -> Iterator[Finding]:
    """The findings among the events of a run, each at the last request before it."""
    number = 0
    for line in events.splitlines(keepends=True):
        if not line.endswith("\n"):
            return  # still being written
        fact = json.loads(line)
        number += fact["fact"] == "Exchanged"
        if fact["fact"] == "Found":
            yield Finding(number=number, identity=f"{fact['check']} {fact['action']}")


def _declare(folder: Path) -> None:
    """The declarations without the fixture that starts a service of its own: here the referee's is searched."""
    declared, starts, _ = DECLARED.read_text(encoding="utf-8").partition(STARTS)
    assert starts, f"{DECLARED} has no fixture resource_url that could be left out"
    (folder / "conftest.py").write_text(declared, encoding="utf-8")


def _environment(task: Task) -> Mapping[str, str]:
    return {"PYTHONDONTWRITEBYTECODE": "1"}
