"""--resource-graph-baseline and --resource-graph-update-baseline: known findings are reported and fail nothing."""

import json

import pytest

from .reading import RUN, cases, row, section

UPDATE = (*RUN, "--resource-graph-update-baseline")
FILE = "resourcegraph-baseline.json"


def _accepted(pytester, file=FILE):
    document = json.loads((pytester.path / file).read_text(encoding="utf-8"))
    assert document["version"] == 1
    return [(one["check"], one["action"], one["kind"]) for one in document["findings"]]


def test_update_writes_all_findings_and_the_next_run_passes(over_http, service):
    first = over_http.runpytest(*UPDATE, f"--resource-graph-url={service('orphan')}")
    assert first.ret == 0
    assert _accepted(over_http) == [
        ("gone", "delete_book", "after-parent-destroy"),
        ("gone", "get_book", "after-parent-destroy"),
    ]
    assert row(first, "baseline") == f"{FILE} accepts 2 findings"
    second = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", "-rx", "--junitxml=j.xml")
    assert second.ret == 0
    second.assert_outcomes(passed=1, xfailed=1)
    second.stdout.fnmatch_lines(["XFAIL *known finding: book b1 must be gone*"])
    assert any("first in conftest.py::S0002, known" in line for line in section(second))
    assert section(second)[-1].startswith("  no new findings, 2 known findings; ")
    skipped = [case.find("skipped") for case in cases(over_http.path / "j.xml").values()]
    assert [one.get("type") for one in skipped if one is not None] == ["pytest.xfail"]


def test_a_new_one_beside_known_ones_fails(over_http, service):
    over_http.runpytest(*UPDATE, f"--resource-graph-url={service('eager')}")
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('both')}")
    assert result.ret == 1
    assert section(result)[-1].startswith("  1 new finding; 1 known finding")
    result.stdout.fnmatch_lines(["book b1 must be gone*", "  Shortest reproduction: 4 steps"])


def test_the_known_one_is_not_shrunk(over_http, service):
    over_http.runpytest(*UPDATE, f"--resource-graph-url={service('orphan')}")
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}")
    assert "shrinking" not in row(result, "requests")
    assert not any("Again:" in line for line in result.outlines)


def test_what_no_longer_shows_is_told_and_taken_out(over_http, service):
    over_http.runpytest(*UPDATE, f"--resource-graph-url={service('orphan')}")
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service()}")
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        [
            f"  in {FILE}, and no longer shown (--resource-graph-update-baseline takes them out)",
            "    gone   delete_book   after-parent-destroy",
            "    gone   get_book      after-parent-destroy",
        ]
    )
    over_http.runpytest(*UPDATE, f"--resource-graph-url={service()}")
    assert _accepted(over_http) == []


PARTS = {
    "nothing": ["-k", "nothing"],
    "one sequence": ["-k", "S0002"],
    "another check": ["--resource-graph-checks=alive"],
    "without the check": ["--resource-graph-checks=-gone"],
    "few requests": ["--resource-graph-budget=5"],
}


@pytest.mark.parametrize("options", PARTS.values(), ids=PARTS)
def test_what_a_run_could_not_show_is_kept_and_not_called_outdated(over_http, service, options):
    over_http.runpytest(*UPDATE, f"--resource-graph-url={service('orphan')}")
    before = (over_http.path / FILE).read_text(encoding="utf-8")
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service()}", *options)
    assert not any("no longer shown" in line for line in result.outlines)
    over_http.runpytest(*UPDATE, f"--resource-graph-url={service()}", *options)
    assert (over_http.path / FILE).read_text(encoding="utf-8") == before


def test_another_file_and_the_ini_value(over_http, service):
    over_http.makeini("[pytest]\nresourcegraph_baseline = known/all.json\n")
    over_http.runpytest(*UPDATE, f"--resource-graph-url={service('orphan')}")
    assert len(_accepted(over_http, "known/all.json")) == 2
    assert over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}").ret == 0
    other = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", f"--resource-graph-baseline={FILE}")
    assert other.ret == 1


BROKEN = {
    "not JSON": "this is no baseline: Expecting value: line 1 column 1 (char 0)",
    "{}": "this is no baseline: it does not have that form",
    "[]": "this is no baseline: it does not have that form",
    '{"version": 1, "findings": ["gone"]}': "this is no baseline: it does not have that form",
    '{"version": 2, "findings": []}': "this is no baseline: it is of version 2, this release reads 1",
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_is_a_usage_error(over_http, text):
    (over_http.path / FILE).write_text(text, encoding="utf-8")
    result = over_http.runpytest(*RUN)
    assert result.ret == 4
    assert [line for line in result.errlines if line] == [
        f"ERROR: {over_http.path / FILE}: {BROKEN[text]}",
        'a baseline is {"version": 1, "findings": [{"check": …, "action": …, "kind": …}]}',
        "write it anew with --resource-graph-update-baseline",
    ]


def test_a_broken_file_is_written_anew(over_http, service):
    (over_http.path / FILE).write_text("not JSON", encoding="utf-8")
    assert over_http.runpytest(*UPDATE, f"--resource-graph-url={service('orphan')}").ret == 0
    assert len(_accepted(over_http)) == 2


def test_with_workers(in_memory, monkeypatch):
    monkeypatch.setenv("MODE", "orphan")
    assert in_memory.runpytest(*UPDATE, "-n", "2").ret == 0
    assert len(_accepted(in_memory)) == 2
    result = in_memory.runpytest(*RUN, "-n", "2")
    assert result.ret == 0
    assert row(result, "baseline") == f"{FILE} accepts 2 findings"
    monkeypatch.setenv("MODE", "both")
    assert in_memory.runpytest(*RUN, "-n", "2").ret == 1


def test_without_the_option_nothing_is_written(over_http, service):
    over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}")
    assert not (over_http.path / FILE).exists()
