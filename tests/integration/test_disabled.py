"""-p no:resourcegraph: a suite with declarations goes on without us."""

from .declared import DECLARED


def test_a_suite_with_declarations_passes(pytester):
    pytester.makeconftest(DECLARED)
    pytester.makepyfile("def test_plain(): pass")
    result = pytester.runpytest("-p", "no:resourcegraph", "--strict-markers", "-W", "error")
    result.assert_outcomes(passed=1)


def test_hooks_of_ours_can_stay_where_they_are_optional(pytester):
    pytester.makeconftest(
        DECLARED
        + """
import pytest

@pytest.hookimpl(optionalhook=True)
def pytest_resourcegraph_actors():
    return {"first": {}}
"""
    )
    pytester.makepyfile("def test_plain(): pass")
    pytester.runpytest("-p", "no:resourcegraph").assert_outcomes(passed=1)


def test_our_options_are_not_there(pytester):
    pytester.makeconftest(DECLARED)
    result = pytester.runpytest("-p", "no:resourcegraph", "--resource-graph")
    assert result.ret == 4
