"""--resource-graph-fuzz: bodies that are drawn from the schemas of a document, and the same again from a token."""

import subprocess

import pytest

from .publishing import asked, write
from .reading import events, section, sent, token

pytest.importorskip("hypothesis")

FUZZ = "--resource-graph-fuzz"
EVENTS = "--resource-graph-events=e.jsonl"
QUICK = ("--resource-graph-observe=off", "--resource-graph-seed=7")
MANY = ("--resource-graph-observe=off", "--resource-graph-cover=pairs and siblings")


def _bodies(url, field=None):
    made = [one["body"] for one in sent(url) if one["method"] == "POST" and one["path"].endswith("/files")]
    return made if field is None else [body[field] for body in made if field in body]


def _found(pytester):
    kept = events(pytester.path / "e.jsonl")
    return {"/".join((event["check"], event["action"], event["kind"])) for event in kept if event["fact"] == "Found"}


def test_without_it_nothing_is_drawn(planned_from, published):
    url = published("fragile")
    assert planned_from(url, *QUICK).ret == 0
    assert _bodies(url, "remark") == []


def test_bodies_are_drawn_and_keys_and_references_are_not(planned_from, published):
    url = published("noted")
    for seed in range(4):
        assert planned_from(url, *MANY, f"--resource-graph-seed={seed}", FUZZ).ret == 0
    remarks, sizes, titles = (_bodies(url, name) for name in ("remark", "size", "title"))
    assert len(set(remarks)) > 5
    assert {0, 40} < {len(remark) for remark in remarks} <= set(range(41))  # both ends are drawn often
    assert {0, 9} < set(sizes) <= set(range(10))
    assert len(titles) == len(set(titles))
    assert all(title.startswith("title-") for title in titles)
    assert _bodies(url, "cabinet_id") == []


@pytest.mark.parametrize("seed", range(3))
def test_a_service_that_keeps_to_its_document_is_silent(planned_from, published, seed):
    result = planned_from(published("noted"), FUZZ, f"--resource-graph-seed={seed}")
    assert result.ret == 0, result.stdout.str()
    assert section(result)[-1].strip().startswith("no findings; every action was")


def test_the_seed_repeats_them(planned_from, published):
    urls = [published("noted") for _ in range(3)]
    for url, seed in zip(urls, ("7", "7", "8"), strict=True):
        planned_from(url, FUZZ, f"--resource-graph-seed={seed}")
    first, again, other = (_bodies(url, "remark") for url in urls)
    assert first == again
    assert first != other


def test_workers_draw_the_same(planned_from, published):
    urls = [published("noted") for _ in range(2)]
    planned_from(urls[0], *QUICK, FUZZ)
    planned_from(urls[1], *QUICK, FUZZ, "-n", "2")
    assert sorted(_bodies(urls[0], "remark")) == sorted(_bodies(urls[1], "remark"))


def test_what_a_drawn_body_shows_is_found_and_told_shortly(planned_from, published, pytester):
    result = planned_from(published("fragile"), FUZZ, EVENTS, "--resource-graph-seed=7")
    assert result.ret == 1
    assert _found(pytester) == {"server-error/create_file/500"}
    result.stdout.fnmatch_lines(["  Shortest reproduction: 2 steps"])


def test_a_token_replays_the_same_body_without_the_option(planned_from, published):
    url = published("fragile")
    result = planned_from(url, FUZZ, "--resource-graph-seed=7")
    wanted = token(result)
    drawn = _bodies(url, "remark")
    again = published("fragile")
    replayed = planned_from(again, f"--resource-graph-replay={wanted}")
    assert any("replay: REPRODUCED" in line for line in section(replayed))
    (body,) = _bodies(again)
    assert not body["remark"].isascii()
    assert body["remark"] in drawn
    clean = published("noted")
    told = section(planned_from(clean, f"--resource-graph-replay={wanted}"))
    assert any("replay: NOT REPRODUCED" in line for line in told)
    assert _bodies(clean, "remark") == [body["remark"]]


def test_a_replay_gives_the_same_token(planned_from, published):
    wanted = token(planned_from(published("fragile"), FUZZ, "--resource-graph-seed=7"))
    again = token(planned_from(published("fragile"), f"--resource-graph-replay={wanted}"))
    assert any(
        "replay: REPRODUCED" in line
        for line in section(planned_from(published("fragile"), f"--resource-graph-replay={again}"))
    )


