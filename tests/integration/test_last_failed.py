"""--lf, --ff and --sw know planned items from run to run."""

import pytest

from .reading import SHORT, planned_names


@pytest.fixture
def failed(in_memory, monkeypatch):
    """The names of all items, and of those that failed in a first run."""
    monkeypatch.setenv("MODE", "stays")
    names = planned_names(in_memory, *SHORT)
    result = in_memory.runpytest(*SHORT, "-rf")
    found = [line.partition("::")[2].split()[0] for line in result.outlines if line.startswith("FAILED")]
    assert 0 < len(found) < len(names)
    return names, found


def _order(result):
    return [line.partition("::")[2].split()[0] for line in result.outlines if line.startswith("conftest.py::")]


def test_lf_runs_the_failing_sequences_only(in_memory, failed):
    _, found = failed
    result = in_memory.runpytest(*SHORT, "--lf", "-v")
    result.assert_outcomes(failed=len(found))
    assert _order(result) == found


def test_lf_is_forgotten_when_it_passes(in_memory, failed, monkeypatch):
    names, found = failed
    monkeypatch.setenv("MODE", "clean")
    in_memory.runpytest(*SHORT, "--lf").assert_outcomes(passed=len(found))
    in_memory.runpytest(*SHORT, "--lf").assert_outcomes(passed=len(names))


def test_ff_runs_the_failing_sequences_first(in_memory, failed):
    names, found = failed
    order = _order(in_memory.runpytest(*SHORT, "--ff", "-v"))
    assert order == found + [name for name in names if name not in found]


def test_sw_goes_on_where_it_stopped(in_memory, failed, monkeypatch):
    names, found = failed
    before = names.index(found[0])
    in_memory.runpytest(*SHORT, "--sw").assert_outcomes(failed=1, passed=before)
    monkeypatch.setenv("MODE", "clean")
    in_memory.runpytest(*SHORT, "--sw").assert_outcomes(passed=len(names) - before, deselected=before)
