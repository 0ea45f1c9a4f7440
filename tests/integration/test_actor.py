"""--resource-graph-actor: who takes part, with which credentials; another one must be refused."""

import pytest

from .reading import RUN, cases, row, sent

ANN = "ann:Authorization:Bearer ann-s3cret-w0rd"
BEN = "ben:Authorization:Bearer ben-s3cret-w0rd"
TWO = (f"--resource-graph-actor={ANN}", f"--resource-graph-actor={BEN}")
ONLY = ("--resource-graph-cover=refusals", "--resource-graph-checks=access", "--resource-graph-observe=off")


def test_a_service_that_knows_its_owners_is_silent(over_http, service):
    url = service("owned")
    result = over_http.runpytest(*RUN, *TWO, f"--resource-graph-url={url}")
    assert result.ret == 0, result.stdout.str()
    shown = {request["headers"].get("Authorization", "") for request in sent(url)}
    assert shown == {"Bearer ann-s3cret-w0rd", "Bearer ben-s3cret-w0rd", ""}


def test_a_stranger_who_is_let_in_is_found(over_http, service):
    result = over_http.runpytest(*RUN, *TWO, *ONLY, f"--resource-graph-url={service('shared')}")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["* belongs to ann, not to ben, so * must be refused, but it answered 20*"])
    result.stdout.fnmatch_lines(["    *as ben*<- expected a refusal (4xx)"])


def test_the_ini_value(over_http, service):
    over_http.makeini(f"[pytest]\nresourcegraph_actor =\n    {ANN}\n    {BEN}\n")
    url = service("owned")
    assert over_http.runpytest(*RUN, f"--resource-graph-url={url}").ret == 0
    assert any("ben-s3cret" in request["headers"].get("Authorization", "") for request in sent(url))


def test_several_headers_of_one_actor(over_http, service):
    url = service()
    more = ("--resource-graph-actor=ann:X-Tenant: blue", "--resource-graph-cover=actions")
    over_http.runpytest(*RUN, TWO[0], *more, f"--resource-graph-url={url}")
    headers = [request["headers"] for request in sent(url)]
    assert headers
    assert all("ann-s3cret" in one["Authorization"] and one["X-Tenant"] == "blue" for one in headers)


def test_credentials_are_masked_everywhere(over_http, service):
    result = over_http.runpytest(
        *RUN, *TWO, f"--resource-graph-url={service('shared')}", "--resource-graph-events=e.jsonl", "--junitxml=j.xml",
        "--resource-graph-exports=out", "-vv",
    )  # fmt: skip
    assert result.ret == 1
    paths = [path for path in over_http.path.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    texts = {str(path.relative_to(over_http.path)): path.read_text(encoding="utf-8") for path in paths}
    assert {"e.jsonl", "j.xml"} < texts.keys()
    assert {path.suffix for path in (over_http.path / "out").iterdir()} == {".sh", ".py", ".yaml"}
    for name, text in {**texts, "terminal": result.stdout.str(), "errors": result.stderr.str()}.items():
        assert "s3cret" not in text, name
    for actor in ("ann", "ben"):
        assert f"'--resource-graph-actor={actor}:Authorization:***'" in result.stdout.str()


@pytest.mark.parametrize("given", ["ann", "ann:Authorization", "an n:X: s3cret", "ann:X Y:s3cret", "ann:X:s3c\r\nret"])
def test_a_wrong_value_is_a_usage_error_that_does_not_repeat_it(over_http, given):
    result = over_http.runpytest(*RUN, f"--resource-graph-actor={given}")
    assert result.ret == 4
    assert [line for line in result.errlines if line] == [
        f"ERROR: --resource-graph-actor={given.partition(':')[0]}:… is not understood",
        "expected: NAME:HEADER:VALUE, as in ann:Authorization:Bearer …",
        "set it on the command line or as resourcegraph_actor in the ini file",
    ]


def test_a_finding_of_a_stranger_is_replayed_with_the_actors(over_http, service):
    url = f"--resource-graph-url={service('shared')}"
    over_http.runpytest(*RUN, *TWO, *ONLY, url, "--junitxml=j.xml")
    failed = next(case for case in cases(over_http.path / "j.xml").values() if case.find("failure") is not None)
    token = next(one.get("value") for one in failed.iter("property") if one.get("name") == "rg.replay")
    again = over_http.runpytest(f"--resource-graph-replay={token}", *TWO, url)
    assert again.ret == 1
    again.stdout.fnmatch_lines(["  replay: REPRODUCED at step *"])
    alone = over_http.runpytest(f"--resource-graph-replay={token}", url)
    assert alone.ret == 4
    alone.stderr.fnmatch_lines(["ERROR: the token: needs actor 'ben', who is not known here", "known actors: user"])


def test_one_actor_is_no_stranger(over_http, service):
    alone = over_http.runpytest(*RUN, *ONLY, f"--resource-graph-url={service()}")
    named = over_http.runpytest(
        *RUN, *ONLY, "--resource-graph-actor=ann:X-Odd:0ne", f"--resource-graph-url={service()}"
    )
    assert row(alone, "refusals") == row(named, "refusals")
