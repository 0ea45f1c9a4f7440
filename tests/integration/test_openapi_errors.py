"""What is wrong with a document is a usage error of three lines, told once, before anything runs."""

import pytest

from .publishing import asked, write
from .reading import sent


def _refused(result):
    """The lines of the error of a run that did not begin."""
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    text = f"{result.stdout.str()}\n{result.stderr.str()}"
    assert "INTERNALERROR" not in text
    assert "Traceback" not in text
    assert text.count("ERROR: ") == 1
    return text.partition("ERROR: ")[2].strip().splitlines()


def test_no_such_file(pytester, published):
    lines = _refused(pytester.runpytest(*asked(published(), "missing.json")))
    assert lines == [
        "--resource-graph-openapi=missing.json is no file",
        f"looked in {pytester.path}",
        "give a file, a URL, or an app as package.module:name",
    ]


def test_a_url_that_answers_404(pytester, published):
    url = published("silent")
    lines = _refused(pytester.runpytest(*asked(url, f"{url}/openapi.json")))
    assert lines[0] == f"{url}/openapi.json answered 404, and not with a document"
    assert len(sent(url)) == 1


def test_a_url_that_nobody_answers(pytester, published):
    lines = _refused(pytester.runpytest(*asked(published(), "http://127.0.0.1:9/openapi.json")))
    assert lines[0].startswith("the document cannot be fetched: http://127.0.0.1:9 cannot be reached")


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_a_page_is_no_document(pytester, published, workers):
    url = published("talk")
    result = pytester.runpytest_subprocess(*asked(url, f"{url}/openapi.json"), *workers)
    lines = _refused(result)
    assert "openapi.json: this is HTML or XML and no OpenAPI document" in lines[0]
    assert len(sent(url)) == 1


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"openapi": "9.0", "paths": {}}', '{"openapi": "3.1.0"}', "a: [", ""]
)
def test_what_is_no_document(pytester, published, text):
    pytester.path.joinpath("openapi.json").write_text(text, encoding="utf-8")
    lines = _refused(pytester.runpytest(*asked(published(), "openapi.json")))
    assert "openapi.json" in lines[0]
    assert 2 <= len(lines) <= 3


def test_an_app_that_is_none(pytester, published, monkeypatch):
    pytester.makepyfile(shop="app = 1\n", broken="1 / 0\n")
    monkeypatch.syspath_prepend(str(pytester.path))
    lines = _refused(pytester.runpytest(*asked(published(), "shop:app")))
    assert lines[:2] == [
        "--resource-graph-openapi=shop:app is no app with a document",
        "it is int, without a method openapi()",
    ]
    lines = _refused(pytester.runpytest(*asked(published(), "shop:other")))
    assert "AttributeError" in lines[0]
    lines = _refused(pytester.runpytest(*asked(published(), "nowhere:app")))
    assert "No module named 'nowhere'" in lines[0]
    lines = _refused(pytester.runpytest(*asked(published(), "broken:app")))
    assert "ZeroDivisionError" in lines[0]


def test_a_filter_that_names_nothing(pytester, published):
    url = published()
    write(pytester.path / "openapi.json", url)
    lines = _refused(pytester.runpytest(*asked(url, "openapi.json"), "--resource-graph-include=list_cabinet"))
    assert "the filter id 'list_cabinet' matches no operation" in lines[0]
    assert lines[2] == "did you mean 'list_cabinets'?"
    assert sent(url) == []


def test_parameters_that_are_none(pytester, published):
    lines = _refused(pytester.runpytest(*asked(published(), "x.json"), "--resource-graph-parameters=zone"))
    assert lines[0] == "--resource-graph-parameters=zone is not understood"
