"""A server that cannot be spoken to: three lines that say so; nothing is lost."""

import pytest

from .reading import RUN, SHORT, row


def _screens(result):
    """The screen of each failure, as lines."""
    lines = result.outlines
    starts = [
        number
        for number, line in enumerate(lines)
        if line.startswith(("_ S0", "__ S0", "___ S0", "____")) and " S0" in line
    ]
    return [lines[start + 1 : start + 4] for start in starts]


def _names(result):
    return [line.split()[1] for line in result.outlines if line.startswith("FAILED ")]


def test_unreachable(over_http):
    result = over_http.runpytest(*RUN, "--resource-graph-url=http://127.0.0.1:1")
    result.assert_outcomes(failed=2)
    assert result.ret == 1
    first, second = _screens(result)
    assert "http://127.0.0.1:1 cannot be reached: connection refused" in first[0]
    assert first[1].strip() == "tried: POST http://127.0.0.1:1/shelves"
    assert first[2].strip() == "start the service, or set --resource-graph-url"
    assert second[1:] == ["", f"  The same as in {_names(result)[0]}, and told there."]
    assert row(result, "sequences") == "2 (2 error)"
    assert row(result, "steps").endswith(" planned")


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        ("html", "create_shelf*text/html*"),
        ("noid", "create_shelf*id*"),
        ("torn", "create_shelf*not JSON*"),
        ("away", "*redirects to another host: http://elsewhere.invalid/*"),
    ],
)
def test_an_answer_that_is_none(over_http, service, mode, text):
    result = over_http.runpytest(*SHORT, f"--resource-graph-url={service(mode)}")
    assert result.ret == 1
    result.stdout.fnmatch_lines([f"*{text}*"])
    result.stdout.no_fnmatch_line("*pytest_resourcegraph/*")
    result.stdout.no_fnmatch_line("*INTERNALERROR*")


@pytest.mark.parametrize("mode", ["html", "noid", "torn", "away"])
def test_it_is_told_in_three_lines(over_http, service, mode):
    result = over_http.runpytest(*SHORT, f"--resource-graph-url={service(mode)}")
    told = _screens(result)[0]
    assert all(line.strip() for line in told), told
