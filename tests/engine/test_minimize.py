"""A failing run is cut down to the few steps that it needs, with few requests, and never to another failure."""

from collections.abc import Callable
from itertools import count

import pytest

from pytest_resourcegraph.engine.attempt import Attempt, RunOnce, attempted
from pytest_resourcegraph.engine.minimize import Budget, Minimized, minimize
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.model.action import Refusal
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.plan.plan import FindingName, Step
from pytest_resourcegraph.plan.shrink.repair import Steps
from pytest_resourcegraph.plan.simulate import refusals, simulate
from pytest_resourcegraph.testing import Fault

from ..testing.archive import archive
from ..testing.desk import Desk

SCHEMA = archive()


class World:
    """Writes steps with their keys: ``take("create_document", "d1", folder="f1")``."""

    def __init__(self) -> None:
        self.keys: dict[str, Key] = {}
        self.steps: list[Step] = []

    def take(self, action: str, makes: str | None = None, relation: str = "", twin: str = "", **roles: str) -> Step:
        declared = SCHEMA.actions[action]
        named = tuple((role.name, self.keys[roles[role.name]]) for role in declared.roles)
        step = Step(
            action=action, roles=named, makes=makes, relation=relation, twin=self.keys[twin] if twin else None
        )  # fmt: skip
        if makes is not None and declared.creates is not None:
            parent = declared.creates.parent
            self.keys[makes] = Key(declared.creates.type, makes, dict(named)[parent] if parent else None)
        self.steps.append(step)
        return step

    def noise(self, number: int) -> None:
        """A life of its own, of nine steps, that has nothing to do with what fails."""
        n = str(number)
        self.take("create_folder", f"xf{n}")
        self.take("create_label", f"xl{n}")
        self.take("create_document", f"xd{n}", folder=f"xf{n}")
        self.take("get_document", relation="self", document=f"xd{n}")
        self.take("create_comment", f"xc{n}", document=f"xd{n}")
        self.take("list_documents", relation="list", folder=f"xf{n}")
        self.take("update_document", document=f"xd{n}")
        self.take("label_document", document=f"xd{n}", label=f"xl{n}")
        self.take("delete_comment", comment=f"xc{n}")


def cascade(world: World) -> None:
    world.take("delete_folder", folder="f1")
    world.take("get_document", relation="child", document="d1")


def not_moved(world: World) -> None:
    world.take("send_document", document="d1")
    world.take("get_document", relation="self", document="d1")


def third(world: World) -> None:
    for name in ("c1", "c2", "c3"):
        world.take("create_comment", name, document="d1")


def missing(world: World) -> None:
    world.take("create_document", "d2", folder="f1")
    world.take("list_documents", relation="list", folder="f1")


def key_not_freed(world: World) -> None:
    world.take("delete_folder", folder="f1")
    world.take("create_folder", "f2", twin="f1")


def siblings(world: World) -> None:
    world.take("create_document", "d2", folder="f1")
    world.take("delete_document", document="d1")
    world.take("get_document", relation="sibling", document="d2")


def wrong_state(world: World) -> None:
    world.take("file_document", document="d1")
    world.steps.append(Step(action="send_document", roles=world.steps[-1].roles, refusal=Refusal.WRONG_STATE))


def reborn(world: World) -> None:
    world.take("delete_folder", folder="f1")
    world.take("create_folder", "f2")


CASES = [
    (Fault(kind="cascade-stops", type="folder"), cascade, 4),
    (Fault(kind="state-not-moved", type="document"), not_moved, 4),
    (Fault(kind="third-fails-500", type="comment"), third, 5),
    (Fault(kind="list-misses-second", type="document"), missing, 4),
    (Fault(kind="key-not-freed", type="folder"), key_not_freed, 3),
    (Fault(kind="destroy-takes-siblings", type="document"), siblings, 5),
    (Fault(kind="wrong-state-accepted", type="document"), wrong_state, 4),
    (Fault(kind="id-reused-with-children", type="folder"), reborn, 3),
]


def long(build: Callable[[World], None]) -> Steps:
    """Some forty steps, of which few matter."""
    world = World()
    world.noise(1)
    world.take("create_folder", "f1")
    world.noise(2)
    world.take("create_document", "d1", folder="f1")
    world.take("update_document", document="d1")
    world.noise(3)
    build(world)
    return tuple(world.steps)


def runner(schema: Schema, *faults: Fault, log: list[Steps]) -> RunOnce:
    """Runs on a new fake each time."""

    def run_once(steps: Steps) -> Attempt:
        log.append(steps)
        desk = Desk(schema, faults=faults)
        verdict = desk.run(*steps)
        assert verdict.error is None
        assert desk.fake.living() == () or faults
        return attempted(verdict, desk.facts)

    return run_once


