"""--resource-graph-timeout: an answer that does not come fails its item and no other."""

from .reading import SHORT


def test_it_fails_its_item_and_no_other(over_http, service):
    result = over_http.runpytest(*SHORT, f"--resource-graph-url={service('slow')}", "--resource-graph-timeout=0.2")
    outcomes = result.parseoutcomes()
    assert result.ret == 1
    assert outcomes["failed"] > 0
    assert outcomes["passed"] > 0
    result.stdout.fnmatch_lines(
        ["*get_book(b1), could not be taken: TransportError: GET http://* gave no answer within 0.2 s*"]
    )
    result.stdout.fnmatch_lines(["*allow more with --resource-graph-timeout*"])


def test_a_longer_one_waits(over_http, service):
    result = over_http.runpytest(
        *SHORT, f"--resource-graph-url={service('slow')}", "--resource-graph-timeout=5", "-k", "get_book", "-x",
        "--resource-graph-cover=actions", "--resource-graph-observe=off",
    )  # fmt: skip
    assert "failed" not in result.parseoutcomes()
