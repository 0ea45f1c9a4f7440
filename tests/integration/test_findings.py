"""The main job: a clean service is silent, a bug fails the item that shows it and names the step."""

import pytest

from .reading import RUN, row, section


def test_a_clean_service_passes(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service()}")
    assert result.ret == 0
    assert "no findings" in section(result)[-1]
    assert row(result, "transitions").split() == ["9", "0", "0"]


@pytest.mark.parametrize("seed", range(5))
def test_a_clean_service_passes_with_any_seed(in_memory, seed):
    assert in_memory.runpytest(*RUN, f"--resource-graph-seed={seed}").ret == 0


@pytest.mark.parametrize(
    ("bug", "message", "step"),
    [
        ("orphan", "book b1 must be gone: its parent s1 was destroyed", "get_book(b1)"),
        ("stays", "must be gone", "get_shelf(s1)"),
        ("eager", "finish_book must be refused, but it answered 200", "finish_book(b1)"),
        ("broken", "500", "delete_book(b1)"),
    ],
)
def test_a_bug_names_item_and_step(over_http, service, bug, message, step):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service(bug)}", "-rf")
    assert result.ret == 1
    failed = [line for line in result.outlines if line.startswith("FAILED conftest.py::S0")]
    assert failed
    result.stdout.fnmatch_lines(
        [f"*{message}*", "  Shortest reproduction: * steps", f"    *{step}*<- *", "  Graph before step *"]
    )
    result.stdout.fnmatch_lines(["  Again:  pytest --resource-graph-replay=RG1-* ."])
    result.stdout.no_fnmatch_line("*pytest_resourcegraph/*")  # no internals of the plugin


def test_the_command_in_the_report_shows_the_finding_again(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", "--resource-graph-max-steps=6")
    command = next(line for line in result.outlines if "Again:" in line).partition("Again:  pytest ")[2]
    again = over_http.runpytest(*command.split())
    assert again.ret == 1
    again.assert_outcomes(failed=1)
    first = next(line for line in result.outlines if "must be gone" in line)
    assert f"REPRODUCED at step 4: {first}" in again.outlines


def test_the_command_leads_from_another_folder(over_http, service):
    over_http.mkdir("inner")
    over_http.path.joinpath("conftest.py").rename(over_http.path / "inner" / "conftest.py")
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", "inner")
    result.stdout.fnmatch_lines(["*Again:  pytest --resource-graph-replay=RG1-* inner"])
