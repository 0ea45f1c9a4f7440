"""resourcegraph_error_field: an answer that says 2xx and holds an error is a refusal, and an id in it binds nothing."""

import pytest

from .declared import DECLARED
from .reading import RUN

KEYED = DECLARED.replace('("shelf"', '("shelf", key="name"')
SAID = "[pytest]\nresourcegraph_error_field = error\n"


def _run(pytester, url, *options):
    return pytester.runpytest(*RUN, f"--resource-graph-url={url}", "--resource-graph-shrink=0", *options)


def test_without_it_every_refusal_is_a_success(pytester, service):
    pytester.makeconftest(KEYED)
    assert _run(pytester, service("polite")).ret == 1


@pytest.mark.parametrize("mode", ["clean", "polite"])
def test_with_it_a_correct_service_is_silent(pytester, service, mode):
    pytester.makeconftest(KEYED if mode == "polite" else DECLARED)
    pytester.makeini(SAID)
    result = _run(pytester, service(mode))
    assert result.ret == 0, result.stdout.str()


def test_with_it_a_bug_is_found(pytester, service):
    pytester.makeconftest(KEYED)
    pytester.makeini(SAID)
    result = _run(pytester, service("politely"))
    assert result.ret == 1
    result.stdout.fnmatch_lines(["book b1 is done, not open, so finish_book must be refused, but it *"])


@pytest.mark.parametrize(("said", "ret"), [("error", 0), ("fault", 1)])
def test_a_type_says_otherwise(pytester, service, said, ret):
    field = f', error_field="{said}"'
    pytester.makeconftest(KEYED.replace('key="name"', f'key="name"{field}').replace('"status")', f'"status"{field})'))
    pytester.makeini("[pytest]\nresourcegraph_error_field = fault\n" if not ret else SAID)
    assert _run(pytester, service("polite")).ret == ret
