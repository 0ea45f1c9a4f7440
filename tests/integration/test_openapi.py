"""--resource-graph-openapi: a run from a document alone, and where the document may come from."""

import json

import pytest

from pytest_resourcegraph.declare.yaml_file import dump_yaml

from .cabinets import document
from .publishing import asked, write
from .reading import cases, events, section, sent

NAMES = ("--collect-only", "-q")
QUICK = ("--resource-graph-cover=transitions", "--resource-graph-observe=off")


def _fetches(url):
    return [request for request in sent(url) if request["path"] == "/openapi.json"]


def _names(result, file="openapi.json"):
    return [line.partition("::")[2] for line in result.outlines if line.startswith(f"{file}::")]


def test_a_service_that_keeps_to_its_document_is_silent(planned_from, published):
    result = planned_from(published())
    assert result.ret == 0, result.stdout.str()
    assert section(result)[-1].strip().startswith("no findings; every action was")


def test_a_file_and_a_url_and_an_app_plan_the_same(pytester, published, monkeypatch):
    url = published()
    write(pytester.path / "openapi.json", url)
    pytester.makepyfile(served=f"from json import loads\n\napp = loads({json.dumps(json.dumps(document()))})")
    pytester.path.joinpath("openapi.yaml").write_text(dump_yaml(document()), encoding="utf-8")
    monkeypatch.syspath_prepend(str(pytester.path))
    kept = ".pytest_cache/d/resourcegraph/openapi.json"
    given = {"openapi.json": "openapi.json", "openapi.yaml": "openapi.yaml", f"{url}/openapi.json": kept}
    given["served:app"] = kept
    planned = [_names(pytester.runpytest(*asked(url, said), *NAMES), file) for said, file in given.items()]
    assert planned[0]
    assert all(names == planned[0] for names in planned)


def test_an_app_with_a_method(pytester, published, monkeypatch):
    pytester.makepyfile(
        serving="import kept\n\nclass App:\n    def openapi(self):\n        return kept.DOCUMENT\n\napp = App()",
        kept=f"from json import loads\n\nDOCUMENT = loads({json.dumps(json.dumps(document()))})",
    )
    monkeypatch.syspath_prepend(str(pytester.path))
    result = pytester.runpytest(*asked(published(), "serving:app"), *QUICK)
    assert result.ret == 0, result.stdout.str()
    assert result.parseoutcomes()["passed"] > 1


def test_a_url_is_fetched_once_and_by_the_controller(pytester, published):
    url = published()
    alone = pytester.runpytest(*asked(url, f"{url}/openapi.json"), *QUICK)
    assert (alone.ret, len(_fetches(url))) == (0, 1)
    spread = pytester.runpytest(*asked(url, f"{url}/openapi.json"), *QUICK, "-n", "2")
    assert (spread.ret, len(_fetches(url))) == (0, 2)
    assert spread.parseoutcomes() == alone.parseoutcomes()


def test_workers_show_what_one_process_shows(pytester, published):
    url = published("orphan")
    result = pytester.runpytest(*asked(url, f"{url}/openapi.json"), "-n", "2", "--junitxml=j.xml")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*must be gone*", "  Again:  pytest *"])
    planned = pytester.runpytest(*asked(url, f"{url}/openapi.json"), *NAMES)
    assert set(cases(pytester.path / "j.xml")) == set(_names(planned, ".pytest_cache/d/resourcegraph/openapi.json"))


def test_headers_go_with_the_fetch_only_to_the_service(pytester, published):
    url, other = published(), published()
    key = "--resource-graph-header=Authorization: Bearer ann-s3cret-w0rd"
    pytester.runpytest(*asked(url, f"{url}/openapi.json"), key, *NAMES)
    elsewhere = other.replace("127.0.0.1", "localhost")
    pytester.runpytest(*asked(url, f"{elsewhere}/openapi.json"), key, *NAMES)
    assert _fetches(url)[0]["headers"]["Authorization"] == "Bearer ann-s3cret-w0rd"
    assert "Authorization" not in _fetches(other)[0]["headers"]


