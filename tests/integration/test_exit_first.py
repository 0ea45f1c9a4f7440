"""-x and --maxfail stop a run; what was not run is said."""

import pytest

from .reading import SHORT, planned_names, section


@pytest.mark.parametrize(("option", "most"), [("-x", 1), ("--maxfail=1", 1), ("--maxfail=2", 2)])
def test_it_stops(in_memory, monkeypatch, option, most):
    monkeypatch.setenv("MODE", "stays")
    names = planned_names(in_memory, *SHORT)
    result = in_memory.runpytest(*SHORT, option)
    outcomes = result.parseoutcomes()
    assert result.ret == 1
    assert outcomes["failed"] == most
    assert sum(outcomes.values()) < len(names)
    assert "not run to the end" in section(result)[-1]