def shrunk(steps: Steps, run_once: RunOnce, finding: FindingName, **options: object) -> Minimized:
    return minimize(SCHEMA, steps, finding, run_once, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(("fault", "build", "least"), CASES, ids=[str(fault) for fault, _, _ in CASES])
def test_the_least_sequence_is_found_with_few_requests(fault, build, least):
    steps, log = long(build), list[Steps]()
    run_once = runner(SCHEMA, fault, log=log)
    seen = run_once(steps)
    assert (len(seen.names), seen.taken) == (1, len(steps)), "the long sequence ends with the finding"
    log.clear()
    found = shrunk(steps, run_once, seen.names[0])
    assert len(found.steps) == least, [str(step) for step in found.steps]
    assert found.requests <= 3 * len(steps)
    assert (found.again, found.tries, found.frequency) == (2, 2, "deterministic: 2 of 2 runs")
    assert (found.finding, found.was, found.runs, found.remark) == (seen.names[0], len(steps), len(log), "")
    assert run_once(found.steps).names == seen.names
    assert [steps_ for steps_ in log[:-1] if log.count(steps_) > 1] == [found.steps] * 2, "nothing else is run twice"


# -- runs that are told what to say --------------------------------------------------------------------------------

FINDING = ("a-check", "get_document", "a kind")


def plain() -> Steps:
    world = World()
    world.noise(1)
    world.take("create_folder", "f1")
    world.take("create_document", "d1", folder="f1")
    world.take("get_document", document="d1")
    world.noise(2)
    world.take("get_document", document="d1")
    return tuple(world.steps)


def telling(shows: Callable[[Steps], bool], name: FindingName = FINDING) -> RunOnce:
    return lambda steps: Attempt(names=(name,) if shows(steps) else (), taken=len(steps), requests=len(steps))


def test_a_look_that_feeds_the_finding_is_put_back():
    steps = plain()
    found = shrunk(steps, telling(lambda some: some.count(steps[-1]) == 2), FINDING)
    assert [step.action for step in found.steps] == ["create_folder", "create_document", "get_document", "get_document"]


def test_a_step_far_away_is_put_back():
    steps = plain()
    found = shrunk(steps, telling(lambda some: any(step.action == "delete_comment" for step in some)), FINDING,
                   budget=Budget(requests=400))  # fmt: skip
    made = ["create_folder", "create_document", "create_comment", "delete_comment", "get_document"]
    assert [step.action for step in found.steps] == made, "and one document serves both"
    assert found.again == found.tries == 2


def test_a_candidate_that_shows_it_earlier_is_cut_there():
    def run_once(some: Steps) -> Attempt:
        place = next((n for n, step in enumerate(some, start=1) if step.action == "create_document"), 0)
        return Attempt(names=(FINDING,), taken=place, requests=place)

    found = shrunk(plain(), run_once, FINDING)
    assert [step.action for step in found.steps] == ["create_folder", "create_document"]
    assert (found.again, found.tries, found.runs) == (2, 2, 2), "the run that was cut is one of the two"


def test_another_finding_is_not_the_same():
    other = ("a-check", "get_document", "another kind")
    steps = plain()
    run_once = telling(lambda some: True, other)
    found = shrunk(steps, run_once, FINDING)
    assert (found.steps, found.again, found.tries, found.reproduced) == (steps, 0, 2, False)
    assert found.remark == "it did not come again: a-check found another kind in get_document instead"
    assert found.frequency == "flaky: 0 of 2 runs"


def test_what_does_not_come_again_is_given_as_it_was():
    steps = plain()
    found = shrunk(steps, telling(lambda some: False), FINDING)
    assert (found.steps, found.was, found.again, found.tries) == (steps, len(steps), 0, 2)
    assert found.remark == "it did not come again"


def test_what_comes_the_second_time_only_is_not_cut():
    steps, runs = plain(), list[Steps]()

    def shows(some: Steps) -> bool:
        runs.append(some)
        return runs.count(steps) == 2

    found = shrunk(steps, telling(shows), FINDING)
    assert (found.steps, found.frequency) == (steps, "flaky: 1 of 2 runs")
    assert found.remark == "it comes and goes, so nothing was left out"


def test_what_comes_once_of_two_runs_is_flaky():
    seen = list[Steps]()

    def once(some: Steps) -> bool:
        seen.append(some)
        return seen.count(some) == 1

    found = shrunk(plain(), telling(once), FINDING)
    assert (found.again, found.tries, found.frequency) == (1, 2, "flaky: 1 of 2 runs")
    assert len(found.steps) == 3


# -- budget --------------------------------------------------------------------------------------------------------


def test_requests_stop_it_and_the_best_so_far_is_given():
    steps, log = long(third), list[Steps]()
    run_once = runner(SCHEMA, CASES[2][0], log=log)
    name = run_once(steps).names[0]
    found = shrunk(steps, run_once, name, budget=Budget(requests=60))
    assert found.requests <= 60
    assert found.remark.startswith("the budget is spent: ")
    assert found.steps[-1] == steps[-1]
    whole = shrunk(steps, run_once, name)
    assert len(whole.steps) <= len(found.steps) <= len(steps)


def test_time_stops_it_before_the_first_run():
    ticks = count(0, 31)
    found = shrunk(plain(), telling(lambda some: True), FINDING, clock=lambda: float(next(ticks)))
    assert (found.runs, found.steps, found.frequency) == (0, plain(), "not tried again")
    assert found.remark == "the budget is spent: 0 requests in 62.0 s"


def test_one_run_is_not_called_deterministic():
    found = shrunk(plain(), telling(lambda some: len(some) == 3), FINDING, budget=Budget(requests=7))
    assert (found.tries, found.frequency) == (1, "not known to be deterministic: 1 of 1 run")


# -- what the model cannot follow ----------------------------------------------------------------------------------


def test_steps_that_the_model_cannot_follow_are_only_run_again():
    orphan = Step(action="get_folder", roles=(("folder", Key("folder", "f9")),))
    steps = (*plain(), orphan)
    found = shrunk(steps, telling(lambda some: True), FINDING)
    assert [step.action for step in found.steps] == [step.action for step in steps]
    assert (found.again, found.tries) == (2, 2)


def test_a_refusal_that_nobody_planned_is_named_in_what_is_left():
    world = World()
    world.noise(1)
    world.take("create_folder", "f1")
    world.take("delete_folder", folder="f1")
    world.take("delete_folder", folder="f1")
    found = shrunk(tuple(world.steps), telling(lambda some: True), FINDING)
    assert [step.refusal for step in found.steps] == [None, None, Refusal.AFTER_DESTROY]
    assert refusals(SCHEMA, simulate(SCHEMA, found.steps[:-1]), found.steps[-1])
