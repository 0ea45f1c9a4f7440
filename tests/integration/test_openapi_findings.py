"""What a run from a document alone finds, says, and leaves to be told by the user."""

import os
import subprocess
import sys

import pytest

from .reading import events, row, section, sent

ORPHAN = {"gone/get_file/after-parent-destroy"}
EVENTS = "--resource-graph-events=e.jsonl"


def _found(pytester):
    kept = events(pytester.path / "e.jsonl")
    return {"/".join((event["check"], event["action"], event["kind"])) for event in kept if event["fact"] == "Found"}


def _reproduction(result):
    lines = result.outlines
    start = next(number for number, line in enumerate(lines) if "Shortest reproduction" in line)
    return [line.split("  ")[2].strip() for line in lines[start + 1 : start + 8] if line.startswith("    ")]


def test_what_stays_behind_is_found_and_told_shortly(planned_from, published, pytester):
    result = planned_from(published("orphan"), EVENTS)
    assert result.ret == 1
    assert _found(pytester) == ORPHAN
    result.stdout.fnmatch_lines(["  Shortest reproduction: 4 steps"])


def test_a_token_replays_it(planned_from, published):
    url = published("orphan")
    result = planned_from(url)
    command = next(line for line in result.outlines if "Again:" in line).partition("Again:  pytest ")[2].split()
    assert "--resource-graph-openapi=openapi.json" in command
    again = planned_from(url, *command)
    again.assert_outcomes(failed=1)
    assert any("replay: REPRODUCED" in line for line in section(again))
    clean = planned_from(published(), *(word for word in command if "url=" not in word))
    assert any("replay: NOT REPRODUCED" in line for line in section(clean))


def test_an_item_runs_again_with_its_command(planned_from, published, pytester):
    """The command has the options that make the same plan of the same document."""
    planned_from(published(), "--resource-graph-exclude=GET,PATCH", EVENTS)
    again = next(event["again"] for event in events(pytester.path / "e.jsonl") if event["fact"] == "SequenceStarted")
    assert "--resource-graph-exclude=GET,PATCH" in again
    pytester.runpytest(*again.split()[1:]).assert_outcomes(passed=1)
    planned_from(published(), "--resource-graph-safe", EVENTS)
    safe = next(event["again"] for event in events(pytester.path / "e.jsonl") if event["fact"] == "SequenceStarted")
    assert "--resource-graph-safe" in safe.split()


def test_it_is_exported(planned_from, published, pytester):
    url = published("orphan")
    planned_from(url, "--resource-graph-exports=found")
    script = next(pytester.path.joinpath("found").glob("*.sh"))
    environment = {**os.environ, "BASE_URL": url}
    shell = subprocess.run(["sh", str(script)], env=environment, timeout=60, capture_output=True, text=True)
    assert shell.returncode == 1, shell.stdout + shell.stderr
    test = next(pytester.path.joinpath("found").glob("*.py"))
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:pytest_resourcegraph", "-p", "no:cacheprovider", str(test)]
    ran = subprocess.run(words, env=environment, timeout=60, capture_output=True, text=True, cwd=test.parent)
    assert ran.returncode == 1, ran.stdout + ran.stderr


def test_a_key_that_is_not_free_again_is_found(planned_from, published, pytester):
    """Which field is a key is learned from the conflict that another one with the same name came to."""
    planned_from(published("keeps"), EVENTS)
    assert {one.split("/")[0] for one in _found(pytester)} == {"free-key"}


def test_an_answer_that_is_not_as_documented(planned_from, published, pytester):
    url = published("loose")
    result = planned_from(url, EVENTS, "--resource-graph-checks=documented")
    assert result.ret == 1
    assert _found(pytester) >= {"documented/get_cabinet/body id"}
    result.stdout.fnmatch_lines(["get_cabinet answered with a body that does not fit its schema: id: *"])
    planned_from(url, EVENTS, "--resource-graph-checks=-documented")
    assert not any(one.startswith("documented") for one in _found(pytester))


def test_what_is_refused_always_is_told_and_is_no_finding(planned_from, published):
    result = planned_from(published("closed"), "-rs")
    assert result.ret == 0, result.stdout.str()
    outcomes = result.parseoutcomes()
    assert outcomes["skipped"] > 0
    assert "failed" not in outcomes
    told = section(result)
    place = next(number for number, line in enumerate(told) if "operations that refused what we sent" in line)
    assert "create_cabinet" in told[place + 1]
    assert "403" in told[place + 1]
    assert "buy a plan first" in told[place + 1]
    assert any("pytest_resourcegraph_body" in line for line in told)
    assert "1 operation refused what was sent" in told[-1]
    result.stdout.fnmatch_lines(["SKIPPED *create_cabinet answered 403: *buy a plan first*"])


@pytest.mark.parametrize("status", ["501", "503"])
def test_what_is_documented_as_not_offered_is_told_and_is_no_finding(planned_from, published, pytester, status):
    result = planned_from(published(f"absent-{status}"), EVENTS)
    assert result.ret == 0, result.stdout.str()
    told = section(result)
    place = next(number for number, line in enumerate(told) if "operations that the service does not offer" in line)
    assert told[place + 1].split()[:2] == ["seal_file", status]
    assert "nobody is here to seal" in told[place + 1]
    assert "1 operation refused what was sent" in told[-1]


