"""Every option has an ini twin: option, then ini, then default."""

from collections import Counter

import pytest

from .declared import DECLARED
from .reading import events, sent

VALUES = {
    "resourcegraph_cover": "actions",
    "resourcegraph_seed": "3-abc",
    "resourcegraph_max_steps": "5",
    "resourcegraph_budget": "500",
    "resourcegraph_timeout": "2.5",
    "resourcegraph_observe": "off",
    "resourcegraph_events": "e.jsonl",
}
TAKEN = {
    "header": "cover actions, seed 3-abc",
    "seed": "3-abc",
    "short": True,
    "purposes": {"planned", "cleanup"},
    "headers": {("X-One", "1"), ("X-Two", "2")},
}
"""What a run with these values and two headers shows of them."""


def _taken(pytester, result, url):
    """What a run shows of the values that it was given."""
    kept = events(pytester.path / "e.jsonl")
    first = next(line for line in result.outlines if line.startswith(f"resource graph: {url}, "))
    steps = [event for event in kept if event["fact"] == "StepStarted"]
    planned = Counter(event["execution"] for event in steps if event.get("purpose", "planned") == "planned")
    received = [{pair for pair in one["headers"].items() if pair[0].startswith("X-")} for one in sent(url)]
    return {
        "header": first.partition(f"{url}, ")[2],
        "seed": kept[0]["seed"],
        "short": max(planned.values()) <= 5,
        "purposes": {event.get("purpose", "planned") for event in steps},
        "headers": received[0] if all(one == received[0] for one in received) else received,
    }


@pytest.fixture
def declared(pytester):
    pytester.makeconftest(DECLARED)
    return pytester


@pytest.fixture
def url(service):
    return service()


def test_without_them_a_run_is_another(declared, url):
    """Otherwise it would not be seen below whether they are taken."""
    result = declared.runpytest("--resource-graph", f"--resource-graph-url={url}", "--resource-graph-events=e.jsonl")
    assert result.ret == 0
    taken = _taken(declared, result, url)
    assert [name for name in TAKEN if taken[name] == TAKEN[name]] == []


def test_pytest_ini(declared, url):
    lines = [f"{name} = {value}" for name, value in VALUES.items()]
    declared.makeini(
        "\n".join(["[pytest]", "resourcegraph = true", f"resourcegraph_url = {url}", *lines])
        + "\nresourcegraph_header =\n    X-One: 1\n    X-Two: 2\nresourcegraph_gone = 404 410\n"
    )
    result = declared.runpytest("--strict-config")
    assert result.ret == 0, result.stdout.str() + result.stderr.str()
    assert _taken(declared, result, url) == TAKEN


def _pyproject(table, url):
    """A pyproject.toml with all of them in this table."""
    lines = [f'{name} = "{value}"' for name, value in VALUES.items()]
    headers = ['resourcegraph_header = ["X-One: 1", "X-Two: 2"]', 'resourcegraph_gone = ["404", "410"]']
    return "\n".join([f"[{table}]", "resourcegraph = true", f'resourcegraph_url = "{url}"', *lines, *headers])


def test_ini_options_of_pyproject(declared, url):
    declared.makepyprojecttoml(_pyproject("tool.pytest.ini_options", url))
    result = declared.runpytest("--strict-config")
    assert result.ret == 0, result.stdout.str() + result.stderr.str()
    assert _taken(declared, result, url) == TAKEN


@pytest.mark.skipif(pytest.version_tuple < (9,), reason="[tool.pytest] came with pytest 9")
def test_tool_pytest_of_pyproject(declared, url):
    declared.makepyprojecttoml(_pyproject("tool.pytest", url))
    result = declared.runpytest("--strict-config")
    assert result.ret == 0, result.stdout.str() + result.stderr.str()
    assert _taken(declared, result, url) == TAKEN


def test_o(declared, url):
    words = [word for name, value in VALUES.items() for word in ("-o", f"{name}={value}")]
    headers = "resourcegraph_header=X-One: 1\nX-Two: 2"
    more = ("-o", "resourcegraph=true", "-o", f"resourcegraph_url={url}", "-o", "resourcegraph_gone=404 410")
    result = declared.runpytest(*more, *words, "-o", headers)
    assert result.ret == 0, result.stdout.str() + result.stderr.str()
    assert _taken(declared, result, url) == TAKEN


def test_an_option_goes_before_the_ini_file(declared, service):
    declared.makeini("[pytest]\nresourcegraph_cover = pairs\nresourcegraph_url = http://127.0.0.1:1\n")
    url = service()
    result = declared.runpytest("--resource-graph", f"--resource-graph-url={url}", "--resource-graph-cover=actions")
    result.stdout.fnmatch_lines([f"resource graph: {url}, cover actions, seed *"])


@pytest.mark.parametrize(
    "line", ["resourcegraph = perhaps", "resourcegraph_max_steps = many", "resourcegraph_gone = lost"]
)
def test_a_wrong_ini_value_is_a_usage_error(declared, line):
    declared.makeini(f"[pytest]\n{line}\n")
    result = declared.runpytest_subprocess("--resource-graph")
    assert result.ret == 4
    text = result.stdout.str() + result.stderr.str()
    assert "INTERNALERROR" not in text
    assert "Traceback" not in text


@pytest.mark.skipif(pytest.version_tuple < (9,), reason="[tool.pytest] came with pytest 9")
def test_a_value_of_the_wrong_type_is_a_usage_error(declared):
    declared.makepyprojecttoml("[tool.pytest]\nresourcegraph_max_steps = 12\n")
    result = declared.runpytest_subprocess("--resource-graph")
    assert result.ret == 4
    assert "expects a string" in result.stderr.str()
    assert "Traceback" not in result.stderr.str()
