"""A value that is not understood: usage error (exit 4) in three lines, before anything is sent."""

import pytest

from .reading import RUN

WRONG = {
    "url=ftp://x": "expected: a base URL such as http://127.0.0.1:8000",
    "url=localhost:8000": "expected: a base URL such as http://127.0.0.1:8000",
    "seed=tomorrow": "expected: a number such as 7, or a seed as a run prints it: 0-7f3a21c4",
    "max-steps=many": "expected: a whole number from 2 to 1000",
    "max-steps=1": "expected: a whole number from 2 to 1000",
    "max-steps=2.5": "expected: a whole number from 2 to 1000",
    "max-steps=inf": "expected: a whole number from 2 to 1000",
    "budget=much": "expected: a number of requests such as 500, or of seconds such as 60s",
    "budget=0": "expected: a number of requests such as 500, or of seconds such as 60s",
    "budget=0s": "expected: a number of seconds, at least 0.001",
    "timeout=nan": "expected: a number of seconds, at least 0.001",
    "timeout=-1": "expected: a number of seconds, at least 0.001",
    "observe=some": "known values: off, new, all",
}


@pytest.mark.parametrize("given", WRONG)
def test_a_wrong_value(in_memory, given):
    result = in_memory.runpytest(*RUN, f"--resource-graph-{given}")
    assert result.ret == 4
    name = given.partition("=")[0].replace("-", "_")
    assert [line for line in result.errlines if line] == [
        f"ERROR: --resource-graph-{given} is not understood",
        WRONG[given],
        f"set it on the command line or as resourcegraph_{name} in the ini file",
    ]


@pytest.mark.parametrize("given", ["s3cret", "bad name: s3cret", "X-Two: s3cret\r\nX-More: s3cret"])
def test_a_wrong_header_is_not_repeated(in_memory, given):
    result = in_memory.runpytest(*RUN, f"--resource-graph-header={given}")
    assert result.ret == 4
    result.stderr.fnmatch_lines(["ERROR: --resource-graph-header=*:… is not understood", "expected: NAME:VALUE, *"])
    assert "s3cret" not in result.stderr.str()


def test_a_wrong_status(in_memory):
    result = in_memory.runpytest(*RUN, "-o", "resourcegraph_gone=404 lost")
    assert result.ret == 4
    assert len([line for line in result.errlines if line]) == 3


@pytest.mark.parametrize("cover", ["everything", "actions, states", "and"])
def test_a_wrong_cover(in_memory, cover):
    result = in_memory.runpytest(*RUN, f"--resource-graph-cover={cover}")
    assert result.ret == 4
    first, known, _ = [line for line in result.errlines if line]
    assert cover in first
    assert "transitions" in known
