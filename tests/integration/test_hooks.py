"""Each hook of ours, as a conftest.py implements it."""

import pytest

from .reading import RUN, SHORT, events, planned_names, row, sent


@pytest.fixture
def extend(in_memory):
    """Adds text to the conftest.py of the suite in memory."""

    def add(text):
        path = in_memory.path / "conftest.py"
        path.write_text(path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
        return in_memory

    return add


def test_declare(extend):
    suite = extend(
        """
from pytest_resourcegraph import ResourceType, action

def pytest_resourcegraph_declare(config, builder, path):
    assert path.name.startswith("test_declare")

    @action(lists=shelf, name="count_shelves")
    def count_shelves(api):
        return [one for one in api.shelves.kept.values() if one["kind"] == "shelf" and not one.get("dead")]

    builder.add(count_shelves)
"""
    )
    result = suite.runpytest(*RUN)
    assert result.ret == 0
    result.stdout.fnmatch_lines(["  conftest.py: 2 types, 8 actions; *"])


def test_actors_and_make_client(over_http, service):
    path = over_http.path / "conftest.py"
    path.write_text(
        path.read_text(encoding="utf-8")
        + """
from pytest_resourcegraph.engine.http import HttpClient

def pytest_resourcegraph_actors(config):
    return {"ann": {"X-User": "ann"}, "ben": {"X-User": "ben"}}

def pytest_resourcegraph_make_client(config, actor, url, headers):
    return HttpClient(url, headers={**headers, "X-Made-For": actor})
""",
        encoding="utf-8",
    )
    url = service()
    result = over_http.runpytest(*RUN, f"--resource-graph-url={url}")
    users = {(one["headers"]["X-User"], one["headers"]["X-Made-For"]) for one in sent(url)}
    assert users == {("ann", "ann"), ("ben", "ben")}
    assert result.ret == 1  # this service does not tell its users apart, and that is found
    result.stdout.fnmatch_lines(["*belongs to ann, not to ben, so *"])


def test_actors_of_the_wrong_form(extend):
    result = extend("def pytest_resourcegraph_actors(): return ['ann']\n").runpytest(*RUN)
    assert result.ret == 4
    assert [line for line in result.errlines if line] == [
        "ERROR: pytest_resourcegraph_actors gave ['ann']",
        "expected: headers by the name of the actor, at least one actor",
        "return a mapping such as {'first': {'Authorization': '…'}, 'second': {}}",
    ]


def test_scheduler(extend):
    suite = extend(
        """
from pytest_resourcegraph.plan.plan import Plan, Sequence, Step

class Once:
    def plan(self, schema, request):
        steps = (Step(action="create_shelf", makes="s1"),)
        once = Sequence(name="S0001-once", steps=steps, goals=("once",))
        return Plan(sequences=(once,), cover="once", seed=request.seed)

def pytest_resourcegraph_scheduler(config):
    return Once()
"""
    )
    assert planned_names(suite, *RUN) == ["S0001-once"]
    result = suite.runpytest(*RUN)
    result.assert_outcomes(passed=1)
    assert row(result, "steps") == "1"


def test_modify_plan(extend):
    suite = extend(
        """
from dataclasses import replace

def pytest_resourcegraph_modify_plan(config, schema, plan):
    return replace(plan, sequences=plan.sequences[:1])
"""
    )
    assert len(planned_names(suite, *SHORT)) == 1
    suite.runpytest(*SHORT, "-n", "2").assert_outcomes(passed=1)


def test_modify_plan_may_leave_it(extend):
    assert len(planned_names(extend("def pytest_resourcegraph_modify_plan(plan): return None\n"), *SHORT)) > 1


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_observe_event(extend, workers):
    suite = extend(
        """
seen = []

def pytest_resourcegraph_observe_event(config, event):
    if not hasattr(config, "workerinput"):
        seen.append(event)

def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        with open("seen.txt", "w") as file:
            file.write("\\n".join(type(event.fact).__name__ for event in seen))
"""
    )
    suite.runpytest(*RUN, "--resource-graph-events=e.jsonl", *workers)
    seen = (suite.path / "seen.txt").read_text(encoding="utf-8").split()
    assert seen == [event["fact"] for event in events(suite.path / "e.jsonl")]
    assert "SequenceFinished" in seen


def test_checks(extend):
    result = extend(
        """
from pytest_resourcegraph import Finding

class NoDeletion:
    name = "no-deletion"

    def judge(self, taken):
        if taken.action.name == "delete_book" and taken.succeeded:
            yield Finding(check=self.name, kind="deleted", message="a book was deleted", expected="that it stays")

def pytest_resourcegraph_checks(config):
    return [NoDeletion()]
"""
    ).runpytest(*RUN)
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        ["a book was deleted", "*delete_book(b1)*<- expected that it stays", "    no-deletion *"]
    )


def test_writers(extend):
    suite = extend(
        """
class Count:
    def __init__(self):
        self.number = 0

    def append(self, event):
        self.number += 1

    def close(self):
        with open("count.txt", "w") as file:
            file.write(str(self.number))

def pytest_resourcegraph_writers(config):
    return [Count()]
"""
    )
    suite.runpytest(*RUN, "--resource-graph-events=e.jsonl")
    assert int((suite.path / "count.txt").read_text(encoding="utf-8")) == len(events(suite.path / "e.jsonl"))
