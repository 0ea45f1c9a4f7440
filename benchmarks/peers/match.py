"""One search by one contestant, judged by the referee."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests

from .contestant import Contestant, Finding, Task

REFEREE = Path(__file__).resolve().parent / "referee.py"
PATIENCE = 900
"""Seconds after which a search is ended that neither ends nor spends its budget."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a search ended: what was found, the requests that were answered, and the seconds from first to last.

    ``plain`` is the rate of a plain loop at the same service just before, where it was taken.
    """

    contestant: str
    bug: str
    seed: int
    budget: int
    findings: tuple[Finding, ...]
    answered: int
    seconds: float
    plain: float = 0.0

    def identities(self) -> frozenset[str]:
        """What was found, without when."""
        return frozenset(finding.identity for finding in self.findings)

    def found_at(self, alarms: frozenset[str]) -> int | None:
        """The request that showed something which the clean twin does not show; None where nothing did."""
        return min((one.number for one in self.findings if one.identity not in alarms), default=None)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.answered / self.seconds if self.seconds else 0.0


@contextmanager
def referee() -> Iterator[str]:
    """The address of the service that counts; the process is gone afterwards."""
    with subprocess.Popen([sys.executable, str(REFEREE)], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert select.select([process.stdout], [], [], 60)[0], "the referee said nothing for 60 seconds"
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def search(contestant: Contestant, url: str, bug: str, seed: int, budget: int, known: frozenset[str]) -> Outcome:
    """Let it search until it ends, its budget is spent, or it found what is not among ``known`` with a bug on."""
    start(url, [bug] if bug else [], budget)
    with TemporaryDirectory() as folder:
        task = Task(url=url, bug=bug, seed=seed, budget=budget, folder=Path(folder))
        task.findings.touch()
        _run(contestant, task, known)
        findings = tuple(contestant.read(task.findings.read_text(encoding="utf-8")))
        told = asked(url)
        if not told["answered"]:
            said = (task.folder / "said.txt").read_text(encoding="utf-8")
            raise RuntimeError(f"{contestant.name} sent nothing at all (bug {bug!r}, seed {seed})\n{said[-2000:]}")
    return Outcome(
        contestant=contestant.name, bug=bug, seed=seed, budget=budget, answered=told["answered"],
        findings=tuple(finding for finding in findings if finding.number <= budget), seconds=told["seconds"],
    )  # fmt: skip


def start(url: str, bugs: list[str], budget: int) -> None:
    """Tell the referee to begin again."""
    requests.post(f"{url}/_referee", json={"bugs": bugs, "budget": budget}, timeout=30).raise_for_status()


def asked(url: str) -> dict[str, Any]:
    """What the referee says: requests answered, whether the budget is spent, and seconds."""
    told: dict[str, Any] = requests.get(f"{url}/_referee", timeout=30).json()
    return told


def raw_rate(url: str, turns: int = 150) -> float:
    """Requests a second of a plain loop over one session: create, read, list, delete."""
    start(url, [], 4 * turns)
    with requests.Session() as session:
        session.trust_env = False
        session.headers["Authorization"] = "Bearer alice-token"
        for number in range(turns):
            made = session.post(f"{url}/workspaces", json={"name": f"raw {number}"}, timeout=30).json()
            session.get(f"{url}/workspaces/{made['id']}", timeout=30)
            session.get(f"{url}/workspaces", timeout=30)
            session.delete(f"{url}/workspaces/{made['id']}", timeout=30)
    return 4 * turns / float(asked(url)["seconds"])


def _run(contestant: Contestant, task: Task, known: frozenset[str]) -> None:
    environment = os.environ | dict(contestant.environment(task))
    deadline = time.monotonic() + PATIENCE
    with (task.folder / "said.txt").open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            contestant.command(task), cwd=task.folder, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
    try:
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
            found = contestant.read(task.findings.read_text(encoding="utf-8")) if task.bug else ()
            if any(finding.identity not in known for finding in found) or asked(task.url)["spent"]:
                break
    finally:
        process.kill()
        process.wait()
