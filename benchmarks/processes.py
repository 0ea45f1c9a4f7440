"""Whole processes against each other: they take turns, so that what else the machine does meets all alike."""

import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds on the clock and seconds of processor."""

    seconds: float
    busy: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.seconds - other.seconds, self.busy - other.busy)


def alternated(commands: Mapping[str, Sequence[str]], folder: Path, rounds: int) -> dict[str, list[Cost]]:
    """The costs of each command, round by round; who begins changes. One round before them warms up and is not kept.

    Compiled files are kept in ``folder``, so that they are there whatever the environment says about them. Raises
    CalledProcessError where a command does not exit with 0, or with 5, which pytest does without tests.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    names = list(commands)
    costs: dict[str, list[Cost]] = {name: [] for name in names}
    for turn in range(rounds + 1):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            cost = _cost(commands[name], folder, environment)
            if turn:
                costs[name].append(cost)
    return costs


def _cost(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    busy, started = _busy(), time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    cost = Cost(time.perf_counter() - started, _busy() - busy)
    if done.returncode not in (0, 5):
        raise subprocess.CalledProcessError(done.returncode, command, stderr=done.stderr)
    return cost


def _busy() -> float:
    """The seconds of processor that all child processes have taken so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
