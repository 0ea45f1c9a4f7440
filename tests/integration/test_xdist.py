"""-n 2: the workers plan alike, and the controller reports what one process would."""

import pytest

from .reading import RUN, SHORT, events, planned_names, row, section

ALIKE = (*SHORT, "--resource-graph-observe=off")


def test_the_summary_is_that_of_one_process(in_memory):
    alone, spread = in_memory.runpytest(*ALIKE), in_memory.runpytest(*ALIKE, "-n", "2")
    assert spread.ret == alone.ret == 0
    assert spread.parseoutcomes() == alone.parseoutcomes()
    unlike = ("  duration", "  hand")
    assert [line for line in section(spread) if not line.startswith(unlike)] == [
        line for line in section(alone) if not line.startswith(unlike)
    ]


def test_planned_is_what_was_reported(in_memory):
    names = planned_names(in_memory, *SHORT)
    result = in_memory.runpytest(*SHORT, "-n", "2")
    result.assert_outcomes(passed=len(names))
    assert row(result, "sequences") == f"{len(names)} ({len(names)} passed)"
    assert "every planned sequence ran" in section(result)[-1]


def test_events_are_merged_into_one_file(in_memory):
    in_memory.runpytest(*SHORT, "-n", "2", "--resource-graph-events=e.jsonl")
    kept = events(in_memory.path / "e.jsonl")
    kinds = [event["fact"] for event in kept]
    assert {event["executor"] for event in kept} == {"main", "gw0", "gw1"}
    assert kinds[0] == "RunStarted"
    assert kinds[-1] == "RunFinished"
    assert kinds.count("Planned") == 1
    assert kinds.count("SequenceStarted") == kinds.count("SequenceFinished") == len(planned_names(in_memory, *SHORT))
    for worker in ("gw0", "gw1"):
        numbers = [event["n"] for event in kept if event["executor"] == worker]
        assert numbers == sorted(set(numbers))


def test_findings_are_shown_as_without_workers(in_memory, monkeypatch):
    monkeypatch.setenv("MODE", "stays")
    result = in_memory.runpytest(*SHORT, "-n", "2", "--junitxml=j.xml")
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        ["*must be gone*", "  Shortest reproduction: * steps", "    *<- expected 404 or 410", "  Again:  pytest *"]
    )
    result.stdout.no_fnmatch_line("  Trace")
    text = (in_memory.path / "j.xml").read_text(encoding="utf-8")
    assert "  Trace\n" in text
    assert "rg.replay" in text


def test_the_printed_command_repeats_a_finding_of_a_worker(over_http, service):
    result = over_http.runpytest(*SHORT, f"--resource-graph-url={service('stays')}", "-n", "2")
    command = next(line for line in result.outlines if "Again:" in line).partition("Again:  pytest ")[2]
    over_http.runpytest(*command.split()).assert_outcomes(failed=1)


def test_a_definition_error_is_told_once(in_memory):
    path = in_memory.path / "conftest.py"
    path.write_text(path.read_text(encoding="utf-8").replace("creates=book", "creates='boook'"), encoding="utf-8")
    result = in_memory.runpytest_subprocess(*RUN, "-n", "2")
    text = result.stdout.str() + result.stderr.str()
    assert result.ret == 4
    assert text.count("that is not declared") == 1
    assert text.count("did you mean 'book'?") == 1
    assert "INTERNALERROR" not in text
    assert "=== resource graph ===" not in text


def test_the_seed_is_drawn_once(in_memory):
    result = in_memory.runpytest(*SHORT, "-n", "2", "--resource-graph-events=e.jsonl", "--junitxml=j.xml")
    seed = row(result, "duration").partition("seed ")[2]
    assert f'"rg.seed" value="{seed}"' in (in_memory.path / "j.xml").read_text(encoding="utf-8")
    assert events(in_memory.path / "e.jsonl")[0]["seed"] == seed


def test_each_worker_may_run_every_item(in_memory):
    number = len(planned_names(in_memory, *SHORT))
    in_memory.runpytest(*SHORT, "-n", "2", "--dist=each").assert_outcomes(passed=number * 2)


def test_nothing_selected_is_no_error_of_ours(in_memory):
    result = in_memory.runpytest(*SHORT, "-n", "2", "-k", "nothing")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    result.stdout.fnmatch_lines(["*not a full pass*"])
