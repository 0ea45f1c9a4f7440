"""Ctrl-C: what was made is cleaned up, what had run is reported, exit 2."""

from .reading import SHORT, row, section, sent


def test_ctrl_c_in_an_action(over_http, service):
    path = over_http.path / "conftest.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "def finish_book(api, book):", "def finish_book(api, book):\n    raise KeyboardInterrupt"
        ),
        encoding="utf-8",
    )
    url = service()
    result = over_http.runpytest_subprocess(*SHORT, f"--resource-graph-url={url}")
    assert result.ret == 2
    assert "1 interrupted" in row(result, "sequences")
    assert any("not a full pass" in line and "; interrupted" in line for line in section(result))
    made = sum(one["method"] == "POST" and one["path"] == "/shelves" for one in sent(url))
    gone = sum(one["method"] == "DELETE" and one["path"].startswith("/shelves/") for one in sent(url))
    assert made == gone > 0
