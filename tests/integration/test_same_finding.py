"""One finding is told once: what shows it again names where, and what would only fail again is skipped."""

from .declared import DECLARED
from .reading import SHORT, cases, events, section


def test_it_is_told_once_and_counted(over_http, service):
    url = f"--resource-graph-url={service('stays')}"
    result = over_http.runpytest(*SHORT, url, "--junitxml=j.xml", "--resource-graph-events=e.jsonl")
    failed = [line.split()[1] for line in result.outlines if line.startswith("FAILED ")]
    assert len(failed) > 1
    assert sum("Shortest reproduction" in line for line in result.outlines) == 1
    again = [line for line in result.outlines if "The same finding as in" in line]
    assert again == [f"  The same finding as in {failed[0]}, and told there."] * (len(failed) - 1)
    assert any(f"{len(failed)} x   first in conftest.py::S" in line for line in section(result))
    assert section(result)[-1].startswith("  1 finding")
    kept = [event["fact"] for event in events(over_http.path / "e.jsonl")]
    assert kept.count("Shrunk") == 1
    bodies = [case.find("failure") for case in cases(over_http.path / "j.xml").values()]
    assert all("  Trace\n" in (one.text or "") for one in bodies if one is not None)


def test_two_findings_are_two_reports(over_http, service):
    result = over_http.runpytest(*SHORT, f"--resource-graph-url={service('both')}")
    rows = [line.split()[:2] for line in section(result) if " x   first in " in line]
    assert ["lifecycle", "finish_book"] in rows
    assert ["gone", "get_book"] in rows
    assert sum("Shortest reproduction" in line for line in result.outlines) == len(rows)


def test_what_begins_as_a_failed_one_is_skipped(over_http, service):
    url = f"--resource-graph-url={service('broken')}"
    result = over_http.runpytest(*SHORT, url, "-rfs", "--resource-graph-cover=pairs")
    failed = [line.split()[1] for line in result.outlines if line.startswith("FAILED ")]
    skipped = [line for line in result.outlines if line.startswith("SKIPPED ")]
    assert skipped
    for line in skipped:
        assert line.split()[2].startswith("conftest.py:")
        assert any(f": blocked: it begins as {one} does up to where that failed" in line for one in failed), line
    assert "not run to the end" in section(result)[-1]


def test_services_with_the_same_names_are_told_apart(pytester, service):
    for name, mode in (("one", "stays"), ("two", "stays")):
        folder = pytester.mkdir(name)
        hook = f"\nimport pytest\n@pytest.fixture(scope='session')\ndef resource_url(): return {service(mode)!r}\n"
        folder.joinpath("conftest.py").write_text(DECLARED + hook, encoding="utf-8")
    result = pytester.runpytest(*SHORT, "--resource-graph-observe=all")
    assert sum("Shortest reproduction" in line for line in result.outlines) == 2
    places = [line.split("The same finding as in ")[1] for line in result.outlines if "The same finding" in line]
    assert {place.partition("/")[0] for place in places} == {"one", "two"}
