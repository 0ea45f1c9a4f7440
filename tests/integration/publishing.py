"""Runs from a document alone: the service that publishes it, and what is asked of a run."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from .cabinets import document

SOURCE = Path(__file__).with_name("cabinets.py")
_labels = count(1)


@contextmanager
def serving() -> Iterator[str]:
    """The base URL of the service, in a process of its own until the block ends."""
    with subprocess.Popen([sys.executable, str(SOURCE)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


@pytest.fixture(scope="session")
def archive() -> Iterator[str]:
    """The base URL of the service for this session."""
    with serving() as url:
        yield url


@pytest.fixture
def published(archive: str) -> Callable[..., str]:
    """Gives the URL of an empty storage in a mode of `cabinets.MODES`."""
    return lambda mode="clean": f"{archive}/{mode}/t{os.getpid()}-{next(_labels)}"


@pytest.fixture
def planned_from(pytester: pytest.Pytester) -> Callable[..., pytest.RunResult]:
    """Runs from the document of a storage, which is written to `openapi.json`; nothing else is declared."""

    def run(url: str, *options: str) -> pytest.RunResult:
        write(pytester.path / "openapi.json", url)
        return pytester.runpytest(*asked(url, "openapi.json"), *options)

    return run


def asked(url: str, said: str) -> tuple[str, ...]:
    """The options of a run of a document."""
    return ("--resource-graph", f"--resource-graph-url={url}", f"--resource-graph-openapi={said}")


def write(path: Path, url: str) -> None:
    """Write down the document that a storage publishes."""
    mode, label = url.split("/")[-2:]
    path.write_text(json.dumps(document(mode, f"/{mode}/{label}")), encoding="utf-8")
