"""Every option has an ini twin: option, then ini, then default."""

import pytest

from .declared import DECLARED
from .reading import events, row, sent

VALUES = {
    "resourcegraph_cover": "actions",
    "resourcegraph_seed": "3-abc",
    "resourcegraph_max_steps": "9",
    "resourcegraph_budget": "500",
    "resourcegraph_timeout": "2.5",
    "resourcegraph_observe": "off",
    "resourcegraph_events": "e.jsonl",
}


def _run(pytester, url, *options):
    result = pytester.runpytest(*options)
    assert result.ret == 0, result.stdout.str() + result.stderr.str()
    result.stdout.fnmatch_lines([f"resource graph: {url}, cover actions, seed 3-abc"])
    assert "observed" not in row(result, "requests")
    kept = events(pytester.path / "e.jsonl")
    assert kept[0]["seed"] == "3-abc"
    assert all(request["headers"]["X-One"] == "1" and request["headers"]["X-Two"] == "2" for request in sent(url))


@pytest.fixture
def declared(pytester):
    pytester.makeconftest(DECLARED)
    return pytester


def test_pytest_ini(declared, service):
    url = service()
    lines = [f"{name} = {value}" for name, value in VALUES.items()]
    declared.makeini(
        "\n".join(["[pytest]", "resourcegraph = true", f"resourcegraph_url = {url}", *lines])
        + "\nresourcegraph_header =\n    X-One: 1\n    X-Two: 2\nresourcegraph_gone = 404 410\n"
    )
    _run(declared, url, "--strict-config")


def test_ini_options_of_pyproject(declared, service):
    url = service()
    lines = [f'{name} = "{value}"' for name, value in VALUES.items()]
    headers = ['resourcegraph_header = ["X-One: 1", "X-Two: 2"]', 'resourcegraph_gone = ["404", "410"]']
    head = ["[tool.pytest.ini_options]", "resourcegraph = true", f'resourcegraph_url = "{url}"']
    declared.makepyprojecttoml("\n".join([*head, *lines, *headers]))
    _run(declared, url, "--strict-config")


@pytest.mark.skipif(pytest.version_tuple < (9,), reason="[tool.pytest] came with pytest 9")
def test_tool_pytest_of_pyproject(declared, service):
    url = service()
    lines = [f'{name} = "{value}"' for name, value in VALUES.items()]
    headers = ['resourcegraph_header = ["X-One: 1", "X-Two: 2"]', 'resourcegraph_gone = ["404", "410"]']
    head = ["[tool.pytest]", "resourcegraph = true", f'resourcegraph_url = "{url}"']
    declared.makepyprojecttoml("\n".join([*head, *lines, *headers]))
    _run(declared, url, "--strict-config")


def test_o(declared, service):
    url = service()
    words = [word for name, value in VALUES.items() for word in ("-o", f"{name}={value}")]
    headers = "resourcegraph_header=X-One: 1\nX-Two: 2"
    _run(declared, url, "-o", "resourcegraph=true", "-o", f"resourcegraph_url={url}", *words, "-o", headers)


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
