"""What an inner run left behind, read back."""

import json
from pathlib import Path
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest

RUN = ("--resource-graph", "--resource-graph-cover=transitions and refusals")
"""A plan that stays as it is when the default goals become more."""
SHORT = ("--resource-graph", "--resource-graph-max-steps=5")
"""Short sequences: several items from few actions."""


def planned_names(pytester: pytest.Pytester, *options: str) -> list[str]:
    """The names of the planned items, as `--collect-only -q` lists them."""
    result = pytester.runpytest(*options, "--collect-only", "-q", "-p", "no:cacheprovider")
    return [line.partition("::")[2] for line in result.outlines if line.startswith("conftest.py::")]


def events(path: Path) -> list[dict]:
    """The events of a file, each a mapping with its fact."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sent(url: str) -> list[dict]:
    """The requests that a storage of the service got."""
    with urlopen(f"{url}/sent", timeout=10) as answer:
        requests: list[dict] = json.loads(answer.read())
    return requests


def section(result: pytest.RunResult) -> list[str]:
    """The lines of our section of a run's output."""
    lines = result.outlines
    starts = [number for number, line in enumerate(lines) if line.strip("= ") == "resource graph"]
    assert starts, "there is no section"
    rest = lines[starts[-1] + 1 :]
    ends = [number for number, line in enumerate(rest) if line.startswith("===")]
    return rest[: ends[0]] if ends else rest


def row(result: pytest.RunResult, label: str) -> str:
    """The text after a label of the section, as after `sequences`."""
    return next(line.strip()[len(label) :].strip() for line in section(result) if line.strip().startswith(label))


def cases(path: Path) -> dict[str, ElementTree.Element]:
    """The test cases of a JUnit file by name."""
    return {case.get("name", ""): case for case in ElementTree.parse(path).getroot().iter("testcase")}


def token(result: pytest.RunResult) -> str:
    """The replay token of the first finding on the terminal."""
    line = next(line for line in result.outlines if "--resource-graph-replay=" in line)
    return line.partition("--resource-graph-replay=")[2].split()[0]
