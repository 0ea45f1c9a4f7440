"""--resource-graph-url: where requests go, and nowhere else."""

from .reading import RUN, sent


def test_requests_go_there(over_http, service):
    url = service()
    result = over_http.runpytest(*RUN, f"--resource-graph-url={url}/")
    result.stdout.fnmatch_lines([f"resource graph: {url}, *"])
    assert len(sent(url)) > 20


def test_without_one_every_item_says_what_to_do(over_http):
    result = over_http.runpytest(*RUN)
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "there is no URL to send requests to",
            "looked at: --resource-graph-url, the ini value resourcegraph_url, the fixture resource_url",
            "give one of them, or a client with the hook *",
        ]
    )
    result.stdout.no_fnmatch_line("*pytest_resourcegraph/*")


def test_a_password_in_it_is_not_shown(over_http, service):
    url = service().replace("http://", "http://joe:s3cret-word@")
    result = over_http.runpytest(
        *RUN, f"--resource-graph-url={url}", "--resource-graph-events=e.jsonl", "--junitxml=j.xml"
    )
    result.stdout.fnmatch_lines(["resource graph: http://[*][*][*]@127.0.0.1:*"])
    shown = [
        result.stdout.str(),
        *((over_http.path / name).read_text(encoding="utf-8") for name in ("e.jsonl", "j.xml")),
    ]
    assert all("s3cret-word" not in text for text in shown)
