"""Every bug of the example service shows by its hand-written shortest sequence, and not on the clean twin."""

import importlib.util
import re
import select
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from types import ModuleType

import pytest
import requests

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "workspaces"
SERVICE = EXAMPLE / "service"
ORACLES = {
    "predicted status", "no server error", "alive is readable", "gone is gone", "siblings stay",
    "right parent", "lists agree", "refusal changes nothing", "state follows the lifecycle", "born empty",
    "there and back", "freed key", "how many", "other actor", "body", "invariants",
}  # fmt: skip


def _load(path: Path) -> ModuleType:
    # By path and under a name of its own: other tests must not be able to import `exposing` by accident.
    name = f"workspaces_example_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bugs = _load(SERVICE / "bugs.py")
exposing = _load(EXAMPLE / "exposing.py")
BUGS = [bug.name for bug in bugs.CATALOGUE]


class CountingSession(requests.Session):
    """A session that knows how many requests it has sent; no proxy and no netrc."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        self.sent = 0

    def send(self, request, **options):
        """Count, then send."""
        self.sent += 1
        return super().send(request, **options)


@contextmanager
def running(*arguments: str) -> Iterator[str]:
    """The address of a service started with these arguments; the process is gone afterwards."""
    command = [sys.executable, str(SERVICE), "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert select.select([process.stdout], [], [], 30)[0], "the service said nothing for 30 seconds"
            line = process.stdout.readline()
            assert line.startswith("listening on http://127.0.0.1:"), f"the service said {line!r}"
            yield line.split()[-1]
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="module")
def switchable() -> Iterator[str]:
    """One service for the module, so that the bugs cost no start each."""
    with running("--switchable") as url:
        yield url


@pytest.fixture
def session() -> Iterator[CountingSession]:
    """A session to ask with."""
    with CountingSession() as session:
        yield session


def switch(url: str, *names: str) -> None:
    """Exactly these bugs from now on, and an empty service."""
    with CountingSession() as aside:
        answer = aside.post(f"{url}/_bugs", json={"names": names}, timeout=10)
    assert answer.status_code == 204, answer.text


@pytest.mark.parametrize("name", BUGS)
def test_the_sequence_shows_the_bug(switchable, session, name):
    exposure = exposing.EXPOSURES[name]
    switch(switchable, name)
    assert exposure.shows(session, switchable)
    assert session.sent == exposure.length


@pytest.mark.parametrize("name", BUGS)
def test_the_clean_twin_does_not_show_it(switchable, session, name):
    exposure = exposing.EXPOSURES[name]
    switch(switchable)
    assert not exposure.shows(session, switchable)
    assert session.sent == exposure.length


@pytest.mark.parametrize("name", BUGS)
def test_no_step_of_the_sequence_can_be_left_out(switchable, session, name):
    """Of any shorter choice of its steps, every answer is the same with the bug and without."""
    steps = exposing.EXPOSURES[name].steps
    for length in range(1, len(steps)):
        for chosen in combinations(steps, length):
            if _is_sendable(chosen):
                assert _answers(session, switchable, chosen, name) == _answers(session, switchable, chosen)


def _is_sendable(steps) -> bool:
    """Whether every id is bound before it is used."""
    bound: set[str | None] = set()
    for step in steps:
        if not set(re.findall(r"{(\w+)}", f"{step.path} {step.body}")) <= bound:
            return False
        bound.add(step.bind)
    return True


def _answers(session, url, steps, *names):
    """Status and body of each answer, with every id replaced by the place where it was first seen."""
    switch(url, *names)
    ids: dict[str, str] = {}
    seen: dict[str, str] = {}
    answers: list[object] = []
    for step in steps:
        try:
            answer = exposing.send(session, url, step, ids)
        except KeyError as unbound:
            answers.append(f"{unbound} is unbound: its step was refused")
            break
        for id in re.findall(r"[a-z]{3}_[0-9a-f]{12}", answer.text):
            seen.setdefault(id, f"<{len(seen)}>")
        text = re.sub(r"[a-z]{3}_[0-9a-f]{12}", lambda match: seen[match[0]], answer.text)
        answers.append((answer.status_code, re.sub(r'"created_at":"[^"]+"', "", text)))
    return answers


def test_a_bug_is_switched_on_at_the_start(session):
    with running("--bug", "orphan-notes", "--bug", "cached-upload-read") as url:
        shown = {name for name, way in exposing.EXPOSURES.items() if _shows_alone(way, session, url)}
    assert shown == {"orphan-notes", "cached-upload-read"}


def _shows_alone(exposure, session, url):
    """Whether it shows once the workspaces of the sequence before are deleted."""
    for row in session.get(f"{url}/workspaces", headers=_as("alice"), timeout=10).json():
        session.delete(f"{url}/workspaces/{row['id']}", headers=_as("alice"), timeout=10)
    return exposure.shows(session, url)


def test_rows_stay_in_the_file(session, tmp_path):
    file = tmp_path / "rows.sqlite"
    with running("--database", str(file)) as url:
        answer = session.post(f"{url}/workspaces", json={"name": "kept"}, headers=_as("alice"), timeout=10)
        made = answer.json()
    with running("--database", str(file)) as url:
        answer = session.get(f"{url}/workspaces/{made['id']}", headers=_as("alice"), timeout=10)
        assert answer.json() == made
        assert _ask_file(file, "SELECT name FROM workspaces") == [("kept",)]


def _ask_file(file: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_the_switch_is_for_tests_only(switchable, session):
    assert "/_bugs" not in session.get(f"{switchable}/openapi.json", timeout=10).json()["paths"]
    with running() as url:
        assert session.post(f"{url}/_bugs", json={"names": []}, timeout=10).status_code == 404


def test_every_documented_operation_needs_credentials(switchable, session):
    switch(switchable)
    document = session.get(f"{switchable}/openapi.json", timeout=10).json()
    everything = {"name": "x", "text": "x", "handle": "x", "role": "reader"}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            url = switchable + re.sub("{.*?}", "nothing", path)
            body = everything if "requestBody" in operation else None
            for headers in ({}, _as("nobody"), {"Authorization": "Basic alice-token"}):
                answer = session.request(method, url, json=body, headers=headers, timeout=10)
                assert answer.status_code == 401, operation["operationId"]
            answer = session.request(method, url, json=body, headers=_as("bob"), timeout=10)
            assert answer.status_code in ((404,) if "{" in path else (200, 201)), operation["operationId"]


IMPOSSIBLE = [b"[", b"\xff", b"null", b'{"name": "\\ud800"}', b'{"name": ""}', b'{"name": NaN}']


@pytest.mark.parametrize("body", IMPOSSIBLE)
def test_an_impossible_body_is_refused(switchable, session, body):
    switch(switchable)
    headers = _as("alice") | {"Content-Type": "application/json"}
    answer = session.post(f"{switchable}/workspaces", data=body, headers=headers, timeout=10)
    assert answer.status_code in (400, 422)
    assert "detail" in answer.json()


def _as(user: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {user}-token"}


def test_an_unknown_bug_is_refused():
    with pytest.raises(bugs.UnknownBug, match="no such bug: orphan-note\n"):
        bugs.Bugs(["orphan-note"])


def test_every_bug_has_one_exposure_and_one_branch():
    source = "".join(file.read_text() for file in SERVICE.glob("*.py"))
    assert len(set(BUGS)) == len(BUGS)
    assert sorted(exposing.EXPOSURES) == sorted(BUGS)
    assert sorted(re.findall(r'bugs\.on\("([^"]+)"\)', source)) == sorted(BUGS)


def test_every_oracle_has_a_bug():
    assert {bug.oracle for bug in bugs.CATALOGUE} == ORACLES


def test_the_readme_lists_every_bug():
    rows = re.findall(r"^\| `.*\|$", (EXAMPLE / "README.md").read_text(), re.MULTILINE)
    assert rows == [
        f"| `{bug.name}` | {bug.oracle} | {exposing.EXPOSURES[bug.name].length} | {bug.says} |"
        for bug in bugs.CATALOGUE
    ]
