"""Inner suites for the integration tests: over HTTP against one small service, or in memory."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

# pytester forgets what an inner run in this process imported; loaded here, it is loaded once.
import pytest_resourcegraph.engine.http
import pytest_resourcegraph.plugin.compose
import pytest_resourcegraph.plugin.deriving  # noqa: F401

from .declared import DECLARED, IN_MEMORY
from .publishing import archive, planned_from, published  # noqa: F401

SOURCE = Path(__file__).with_name("shelves.py")
_labels = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The base URL of the service, in a process of its own for this session."""
    with subprocess.Popen([sys.executable, str(SOURCE)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


@pytest.fixture
def service(server: str) -> Callable[..., str]:
    """Gives the URL of an empty storage in a mode of `shelves.MODES`."""

    def url(mode: str = "clean") -> str:
        return f"{server}/{mode}/t{os.getpid()}-{next(_labels)}"

    return url


@pytest.fixture
def over_http(pytester: pytest.Pytester) -> pytest.Pytester:
    """A suite that declares shelves and books; where they are is told by `--resource-graph-url`."""
    pytester.makeconftest(DECLARED)
    return pytester


@pytest.fixture
def in_memory(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """The same suite with the API in memory; the environment variable MODE names its bug."""
    monkeypatch.setenv("MODE", "clean")
    pytester.path.joinpath("shelves.py").write_text(SOURCE.read_text(encoding="utf-8"), encoding="utf-8")
    pytester.makeconftest(DECLARED + IN_MEMORY)
    return pytester
