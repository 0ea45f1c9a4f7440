"""What every test has: pytester with quiet inner runs, and Hypothesis profiles (deterministic in CI)."""

import os
from importlib.util import find_spec

import pytest

pytest_plugins = ["pytester"]

# Options for this suite are not for the runs inside of it, which inherit the environment.
os.environ.pop("PYTEST_ADDOPTS", None)

# A deadline measures the machine, not the code: off everywhere. In CI the examples are the same on every run.
# Without Hypothesis, which comes with the extra `test`, this folder can still be asked for `--help`.
if find_spec("hypothesis"):
    from hypothesis import settings

    settings.register_profile("dev", deadline=None)
    settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
    settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture
def pytester(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A pytester whose inner runs keep their order although pytest-randomly is installed.

    A test about pytest-randomly asks for it: `pytester.runpytest("-p", "randomly")`.
    """
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:randomly")
    return pytester
