"""Hypothesis, with a state machine that holds the whole model of the service, written by hand."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .contestant import Contestant, Task
from .fuzzer import told

HERE = Path(__file__).resolve().parent


def hypothesis(name: str = "Hypothesis, a whole model by hand") -> Contestant:
    """A RuleBasedStateMachine, searched until its first failure."""
    return Contestant(
        name=name, needs=("hypothesis",), files=(HERE / "machine.py",), command=_command, environment=_environment,
        read=told, packages=("hypothesis",),
    )  # fmt: skip


def _command(task: Task) -> Sequence[str]:
    return sys.executable, str(HERE / "run_machine.py"), str(task.seed), str(task.findings)


def _environment(task: Task) -> Mapping[str, str]:
    return {"SERVICE_URL": task.url}
