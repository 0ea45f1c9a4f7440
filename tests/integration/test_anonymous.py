"""Somebody without credentials must be refused, where there are credentials that can be left out."""

import pytest

from .declared import DECLARED
from .reading import RUN, row, sent

KEY = "--resource-graph-header=Authorization: Bearer ann-s3cret-w0rd"
ONLY = ("--resource-graph-cover=refusals", "--resource-graph-checks=access", "--resource-graph-observe=off")


def test_a_service_that_lets_nobody_in_particular_in_is_found(over_http, service):
    result = over_http.runpytest(*RUN, *ONLY, KEY, f"--resource-graph-url={service('open')}")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["nobody has said who asks, so * must be refused, but it answered 20*"])
    result.stdout.fnmatch_lines(["    *as anonymous*<- expected 401 or 403 or 404"])


def test_a_service_that_asks_for_credentials_is_silent(over_http, service):
    url = service("owned")
    result = over_http.runpytest(*RUN, KEY, f"--resource-graph-url={url}")
    assert result.ret == 0, result.stdout.str()
    assert any("Authorization" not in request["headers"] for request in sent(url))


def test_what_is_no_credential_is_sent_by_anonymous_too(over_http, service):
    url = service("owned")
    over_http.runpytest(*RUN, *ONLY, KEY, "--resource-graph-header=X-Tenant: blue", f"--resource-graph-url={url}")
    nobody = [request["headers"] for request in sent(url) if "Authorization" not in request["headers"]]
    assert nobody
    assert all(headers["X-Tenant"] == "blue" for headers in nobody)


def test_it_is_not_planned_without_credentials(over_http, service):
    url = service()
    usual = over_http.runpytest(*RUN, *ONLY, f"--resource-graph-url={url}")
    other = over_http.runpytest(*RUN, *ONLY, "--resource-graph-header=X-Tenant: blue", f"--resource-graph-url={url}")
    more = over_http.runpytest(*RUN, *ONLY, KEY, f"--resource-graph-url={url}")
    few, same, many = (int(row(result, "refusals").split()[0]) for result in (usual, other, more))
    assert few == same < many


@pytest.mark.parametrize("said", ['{"anonymous": False}', "False"])
def test_an_action_says_that_everybody_may(pytester, service, said):
    pytester.makeconftest(DECLARED.replace(")\ndef ", f", refuses={said})\ndef "))
    cover = "--resource-graph-cover=actions and refusals"
    result = pytester.runpytest(*RUN, *ONLY[1:], cover, KEY, f"--resource-graph-url={service('open')}")
    assert result.ret == 0, result.stdout.str()
