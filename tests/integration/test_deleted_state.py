"""resourcegraph_deleted_state: what stays readable after its deletion says so in its state."""

import pytest

from .declared import DECLARED
from .reading import RUN


def _ret(pytester, url, *options):
    return pytester.runpytest(*RUN, f"--resource-graph-url={url}", "--resource-graph-shrink=0", *options).ret


def test_it_may_stay_readable_with_that_state(over_http, service):
    assert _ret(over_http, service("marks")) == 1
    over_http.makeini("[pytest]\nresourcegraph_deleted_state = deleted\n")
    assert _ret(over_http, service("marks")) == 0


@pytest.mark.parametrize("mode", ["clean", "marks", "orphan", "stays"])
def test_another_state_is_a_finding_still(over_http, service, mode):
    over_http.makeini("[pytest]\nresourcegraph_deleted_state = removed\n")
    assert _ret(over_http, service(mode)) == (0 if mode == "clean" else 1)


def test_a_type_may_name_its_own(pytester, service):
    pytester.makeconftest(DECLARED.replace('"status")', '"status", deleted_state="deleted")'))
    pytester.makeini("[pytest]\nresourcegraph_deleted_state = removed\n")
    assert _ret(pytester, service("marks")) == 0
