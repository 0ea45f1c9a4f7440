"""Sequences as the engine records them, written by hand, and the two ways to run what is made of them."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from pytest_resourcegraph.events.change import Created, Destroyed
from pytest_resourcegraph.events.claim import Claim
from pytest_resourcegraph.events.exchange import Exchange
from pytest_resourcegraph.events.facts import (
    Event,
    Exchanged,
    Fact,
    Found,
    Outcome,
    Purpose,
    SequenceFinished,
    SequenceStarted,
    StepFinished,
    StepStarted,
)
from pytest_resourcegraph.events.key import Key

from ..stories import events

URL = "http://127.0.0.1:8000"
MESSAGE = "box b1 must be gone: it was destroyed in step 2, but get_box answered 200 (expected 404)"
Headers = tuple[tuple[str, str], ...]


def sent(
    method: str,
    target: str,
    status: int | None,
    answer: object = None,
    *,
    body: object = None,
    headers: Headers = (),
    answered: Headers = (),
) -> Exchanged:
    """One exchange; a body that is no text is sent as JSON."""
    kind: Headers = (("Content-Type", "application/json"),) if body is not None and not isinstance(body, str) else ()
    return Exchanged(
        exchange=Exchange(
            method=method, url=URL + target, request_headers=(("User-Agent", "x"), *headers, *kind), request_body=body,
            status=status, response_headers=answered, response_body=answer,
        )
    )  # fmt: skip


def made(alias: str, id: str | int, *, kind: str = "box", below: Key | None = None, owner: str = "") -> Created:
    """A resource was made."""
    return Created(key=Key(kind, id, below), alias=alias, owner=owner)


def ended(id: str | int, *, kind: str = "box") -> Destroyed:
    """A resource was destroyed."""
    return Destroyed(key=Key(kind, id))


def step(text: str, *facts: Fact, number: int = 1, purpose: Purpose = Purpose.PLANNED, actor: str = "") -> list[Fact]:
    """A step with what is told of it."""
    action = text.partition(" = ")[2] or text
    begun = StepStarted(number=number, action=action.partition("(")[0], text=text, purpose=purpose, actor=actor)
    return [begun, *facts, StepFinished(number=number, outcome=Outcome.PASSED, answer="")]


def clean_up(text: str, *facts: Fact) -> list[Fact]:
    """A step of the cleanup."""
    return step(text, *facts, purpose=Purpose.CLEANUP)


def found(*claims: Claim, message: str = MESSAGE, check: str = "gone") -> list[Fact]:
    """The step before shows a finding."""
    return [Found(check=check, action="get_box", kind="after-destroy", message=message, claims=claims)]


def sequence(*parts: list[Fact], name: str = "S0001-get_box") -> list[Event]:
    """The events of one sequence."""
    facts = [fact for part in parts for fact in part]
    return events(SequenceStarted(name=name), *facts, SequenceFinished(name=name, outcome=Outcome.FAILED))


def run_shell(
    script: str, folder: Path, url: str, *, shell: str = "sh", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A run of a shell script in an empty folder of its own."""
    place = folder / "here"
    place.mkdir(exist_ok=True)
    file = folder / "finding.sh"
    file.write_text(script, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "TMPDIR": str(folder), **(env or {})}
    command = [shell, "sh"] if shell == "busybox" else [shell]
    return subprocess.run(
        [*command, str(file), url], cwd=place, env=environment, capture_output=True, timeout=60, encoding="utf-8",
        errors="replace",
    )  # fmt: skip


def run_test(files: Sequence[str], folder: Path, url: str, *, env: Mapping[str, str] | None = None) -> dict[str, int]:
    """How the tests of these files ended, with the modules of ours that were loaded as ``ours``."""
    place = folder / "here"
    place.mkdir(exist_ok=True)
    for number, text in enumerate(files):
        place.joinpath(f"test_finding_{number}.py").write_text(text, encoding="utf-8")
    place.joinpath("conftest.py").write_text(
        "import json, pathlib, sys\n"
        "counts = {}\n"
        "def pytest_runtest_logreport(report):\n"
        "    if report.when == 'call' or report.outcome == 'failed' or report.skipped:\n"
        "        name = 'error' if report.when != 'call' and report.failed else report.outcome\n"
        "        counts[name] = counts.get(name, 0) + 1\n"
        "def pytest_unconfigure(config):\n"
        "    counts['ours'] = len([name for name in sys.modules if 'resourcegraph' in name])\n"
        "    pathlib.Path('counts.json').write_text(json.dumps(counts))\n",
        encoding="utf-8",
    )
    environment = {"PATH": os.environ["PATH"], "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "RESOURCEGRAPH_URL": url}
    command = [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    command += ["--rootdir", ".", "-c", os.devnull, "--strict-markers"]
    ended = subprocess.run(
        command, cwd=place, env={**environment, **(env or {})}, capture_output=True, text=True, timeout=60
    )
    counts = place / "counts.json"
    assert counts.exists(), ended.stdout + ended.stderr
    told: dict[str, int] = json.loads(counts.read_text(encoding="utf-8"))
    return told
