"""Strict markers, strict configuration, warnings as errors: nothing of ours is in the way."""

import pytest

from .reading import RUN

STRICT = ("--strict-markers", "--strict-config", "-W", "error", "-p", "no:cacheprovider")
BY_HAND = """
import pytest

@pytest.mark.resource(book="done")
def test_by_hand(book): assert book.state == "done"

@pytest.mark.resource_graph(cover="actions")
def test_planned(sequence): sequence.run()
"""


def test_a_strict_suite(in_memory):
    in_memory.makepyfile(BY_HAND)
    result = in_memory.runpytest_subprocess(*RUN, *STRICT, "--junitxml=j.xml", "--resource-graph-events=e.jsonl")
    result.assert_outcomes(passed=4)
    assert result.ret == 0


def test_a_strict_suite_over_http(over_http, service):
    result = over_http.runpytest_subprocess(*RUN, *STRICT, f"--resource-graph-url={service()}")
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*warning*")


@pytest.mark.skipif(pytest.version_tuple < (9,), reason="strict came with pytest 9")
def test_the_strict_mode_of_pytest(in_memory):
    in_memory.makepyfile(BY_HAND)
    in_memory.makeini("[pytest]\nstrict = true\n")
    assert in_memory.runpytest(*RUN, "-W", "error").ret == 0


@pytest.mark.parametrize("mode", ["prepend", "append", "importlib"])
def test_every_import_mode(in_memory, monkeypatch, mode):
    monkeypatch.setenv("PYTHONPATH", str(in_memory.path))
    monkeypatch.syspath_prepend(in_memory.path)
    in_memory.makepyfile(BY_HAND)
    assert in_memory.runpytest(*RUN, f"--import-mode={mode}").ret == 0
