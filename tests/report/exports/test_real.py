"""Findings of the engine at a real service: each export shows the bug, and does not on the correct service."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from benchmarks.workspaces import EXAMPLE, credentials, schema
from pytest_resourcegraph.declare.yaml_file import dump_yaml
from pytest_resourcegraph.engine.execution import Execution
from pytest_resourcegraph.engine.http import HttpClient
from pytest_resourcegraph.engine.memory import Memory
from pytest_resourcegraph.engine.observe import Observer
from pytest_resourcegraph.engine.run import run
from pytest_resourcegraph.events.codec import decode, encode
from pytest_resourcegraph.events.exchange import Secrets
from pytest_resourcegraph.events.facts import Event, Found, SequenceStarted
from pytest_resourcegraph.events.store import MemoryStore
from pytest_resourcegraph.events.stream import Stream
from pytest_resourcegraph.model.guard import ANONYMOUS
from pytest_resourcegraph.model.unique import Uniques
from pytest_resourcegraph.plan.codec import decode as steps_of
from pytest_resourcegraph.plan.document import to_document
from pytest_resourcegraph.plan.scheduler import Request
from pytest_resourcegraph.plan.schedulers.cover import Cover
from pytest_resourcegraph.plugin.builtin import pytest_resourcegraph_checks
from pytest_resourcegraph.plugin.options import OPTIONS
from pytest_resourcegraph.report.exports.pytest_file import pytest_file
from pytest_resourcegraph.report.exports.shell import shell_script
from tests.examples.test_workspaces_found import FOUND

from .recorded import run_shell, run_test

STAYS = {"refused-name-stored": 1}
"""How much one run of an export leaves in a service with that bug, and in no other: what a refused create has stored,
with nothing above it that takes it along. No answer is about it; it only has a place in a list, and in another run what
stands there may be somebody else's, so that a script must not destroy it."""

SECRETS = {f"RESOURCEGRAPH_{name.upper()}_AUTHORIZATION": f"Bearer {name}-token" for name in ("alice", "bob")}


class Service:
    """The example service in a process of its own, with other bugs whenever it is told so."""

    def __init__(self, url: str) -> None:
        self.url = url

    def switch(self, *bugs: str) -> None:
        """Exactly these bugs from now on, and nothing that was made before."""
        self._ask("/_bugs", {"names": bugs})

    def left(self) -> list[object]:
        """What either user still has."""
        return [one for name in ("alice", "bob") for one in cast(list[object], self._ask("/workspaces", who=name))]

    def _ask(self, path: str, body: object = None, who: str = "alice") -> object:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {who}-token", "Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(self.url + path, data, headers), timeout=10) as answer:
            return json.loads(answer.read() or b"null")


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    command = [sys.executable, str(EXAMPLE / "service"), "--port", "0", "--switchable"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield Service(process.stdout.readline().split()[-1])
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def plan():
    """What a run without options plans, where one without credentials takes part: each bug is to be found in it."""
    declared = replace(schema(), anonymous=ANONYMOUS)
    (cover,) = (option.default for option in OPTIONS if option.name == "cover")
    return declared, Cover().plan(declared, Request(cover=cover)).sequences


def failing(service: Service, plan) -> tuple[Event, ...]:
    """The events of the first sequence of the plan that shows a finding, as a file would hold them."""
    declared, sequences = plan
    users = {**credentials(), **({declared.anonymous: {}} if declared.anonymous else {})}
    secrets = Secrets.of(word for headers in users.values() for value in headers.values() for word in value.split())
    clients = {name: HttpClient(service.url, headers=headers, secrets=secrets) for name, headers in users.items()}
    observer, memory = Observer(), Memory(pytest_resourcegraph_checks(cast(pytest.Config, None)))
    try:
        for sequence in sequences:
            store = MemoryStore()
            execution = Execution(
                schema=declared,
                clients=clients,
                stream=Stream(clock=time.time, sink=store.append),
                memory=memory,
                uniques=Uniques(sequence.name),
                secrets=secrets,
            )
            run(execution, observer, sequence, SequenceStarted(name=sequence.name, goals=sequence.goals))
            if any(isinstance(event.fact, Found) for event in store):
                return tuple(decode(encode(event)) for event in store)
    finally:
        for client in clients.values():
            client.close()
    return ()


def replay(text: str, folder: Path, url: str) -> tuple[int, str]:
    """What a run of the steps of a finding came to: its exit code, and the line that says so."""
    file = folder / "finding.yaml"
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:randomly", "-c", os.devnull]
    command += ["--rootdir", str(EXAMPLE), f"--resource-graph-replay={file}", f"--resource-graph-url={url}"]
    ended = subprocess.run([*command, str(EXAMPLE)], cwd=folder, capture_output=True, text=True, timeout=60)
    said = [line.strip() for line in ended.stdout.splitlines() if line.startswith("  replay: ")]
    return ended.returncode, said[-1] if said else ended.stdout + ended.stderr


@pytest.mark.parametrize("bug", FOUND)
def test_an_export_shows_the_bug_and_is_silent_without_it(bug, service, plan, tmp_path):
    service.switch(bug)
    events = failing(service, plan)
    finding = next(event.fact for event in events if isinstance(event.fact, Found))
    script, test = shell_script(events), pytest_file(events)
    steps = dump_yaml(to_document(plan[0], steps_of(plan[0], finding.token)))
    assert "-token" not in script + test + steps
    judged = bool(finding.claims)
    for bugs, code, counts in (((bug,), 1, {"failed": 1}), ((), 0, {"passed": 1})):
        code, counts = (code, counts) if judged else (3, {"skipped": 1})
        service.switch(*bugs)
        ended = run_shell(script, tmp_path, service.url, env=SECRETS)
        assert ended.returncode == code, (bugs, finding, ended)
        # A second run must not meet what the first one made.
        assert run_test([test], tmp_path, service.url, env=SECRETS) == {**counts, "ours": 0}, (bugs, finding)
        code, said = replay(steps, tmp_path, service.url)
        expected = "replay: REPRODUCED at step" if bugs else "replay: NOT REPRODUCED: every step answered as predicted"
        assert (code, said[: len(expected)]) == (len(bugs), expected)
        assert len(service.left()) == (3 * STAYS.get(bug, 0) if bugs else 0)
