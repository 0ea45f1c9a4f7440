"""--junitxml: reproduction and trace in the text of the failure, a few short properties."""

import pytest

from .reading import RUN, cases


@pytest.fixture
def failing(over_http, service):
    """The test cases of a run that found something."""
    over_http.runpytest(
        *RUN, f"--resource-graph-url={service('orphan')}", "--junitxml=j.xml", "-o", "junit_family=xunit2"
    )
    return cases(over_http.path / "j.xml")


def _failed(found):
    return next(case for case in found.values() if case.find("failure") is not None)


def test_the_failure_has_reproduction_and_trace(failing):
    failure = _failed(failing).find("failure")
    text = failure.text or ""
    assert failure.get("message", "").startswith("book b1 must be gone")
    assert "\n" not in failure.get("message", "")
    for part in (
        "  Shortest reproduction: ",
        "<- expected 404 or 410",
        "  Graph before step",
        "  Again:  pytest",
        "  Trace\n",
    ):
        assert part in text
    assert "GET http://127.0.0.1" in text
    assert "pytest_resourcegraph/" not in text


def test_properties_are_few_and_short(failing):
    for name, case in failing.items():
        properties = {one.get("name"): one.get("value") for one in case.iter("property")}
        assert list(properties) == ["rg.seed", "rg.plan", "rg.goals", "rg.replay"]
        assert properties["rg.plan"].endswith(name)
        assert properties["rg.replay"].startswith("RG1-")
        assert all(len(value) <= 200 for key, value in properties.items() if key != "rg.replay")


def test_it_has_the_form_of_xunit2(failing):
    """As of the xsd: test cases have class and name, then properties, then at most one result, and no other element."""
    for case in failing.values():
        assert {"classname", "name", "time"} == set(case.attrib)
        assert [child.tag for child in case] in (["properties"], ["properties", "failure"])


def test_control_characters_do_not_break_it(over_http, service):
    over_http.runpytest(*RUN, f"--resource-graph-url={service('bell')}", "--junitxml=j.xml")
    failure = _failed(cases(over_http.path / "j.xml")).find("failure")
    assert "must be gone" in (failure.text or "")


def test_an_error_is_not_a_finding(in_memory):
    path = in_memory.path / "conftest.py"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "def finish_book(api, book):", "def finish_book(api, book):\n    1 / 0"
        ),
        encoding="utf-8",
    )
    in_memory.runpytest(*RUN, "--junitxml=j.xml")
    failure = _failed(cases(in_memory.path / "j.xml")).find("failure")
    assert "could not be taken: ZeroDivisionError: " in failure.get("message", "")


def test_a_test_by_hand_has_the_trace_too(in_memory, monkeypatch):
    monkeypatch.setenv("MODE", "stays")
    in_memory.makepyfile(
        "def test_by_hand(create_shelf, delete_shelf):\n    s = create_shelf()\n    delete_shelf(shelf=s)\n"
    )
    in_memory.runpytest("test_a_test_by_hand_has_the_trace_too.py", "--junitxml=j.xml")
    failure = _failed(cases(in_memory.path / "j.xml")).find("failure")
    assert "must be gone" in failure.get("message", "")
    assert "delete_shelf(shelf=s)" in (failure.text or "")
    assert "  Trace\n" in (failure.text or "")
