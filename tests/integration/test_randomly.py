"""pytest-randomly may reorder the items: each begins with nothing."""

import pytest

from .reading import SHORT, planned_names


@pytest.mark.parametrize("number", [1, 2])
def test_any_order_passes(in_memory, monkeypatch, number):
    monkeypatch.delenv("PYTEST_ADDOPTS")
    names = planned_names(in_memory, *SHORT)
    result = in_memory.runpytest(*SHORT, "-p", "randomly", f"--randomly-seed={number}")
    result.assert_outcomes(passed=len(names))
    result.stdout.fnmatch_lines([f"Using --randomly-seed={number}"])


def test_any_order_passes_in_workers(in_memory, monkeypatch):
    monkeypatch.delenv("PYTEST_ADDOPTS")
    result = in_memory.runpytest(*SHORT, "-n", "2", "--randomly-seed=3")
    assert result.ret == 0