def test_nothing_is_written_over_without_a_cache(pytester, published):
    url = published()
    mine = pytester.path / "openapi.json"
    mine.write_text("mine", encoding="utf-8")
    result = pytester.runpytest(*asked(url, f"{url}/openapi.json"), *QUICK, "-p", "no:cacheprovider")
    assert result.ret == 0, result.stdout.str()
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("folder", [".", "tests"])
def test_a_document_beside_tests_of_ones_own(pytester, published, folder):
    url = published()
    write(pytester.path / "openapi.json", url)
    pytester.path.joinpath("tests").mkdir()
    pytester.path.joinpath("tests", "test_own.py").write_text("def test_own(): pass\n", encoding="utf-8")
    planned = pytester.runpytest(*asked(url, "openapi.json"), *NAMES, folder)
    names = _names(planned)
    assert names
    assert len(names) == len(set(names))
    planned.stdout.fnmatch_lines(["tests/test_own.py::test_own"])


def test_single_tests_are_single_tests(pytester, published):
    url = published()
    write(pytester.path / "openapi.json", url)
    pytester.makepyfile(test_own="def test_own(): pass\n")
    pytester.runpytest(*asked(url, "openapi.json"), "test_own.py").assert_outcomes(passed=1)
    name = _names(pytester.runpytest(*asked(url, "openapi.json"), *NAMES))[0]
    pytester.runpytest(*asked(url, "openapi.json"), f"openapi.json::{name}").assert_outcomes(passed=1)


def test_without_the_switch_nothing_is_planned(pytester, published):
    url = published()
    pytester.makepyfile(test_own="def test_own(): pass\n")
    pytester.runpytest(*asked(url, f"{url}/openapi.json")[1:]).assert_outcomes(passed=1)
    assert _fetches(url) == []


def test_the_ini_value(pytester, published):
    url = published()
    write(pytester.path / "openapi.json", url)
    pytester.makeini(
        f"[pytest]\nresourcegraph = true\nresourcegraph_openapi = openapi.json\nresourcegraph_url = {url}\n"
    )
    assert pytester.runpytest(*QUICK).parseoutcomes()["passed"] > 1


def test_keyword_and_last_failed(pytester, published):
    url = published("orphan")
    write(pytester.path / "openapi.json", url)
    options = (*asked(url, "openapi.json"), "--resource-graph-shrink=0")
    first = pytester.runpytest(*options)
    assert first.ret == 1
    again = pytester.runpytest(*options, "--lf")
    assert again.parseoutcomes()["failed"] == first.parseoutcomes()["failed"]
    assert again.parseoutcomes().get("passed", 0) < first.parseoutcomes()["passed"]
    named = pytester.runpytest(*options, "-k", "S0001")
    assert sum(named.parseoutcomes().get(word, 0) for word in ("passed", "failed", "skipped")) == 1


def test_requests_go_where_the_user_says_and_not_where_the_document_says(planned_from, published, pytester):
    url = published()
    result = planned_from(url, *QUICK, "--resource-graph-events=e.jsonl")
    assert result.ret == 0, result.stdout.str()
    kept = [event["exchange"]["url"] for event in events(pytester.path / "e.jsonl") if event["fact"] == "Exchanged"]
    assert kept
    assert all(one.startswith(url) for one in kept)


def test_the_path_of_the_document_is_used_where_the_url_has_none(archive, published, pytester):
    url = published("based")
    write(pytester.path / "openapi.json", url)
    result = pytester.runpytest(*asked(archive, "openapi.json"), *QUICK)
    assert result.ret == 0, result.stdout.str()
    assert {request["path"].split("/")[1] for request in sent(url)} == {"cabinets", "files"}


def test_the_path_of_the_url_goes_before_that_of_the_document(planned_from, published):
    url = published("based")
    result = planned_from(url, *QUICK)
    assert result.ret == 0, result.stdout.str()
    assert {request["path"].split("/")[1] for request in sent(url)} == {"cabinets", "files"}


FIXTURE = "import pytest\n\n@pytest.fixture(scope='session')\ndef resource_url():\n    return {url!r}\n"


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("option", [True, False])
def test_the_url_of_a_fixture_is_the_one_that_counts(archive, published, pytester, own, option):
    """With a path of its own, and without; whatever the option says."""
    url = published("based")
    write(pytester.path / "openapi.json", url)
    pytester.makeconftest(FIXTURE.format(url=url if own else archive))
    elsewhere = (f"--resource-graph-url={archive}" + ("" if own else "/clean"),) if option else ()
    result = pytester.runpytest("--resource-graph", "--resource-graph-openapi=openapi.json", *elsewhere, *QUICK)
    assert result.ret == 0, result.stdout.str()
    assert {request["path"].split("/")[1] for request in sent(url)} == {"cabinets", "files"}