@pytest.mark.parametrize("mode", ["absent-500", "failing-501", "failing-503"])
def test_what_is_not_documented_and_a_500_in_any_case_are_findings(planned_from, published, pytester, mode):
    assert planned_from(published(mode), EVENTS).ret == 1
    assert _found(pytester) == {f"server-error/seal_file/{mode[-3:]}"}


def test_who_is_sure_of_an_action_does_not_excuse_it(planned_from, published, pytester):
    pytester.path.joinpath("resourcegraph.yaml").write_text("actions:\n  seal_file: {doubtful: false}\n")
    assert planned_from(published("absent-503"), EVENTS).ret == 1
    assert "predicted/seal_file/refused" in _found(pytester)


def test_workers_tell_it_once(planned_from, published):
    result = planned_from(published("closed"), "-n", "2")
    assert sum("buy a plan first" in line for line in section(result)) == 1


def test_what_was_refused_and_taken_later_is_not_told(planned_from, published, pytester):
    """A file that is sealed refuses, and one that is open does not."""
    result = planned_from(published(), EVENTS)
    assert any(
        event["fact"] == "Exchanged" and event["exchange"]["status"] == 409
        for event in events(pytester.path / "e.jsonl")
    )
    assert not any("refused what we sent" in line for line in section(result))


def test_a_hook_supplies_the_body(planned_from, published, pytester):
    without = planned_from(published("picky"))
    assert any("the stamp must be blue" in line for line in section(without))
    pytester.makeconftest(
        """
def pytest_resourcegraph_body(config, action, body):
    return {**body, "stamp": "blue"} if action == "create_file" else None
"""
    )
    url = published("picky")
    result = planned_from(url)
    assert result.ret == 0, result.stdout.str()
    assert "no findings; every action was reached" in section(result)[-1]
    files = [one for one in sent(url) if one["method"] == "POST" and one["path"].endswith("/files")]
    assert {one["body"]["stamp"] for one in files} == {"blue"}


def test_a_body_that_cannot_be_made_is_named_with_the_hook(planned_from, published, pytester):
    url = published("unmade")
    result = planned_from(url)
    text = result.stdout.str()
    assert "POST /cabinets/{cabinet_id}/files: no valid value can be made for the body" in text
    assert "supply it with the hook pytest_resourcegraph_body" in text
    assert not [one for one in sent(url) if one["method"] == "POST" and one["path"].endswith("/files")]
    pytester.makeconftest(
        """
from pytest_resourcegraph import unique

def pytest_resourcegraph_body(config, action, body):
    return {"title": unique("title")} if action == "create_file" else None
"""
    )
    assert planned_from(published("unmade")).ret == 0


def test_learned_moves_can_be_pasted_and_are_predicted_then(planned_from, published, pytester):
    told = section(planned_from(published()))
    place = next(number for number, line in enumerate(told) if "learned moves" in line)
    assert [line[4:] for line in told[place + 1 : place + 5]] == [
        "types:",
        "  file: {states: [open, sealed]}",
        "actions:",
        '  seal_file: {moves: {file: "open -> sealed"}}',
    ]
    pasted = "\n".join(line[4:] for line in told[place + 1 : place + 5])
    pytester.path.joinpath("resourcegraph.yaml").write_text(pasted, encoding="utf-8")
    result = planned_from(published())
    assert result.ret == 0, result.stdout.str()
    assert not any("learned moves" in line for line in section(result))


def test_anonymous_is_tried_only_where_the_document_asks_for_credentials(planned_from, published):
    url = published("secret")
    result = planned_from(url, "--resource-graph-header=Authorization: Bearer ann-s3cret-w0rd")
    assert result.ret == 0, result.stdout.str()
    nobody = {(one["method"], one["path"]) for one in sent(url) if "Authorization" not in one["headers"]}
    assert nobody
    assert ("GET", "/cabinets") not in nobody
    assert "s3cret" not in result.stdout.str()
    plain = published()
    planned_from(plain, "--resource-graph-header=Authorization: Bearer ann-s3cret-w0rd")
    assert all("Authorization" in one["headers"] for one in sent(plain))


def test_a_budget_stops_it(planned_from, published):
    url = published()
    result = planned_from(url, "--resource-graph-budget=20")
    assert result.ret == 0
    assert result.parseoutcomes()["skipped"] > 0
    assert 20 <= len(sent(url)) < 120


def test_a_seed_repeats_values_and_plan(planned_from, published):
    bodies = []
    for _ in range(2):
        url = published()
        result = planned_from(url, "--resource-graph-seed=7", "--resource-graph-cover=actions")
        bodies.append([(one["method"], one["body"]) for one in sent(url)])
    assert row(result, "duration").endswith("seed 7")
    assert bodies[0] == bodies[1]
    assert any(body for _, body in bodies[0])


@pytest.mark.parametrize("mode", ["clean", "orphan"])
def test_two_runs_plan_alike(planned_from, published, mode):
    runs = [planned_from(published(mode), "--resource-graph-shrink=0", "--resource-graph-seed=3") for _ in range(2)]
    assert runs[0].parseoutcomes() == runs[1].parseoutcomes()
