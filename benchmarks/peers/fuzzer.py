"""Schemathesis, with what its guide to benchmarks recommends and the best settings found for this service.

The guide: bound by the budget instead of the number of examples, keep on after a failure, no shrinking, no health
checks. Requests are inferred to belong together by its analysis of dependencies, which is on by default.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .contestant import Contestant, Finding, Task

HERE = Path(__file__).resolve().parent
FILES = (HERE / "schemathesis.toml", HERE / "users.yaml")
HOOKS = HERE / "told.py"
GUIDE = ("--max-time", "3600", "--continue-on-failure", "--no-shrink", "--suppress-health-check", "all")


def schemathesis(name: str, *options: str) -> Contestant:
    """``st run`` with all its checks and these options."""

    def command(task: Task) -> Sequence[str]:
        for file in (*FILES, HOOKS):  # into the folder of the run: it keeps a store beside its settings
            (task.folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
        return (
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{task.url}/openapi.json", "--seed", str(task.seed)),
            *("--checks", "all", "--generation-database", "none", "--no-color", *GUIDE, *options),
        )

    return Contestant(
        name=name, needs=("schemathesis",), files=FILES, command=command, environment=_environment, read=told,
        most=1000, packages=("schemathesis",),
    )  # fmt: skip


def told(text: str) -> Iterator[Finding]:
    """The findings among whole lines of JSON; a last line that is still being written is left."""
    for line in text.splitlines(keepends=True):
        if line.endswith("\n"):
            yield Finding(**json.loads(line))


def _environment(task: Task) -> Mapping[str, str]:
    return {"SCHEMATHESIS_HOOKS": HOOKS.stem, "PYTHONPATH": str(task.folder), "FINDINGS": str(task.findings)}
