"""--resource-graph-shrink: a finding is shown with the fewest steps that show it, and how reliably."""

import re

import pytest

from .reading import RUN, cases, events, row, section


def _steps(result):
    found = re.search(r"  (Sequence|Shortest reproduction): (\d+) steps?", result.stdout.str())
    assert found, result.stdout.str()
    return found[1], int(found[2])


def test_it_shows_the_fewest_steps(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", "--resource-graph-events=e.jsonl")
    assert _steps(result) == ("Shortest reproduction", 4)
    result.stdout.fnmatch_lines(
        ["  Shown in 2 of 2 runs: deterministic; found after * steps, shortened with * requests"]
    )
    told = next(event for event in events(over_http.path / "e.jsonl") if event["fact"] == "Shrunk")
    assert (told["check"], told["action"], told["kind"]) == ("gone", "get_book", "after-parent-destroy")
    assert told["steps"] == 4 < told["was"]
    assert told["again"] == told["tries"] == 2
    assert told["token"].startswith("RG1-")
    assert f"{told['requests']} shrinking" in row(result, "requests")


def test_0_is_off(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", "--resource-graph-shrink=0")
    title, steps = _steps(result)
    assert title == "Sequence"
    assert steps > 4
    assert "shrinking" not in row(result, "requests")
    result.stdout.fnmatch_lines(["  Again:  pytest --resource-graph *conftest.py::S0*"])


def test_the_ini_value(over_http, service):
    over_http.makeini("[pytest]\nresourcegraph_shrink = 0\n")
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}")
    assert "shrinking" not in row(result, "requests")


def test_no_more_than_the_budget_is_spent(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", "--resource-graph-shrink=6")
    found = re.search(r"(\d+) shrinking", row(result, "requests"))
    assert int(found[1] if found else 0) <= 6
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*must be gone*", "  Again:  pytest *"])


def test_a_budget_of_seconds(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", "--resource-graph-shrink=20s")
    assert _steps(result) == ("Shortest reproduction", 4)


@pytest.mark.parametrize("value", ["-1", "many", "1.5", "1e3"])
def test_a_wrong_value_is_a_usage_error(over_http, value):
    result = over_http.runpytest(*RUN, f"--resource-graph-shrink={value}")
    assert result.ret == 4
    first, known, _ = [line for line in result.errlines if line]
    assert first == f"ERROR: --resource-graph-shrink={value} is not understood"
    assert known.startswith("expected: a number of requests such as 200, or of seconds such as 20s")


def test_what_comes_and_goes_is_told(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('flaky')}")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["shelf s1 must be gone*", "  Shown in 1 of 2 runs: flaky; found after *"])


def test_how_it_was_found_is_in_junit(over_http, service):
    over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", "--junitxml=j.xml")
    failed = [case for case in cases(over_http.path / "j.xml").values() if case.find("failure") is not None]
    failure = failed[0].find("failure")
    text = (failure.text if failure is not None else "") or ""
    short, _, found = text.partition("\nAs it was found\n")
    assert "  Shortest reproduction: 4 steps" in short
    assert "  Sequence: " in found
    assert short.count("  Trace\n") == found.count("  Trace\n") == 1
    assert "get_shelf(s1)" in found  # a step that the finding does not need


def test_what_it_made_is_cleaned_up(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('stays')}")
    assert result.ret == 1
    assert not any("left behind" in line for line in section(result))
