"""--resource-graph-budget: the rest is skipped, and that is said."""

import pytest

from pytest_resourcegraph.plugin.settings import Budget
from pytest_resourcegraph.plugin.spent import limited

from .reading import SHORT, planned_names, row, section


def test_requests(in_memory):
    number = len(planned_names(in_memory, *SHORT))
    result = in_memory.runpytest(*SHORT, "--resource-graph-budget=12", "-rs")
    outcomes = result.parseoutcomes()
    assert result.ret == 0
    assert outcomes["skipped"] > 0
    assert outcomes["skipped"] + outcomes["passed"] == number
    result.stdout.fnmatch_lines(["SKIPPED*the budget of 12 requests is spent"])
    assert "not a full pass" in section(result)[-1]
    assert int(row(result, "requests").split()[0]) < 12 + 20


def test_seconds(in_memory):
    result = in_memory.runpytest(*SHORT, "--resource-graph-budget=0.001s", "-rs")
    assert "passed" not in result.parseoutcomes()
    result.stdout.fnmatch_lines(["SKIPPED*the budget of 0.001 s is spent"])
    assert "not a full pass" in section(result)[-1]


@pytest.mark.parametrize(
    ("given", "cover", "expected"),
    [
        (None, "transitions or time(60s)", 60),
        (30, "transitions or time(60s)", 30),
        (90, "transitions or time(60s)", 60),
        (90, "transitions", 90),
        (None, "transitions", None),
        (None, "what is this", None),
    ],
)
def test_the_goals_may_name_a_time(given, cover, expected):
    assert limited(Budget(requests=5, seconds=given), cover) == Budget(requests=5, seconds=expected)


def test_a_large_one_changes_nothing(in_memory):
    result = in_memory.runpytest(*SHORT, "--resource-graph-budget=100000")
    assert "skipped" not in result.parseoutcomes()


def test_workers_share_it(in_memory):
    result = in_memory.runpytest(*SHORT, "--resource-graph-budget=10", "-n", "2")
    assert result.parseoutcomes()["skipped"] > 0


@pytest.mark.parametrize("budget", ["25", "60s"])
def test_it_may_come_with_a_failure(in_memory, monkeypatch, budget):
    monkeypatch.setenv("MODE", "stays")
    assert in_memory.runpytest(*SHORT, f"--resource-graph-budget={budget}").ret == 1
