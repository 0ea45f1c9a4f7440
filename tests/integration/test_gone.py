"""resourcegraph_gone: the statuses that say gone, for all types or for one."""

import pytest

from .declared import DECLARED
from .reading import RUN


def _ret(pytester, url):
    return pytester.runpytest(*RUN, f"--resource-graph-url={url}", "--resource-graph-shrink=0").ret


@pytest.mark.parametrize(("said", "ret"), [("", 1), ("resourcegraph_gone = 403", 0), ("resourcegraph_gone = 410", 1)])
def test_for_all_types(over_http, service, said, ret):
    over_http.makeini(f"[pytest]\n{said}\n")
    assert _ret(over_http, service("denies")) == ret


@pytest.mark.parametrize(("said", "ret"), [(403, 0), (410, 1)])
def test_a_type_says_otherwise(pytester, service, said, ret):
    one = f"gone={said}"
    pytester.makeconftest(DECLARED.replace('("shelf"', f'("shelf", {one}').replace('"status")', f'"status", {one})'))
    pytester.makeini(f"[pytest]\nresourcegraph_gone = {403 if ret else 404}\n")
    assert _ret(pytester, service("denies")) == ret


@pytest.mark.parametrize("mode", ["orphan", "stays"])
def test_what_still_answers_is_found_all_the_same(over_http, service, mode):
    over_http.makeini("[pytest]\nresourcegraph_gone = 403\n")
    assert _ret(over_http, service(mode)) == 1
