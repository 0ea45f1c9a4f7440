"""--resource-graph-header: sent with every request, masked in every report."""

from .reading import RUN, sent

SECRET = "Bearer 5up3r-5ecret-w0rd"


def test_it_is_sent_with_every_request(over_http, service):
    url = service()
    over_http.runpytest(
        *RUN, f"--resource-graph-url={url}", f"--resource-graph-header=Authorization: {SECRET}",
        "--resource-graph-header=X-Tenant:blue", "--resource-graph-cover=actions",
    )  # fmt: skip
    headers = [request["headers"] for request in sent(url)]
    assert headers
    assert all(one["Authorization"] == SECRET and one["X-Tenant"] == "blue" for one in headers)


def test_its_value_is_masked(over_http, service):
    result = over_http.runpytest(
        *RUN, f"--resource-graph-url={service('orphan')}", f"--resource-graph-header=Authorization: {SECRET}",
        "--resource-graph-header=X-Odd: un-0bvious", "--resource-graph-events=e.jsonl", "--junitxml=j.xml", "-vv",
    )  # fmt: skip
    assert result.ret == 1
    texts = [
        result.stdout.str(),
        *((over_http.path / name).read_text(encoding="utf-8") for name in ("e.jsonl", "j.xml")),
    ]
    for text in texts:
        assert "5up3r" not in text
        assert "0bvious" not in text
    assert "***" in texts[1]
    result.stdout.fnmatch_lines(["  Again: * '--resource-graph-header=Authorization:[*][*][*]' *"])


def test_credentials_of_actors_are_masked(over_http, service):
    path = over_http.path / "conftest.py"
    actors = "{'ann': {'X-Odd': 'ann-w0rd'}, 'ben': {'X-Odd': 'ben-w0rd'}}"
    hook = f"\ndef pytest_resourcegraph_actors():\n    return {actors}\n"
    path.write_text(path.read_text(encoding="utf-8") + hook, encoding="utf-8")
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service()}", "--resource-graph-events=e.jsonl", "-vv")
    for text in (result.stdout.str(), (over_http.path / "e.jsonl").read_text(encoding="utf-8")):
        assert "w0rd" not in text
