"""--resource-graph-settles: a service that shows a moment later what it did."""

from .declared import DECLARED
from .reading import RUN

FEW = ("--resource-graph-cover=actions", "--resource-graph-shrink=0")


def test_without_it_a_late_service_has_findings(over_http, service):
    result = over_http.runpytest(*RUN, *FEW, f"--resource-graph-url={service('late')}")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["* answered 404*"])


def test_with_it_there_are_none(over_http, service):
    url = f"--resource-graph-url={service('late')}"
    result = over_http.runpytest(*RUN, *FEW, url, "--resource-graph-settles=3")
    assert result.ret == 0, result.stdout.str()


def test_the_ini_value_and_a_type(pytester, service):
    url = f"--resource-graph-url={service('late')}"
    pytester.makeconftest(DECLARED)
    pytester.makeini("[pytest]\nresourcegraph_settles = 3\n")
    assert pytester.runpytest(*RUN, *FEW, url).ret == 0
    pytester.makeini("[pytest]\n")
    pytester.makeconftest(DECLARED.replace('("shelf"', '("shelf", settles=3').replace('"book",', '"book", settles=3,'))
    assert pytester.runpytest(*RUN, *FEW, url).ret == 0


def test_what_stays_wrong_is_found(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('stays')}", "--resource-graph-settles=0.1")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*must be gone*", "  Again: *--resource-graph-settles=0.1*"])
