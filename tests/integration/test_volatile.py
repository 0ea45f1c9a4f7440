"""resourcegraph_volatile: fields that change by themselves are compared in no type."""

from .declared import DECLARED
from .reading import RUN

FEW = ("--resource-graph-shrink=0", "--resource-graph-cover=actions")


def test_a_field_that_changes_is_found(over_http, service):
    result = over_http.runpytest(*RUN, *FEW, f"--resource-graph-url={service('renames')}")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["shelf s1 must show the name last written, but get_shelf shows 'shelf' *"])


def test_one_that_is_declared_is_not(over_http, service):
    over_http.makeini("[pytest]\nresourcegraph_volatile = status name\n")
    assert over_http.runpytest(*RUN, *FEW, f"--resource-graph-url={service('renames')}").ret == 0


def test_it_is_added_to_those_of_a_type(pytester, service):
    pytester.makeconftest(DECLARED.replace('("shelf"', '("shelf", volatile="name"'))
    pytester.makeini("[pytest]\nresourcegraph_volatile = other\n")
    assert pytester.runpytest(*RUN, *FEW, f"--resource-graph-url={service('renames')}").ret == 0
