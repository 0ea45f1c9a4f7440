"""The example service in a process of its own, its declarations, and a plan for them."""

import importlib.util
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType

from pytest_resourcegraph.declare.builder import Builder
from pytest_resourcegraph.declare.module import declared_in
from pytest_resourcegraph.model.schema import Schema

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "workspaces"


@contextmanager
def running_service(bug: str = "") -> Iterator[str]:
    """The address of a service on a free port of the loopback interface, with a bug where one is named.

    The process is gone afterwards.
    """
    command = [sys.executable, str(EXAMPLE / "service"), "--port", "0", *(["--bug", bug] if bug else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert select.select([process.stdout], [], [], 30)[0], "the service said nothing for 30 seconds"
            yield process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def schema() -> Schema:
    """What the example's conftest.py declares."""
    builder = Builder()
    builder.actors(credentials())
    builder.extend(declared_in(_conftest()))
    return builder.build()


def credentials() -> dict[str, dict[str, str]]:
    """The headers of each user of the example."""
    return {name: dict(headers) for name, headers in _conftest().pytest_resourcegraph_actors().items()}


@cache
def _conftest() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmarks_workspaces_conftest", EXAMPLE / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