def test_a_pinned_token_draws_as_well(planned_from, published, pytester):
    wanted = token(planned_from(published("fragile"), FUZZ, "--resource-graph-seed=7"))
    pytester.path.joinpath("resourcegraph.yaml").write_text(f"regressions:\n  letters: {wanted}\n", encoding="utf-8")
    planned_from(published("fragile"), "-k", "R-letters").assert_outcomes(failed=1)
    planned_from(published("noted"), "-k", "R-letters").assert_outcomes(passed=1)


def test_an_item_runs_again_with_its_command(planned_from, published, pytester):
    planned_from(published("noted"), FUZZ, EVENTS)
    kept = events(pytester.path / "e.jsonl")
    started = [event for event in kept if event["fact"] == "SequenceStarted" and event["name"].startswith("S")]
    assert all(FUZZ in event["again"].split() for event in started)
    pytester.runpytest(*started[0]["again"].split()[1:]).assert_outcomes(passed=1)


def test_it_is_exported(planned_from, published, pytester):
    """The files send what was drawn, letter by letter."""
    url = published("fragile")
    planned_from(url, FUZZ, "--resource-graph-seed=7", "--resource-graph-exports=found")
    drawn = _bodies(url, "remark")
    script = next(pytester.path.joinpath("found").glob("*.sh"))
    shell = subprocess.run(["sh", str(script)], timeout=60, capture_output=True, text=True)
    assert shell.returncode == 1, shell.stdout + shell.stderr
    assert _bodies(url, "remark")[-1] in drawn
    assert len(_bodies(url, "remark")) == len(drawn) + 1
    steps = next(pytester.path.joinpath("found").glob("*.yaml"))
    again = planned_from(published("fragile"), f"--resource-graph-replay={steps}")
    assert any("replay: REPRODUCED" in line for line in section(again))


def test_names_of_items_are_those_of_a_run_without(planned_from, published):
    names = [planned_from(published("noted"), *more, "--collect-only", "-q").outlines for more in ((), (FUZZ,))]
    assert [line for line in names[0] if "::" in line] == [line for line in names[1] if "::" in line]


def test_where_a_drawn_body_is_refused_the_plain_one_is_sent(planned_from, published):
    """So that what needs a file gets one: a document does not say all that a service asks for."""
    url = published("strict")
    result = planned_from(url, FUZZ, "--resource-graph-seed=7")
    assert result.ret == 0, result.stdout.str()
    assert "skipped" not in result.parseoutcomes()
    assert any(not remark.isascii() for remark in _bodies(url, "remark"))


def test_the_hook_has_the_last_word(planned_from, published, pytester):
    pytester.makeconftest(
        """
def pytest_resourcegraph_body(action, body):
    return {**body, "remark": "mine"} if action == "create_file" else None
"""
    )
    url = published("fragile")
    assert planned_from(url, *MANY, FUZZ, "--resource-graph-seed=7").ret == 0
    assert set(_bodies(url, "remark")) == {"mine"}
    assert len(set(_bodies(url, "size"))) > 2


def test_the_ini_value(planned_from, published, pytester):
    pytester.makeini("[pytest]\nresourcegraph_fuzz = true\n")
    url = published("noted")
    planned_from(url, *QUICK)
    assert _bodies(url, "remark")


WITHOUT = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "hypothesis":
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Blocked())
"""


def test_without_the_extra_it_says_so(pytester, published, monkeypatch):
    url = published()
    write(pytester.path / "openapi.json", url)
    pytester.makepyfile(without=WITHOUT)
    monkeypatch.setenv("PYTHONPATH", str(pytester.path))
    options = (*asked(url, "openapi.json"), "-p", "without", "-p", "no:hypothesispytest")
    assert pytester.runpytest_subprocess(*options, *QUICK).ret == 0
    before = sent(url)
    result = pytester.runpytest_subprocess(*options, FUZZ)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [
            "*values cannot be drawn: Hypothesis is not installed",
            "*it comes with the extra 'fuzz'",
            "*pip install 'pytest-resourcegraph[[]fuzz]'",
        ]
    )
    assert sent(url) == before


def test_without_a_document_it_says_so(pytester, published):
    result = pytester.runpytest(*asked(published(), "")[:2], FUZZ)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--resource-graph-fuzz has nothing to draw from*"])
