"""What is declared beside a document, in a conftest.py or a resourcegraph.yaml, says it otherwise, field by field."""

import pytest

from .publishing import asked, write
from .reading import events, section, sent

EVENTS = "--resource-graph-events=e.jsonl"
TYPE = """
from pytest_resourcegraph import ResourceType

file = ResourceType("file", states=("open", "sealed"))
"""
ACTION = """
from pytest_resourcegraph import action

@action(moves={"file": "open -> sealed"})
def seal_file(api, file):
    return api.post(f"/files/{file.id}/seal", headers={"X-Mine": "yes"})
"""


def _steps(pytester):
    return [event for event in events(pytester.path / "e.jsonl") if event["fact"] == "StepStarted"]


def test_a_type_says_one_field_otherwise(planned_from, published, pytester):
    """The parent and the fields stay; with states of its own nothing is explored, and they are predicted."""
    pytester.makeconftest(TYPE + ACTION)
    url = published()
    result = planned_from(url, EVENTS)
    assert result.ret == 0, result.stdout.str()
    assert not any("learned moves" in line for line in section(result))
    assert any(step["why"] and "sealed" in step["why"] for step in _steps(pytester) if step.get("why"))
    assert {step["action"] for step in _steps(pytester)} >= {"create_cabinet", "create_file", "get_file"}


def test_an_action_is_replaced(planned_from, published, pytester):
    pytester.makeconftest(TYPE + ACTION)
    url = published()
    planned_from(url)
    seals = [one for one in sent(url) if one["path"].endswith("/seal")]
    assert seals
    assert all(one["headers"].get("X-Mine") == "yes" for one in seals)


def test_it_is_planned_once_and_below_the_conftest(planned_from, published, pytester):
    pytester.makeconftest(TYPE + ACTION)
    names = [line for line in planned_from(published(), "--collect-only", "-q").outlines if "::" in line]
    assert names
    assert {name.partition("::")[0] for name in names} == {"conftest.py"}


def test_a_document_of_another_folder(pytester, published):
    url = published()
    folder = pytester.path / "api"
    folder.mkdir()
    write(folder / "openapi.json", url)
    pytester.makeconftest(TYPE + ACTION)
    result = pytester.runpytest(*asked(url, "api/openapi.json"), EVENTS, "--resource-graph-cover=actions")
    assert result.ret == 0, result.stdout.str()
    assert {step["action"] for step in _steps(pytester)} >= {"create_cabinet", "seal_file"}


def test_tests_of_ones_own_use_what_the_document_declares(planned_from, published, pytester):
    pytester.makeconftest(TYPE + ACTION)
    pytester.makepyfile(
        test_own="""
def test_seal(file, seal_file):
    seal_file(file)
    assert file.state == "sealed"
"""
    )
    planned_from(published(), "-k", "test_seal").assert_outcomes(passed=1)


def _yaml(pytester, text):
    pytester.path.joinpath("resourcegraph.yaml").write_text(text, encoding="utf-8")


MOVES = """
types:
  file: {states: [open, sealed]}
actions:
  seal_file: {updates: [], moves: {file: "open -> sealed"}, refuses: {wrong-state: 409}, doubtful: false}
"""


def test_yaml_says_fields_otherwise(planned_from, published, pytester):
    _yaml(pytester, MOVES)
    result = planned_from(published(), EVENTS)
    assert result.ret == 0, result.stdout.str()
    assert not any("learned moves" in line for line in section(result))
    assert any("sealed" in step.get("why", "") for step in _steps(pytester))


def test_yaml_is_believed(planned_from, published, pytester):
    """A wrong word is a finding: what is said is predicted."""
    _yaml(pytester, MOVES.replace("wrong-state: 409", "wrong-state: 423"))
    result = planned_from(published(), EVENTS)
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*seal_file*409*423*"])


def test_yaml_of_an_inner_folder_goes_before(pytester, published):
    url = published()
    folder = pytester.path / "api"
    folder.mkdir()
    write(folder / "openapi.json", url)
    _yaml(pytester, "types:\n  file: {checks: {gone: false}}\n")
    folder.joinpath("resourcegraph.yaml").write_text("types:\n  file: {checks: {gone: true}}\n", encoding="utf-8")
    orphan = published("orphan")
    result = pytester.runpytest(*asked(orphan, "api/openapi.json"))
    assert result.ret == 1
    folder.joinpath("resourcegraph.yaml").unlink()
    assert pytester.runpytest(*asked(orphan, "api/openapi.json")).ret == 0


def test_a_regression_in_yaml(planned_from, published, pytester):
    url = published("orphan")
    found = planned_from(url)
    command = next(line for line in found.outlines if "Again:" in line)
    token = next(word for word in command.split() if "replay=" in word).partition("=")[2]
    _yaml(pytester, f"regressions:\n  orphans: {token}\n")
    again = planned_from(published("orphan"), "-k", "R-orphans")
    again.assert_outcomes(failed=1)
    planned_from(published(), "-k", "R-orphans").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("types:\n  file:\n    stats: [open]\n", ["yaml:3: there is no field 'stats'", "did you mean 'states'?"]),
        ("types:\n  file: 5\n", ["resourcegraph.yaml:2: 'file' has 5", "expected: a mapping of fields"]),
        ("actions:\n  seal_fil: {cost: 2}\n", ["yaml:2: there is no action 'seal_fil'", "mean 'seal_file'?"]),
        ("typs: {}\n", ["resourcegraph.yaml:1: there is no part 'typs'", "did you mean 'types'?"]),
        ("types:\n  file:\n    gone: no\n", ["resourcegraph.yaml:3: 'gone' of 'file' has 'no'", "expected: a status"]),
        ("types:\n  a: [\n", ["resourcegraph.yaml:3: this is not YAML that can be read"]),
        ("- types\n", ["resourcegraph.yaml: this is no mapping", "known parts: types, actions, regressions"]),
        ("actions:\n  seal_file:\n    moves: {file: open}\n", ["'seal_file' moves 'file' in no known way"]),
        ("types:\n  file: {parent: cabint}\n", ["cabint", "did you mean 'cabinet'?"]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_yaml_is_told_with_its_line(planned_from, published, pytester, text, told):
    _yaml(pytester, text)
    url = published()
    result = planned_from(url)
    said = result.stdout.str() + result.stderr.str()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert all(one in said for one in told), said
    assert sent(url) == []


def test_everything_that_is_wrong_is_told_at_once(planned_from, published, pytester):
    _yaml(pytester, "types:\n  file: {stats: 1}\nactions:\n  seal_file: {cots: 2}\n")
    result = planned_from(published())
    said = result.stdout.str() + result.stderr.str()
    assert "'stats'" in said
    assert "'cots'" in said
