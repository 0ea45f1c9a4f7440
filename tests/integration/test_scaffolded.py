"""What ``resourcegraph scaffold`` writes loads as it stands, and runs green against the service it was written for."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from pytest_resourcegraph.cli.main import main

from .publishing import asked
from .reading import events, section

SERVICE = Path(__file__).parents[2] / "examples" / "workspaces" / "service"
WHO = "--resource-graph-actor=alice:Authorization:Bearer alice-token"


@pytest.fixture(scope="module")
def example() -> Iterator[str]:
    """The URL of the example service."""
    pytest.importorskip("fastapi")
    with subprocess.Popen([sys.executable, str(SERVICE), "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1]
        finally:
            process.kill()


@pytest.fixture
def document(pytester, example):
    with urlopen(f"{example}/openapi.json", timeout=10) as answer:
        pytester.path.joinpath("openapi.json").write_bytes(answer.read())


def test_both_files(pytester, example, document):
    assert main(["scaffold", "openapi.json"]) == 0
    result = pytester.runpytest("--resource-graph", f"--resource-graph-url={example}", WHO)
    assert result.ret == 0, result.stdout.str()
    assert "no findings" in section(result)[-1]
    assert result.parseoutcomes()["passed"] > 5


def test_both_files_with_what_may_be_a_key(pytester, example, document):
    """Each comment about a key taken away: the keys of the example are such."""
    assert main(["scaffold", "openapi.json"]) == 0
    path = pytester.path / "resourcegraph.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("    # key: ") == 2
    path.write_text(text.replace("    # key: ", "    key: "), encoding="utf-8")
    result = pytester.runpytest("--resource-graph", f"--resource-graph-url={example}", WHO, "--resource-graph-events=e")
    assert result.ret == 0, result.stdout.str()
    tried = [event for event in events(pytester.path / "e") if "its key is taken" in event.get("why", "")]
    assert {event["action"] for event in tried} >= {"create_workspace", "create_member"}


def test_both_files_beside_the_document(pytester, example, document):
    assert main(["scaffold", "openapi.json"]) == 0
    result = pytester.runpytest(*asked(example, "openapi.json"), WHO)
    assert result.ret == 0, result.stdout.str()
    assert "no findings" in section(result)[-1]


def test_the_yaml_beside_the_document_changes_nothing(pytester, example, document):
    options = (*asked(example, "openapi.json"), WHO, "--collect-only", "-q")
    before = pytester.runpytest(*options).outlines
    assert main(["scaffold", "openapi.json"]) == 0
    pytester.path.joinpath("conftest.py").unlink()
    after = pytester.runpytest(*options).outlines
    names = [line for line in before if "::" in line]
    assert names
    assert [line for line in after if "::" in line] == names


def test_the_document_alone(pytester, example, document):
    bob = "--resource-graph-actor=bob:Authorization:Bearer bob-token"
    result = pytester.runpytest(*asked(example, f"{example}/openapi.json"), WHO, bob)
    assert result.ret == 0, result.stdout.str()
    assert "no findings; every action was reached" in section(result)[-1]
    assert sum("->" in line for line in section(result)) >= 5
