"""Long failing runs with a fault that is known: random walks against the fake service, cut where a check finds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import cast

import pytest

from pytest_resourcegraph.engine.attempt import Attempt, attempted
from pytest_resourcegraph.engine.execution import Execution
from pytest_resourcegraph.engine.observe import Observe, Observer
from pytest_resourcegraph.engine.run import Verdict, run
from pytest_resourcegraph.events.facts import Event, SequenceStarted
from pytest_resourcegraph.events.stream import Stream
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.model.unique import Uniques
from pytest_resourcegraph.plan.breaking import broken_now
from pytest_resourcegraph.plan.enabled import enabled
from pytest_resourcegraph.plan.goals import CRITERIA
from pytest_resourcegraph.plan.goals.goal import Break
from pytest_resourcegraph.plan.plan import FindingName, Sequence, Step
from pytest_resourcegraph.plan.trail import Trail
from pytest_resourcegraph.plugin.builtin import pytest_resourcegraph_checks
from pytest_resourcegraph.testing import FakeService, Fault, faults_for

from .planner import create, delete, listing, move, read, schema, shop, update, workspaces

# The built-in checks ask nothing of the configuration that the hook is given.
CHECKS = tuple(pytest_resourcegraph_checks(cast(pytest.Config, None)))


def forum() -> Schema:
    """16 actions: boards with topics, topics with posts, everything listed."""
    board = ResourceType(name="board", key="name")
    topic = ResourceType(name="topic", parent="board", states=("open", "closed", "hidden"), state_field="status")
    post = ResourceType(name="post", parent="topic")
    return schema(
        [board, topic, post],
        [
            create(board), read(board), listing(board), update(board), delete(board), create(topic), read(topic),
            listing(topic), move("close_topic", topic, ("open", "closed")), delete(topic),
            move("hide_topic", topic, ("open", "hidden"), ("closed", "hidden")),
            create(post, topic=("open",)), read(post), listing(post), update(post), delete(post),
        ],
    )  # fmt: skip


MODELS = {"11 actions": workspaces, "17 actions": shop, "16 actions, all listed": forum}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A failing run: of ``steps``, the last shows ``finding`` where the service has the fault."""

    model: str
    schema: Schema
    fault: Fault
    steps: tuple[Step, ...]
    finding: FindingName

    @property
    def kind(self) -> tuple[str, str, FindingName]:
        """Equal for cases that have the same shortest sequence."""
        return self.model, str(self.fault), self.finding

    def run_once(self, steps: tuple[Step, ...]) -> Attempt:
        """Run some steps on a new service."""
        return performed(self.schema, self.fault, steps, Observe.OFF)[1]


def cases(seeds: int, length: int, models: tuple[str, ...] = tuple(MODELS), *, shortest: int = 20) -> Iterator[Case]:
    """For each fault of each model as many walks as there are seeds, those whose finding comes late enough."""
    for model in models:
        made = MODELS[model]()
        walks = [walk(made, Random(f"{model} {seed}"), length) for seed in range(seeds)]
        for fault in faults_for(made):
            for steps in walks:
                verdict, attempt = performed(made, fault, steps, Observe.OFF)
                if attempt.names and len(verdict.trace) >= shortest:
                    yield Case(model=model, schema=made, fault=fault, steps=verdict.trace, finding=attempt.names[0])


def performed(schema: Schema, fault: Fault, steps: tuple[Step, ...], observe: Observe) -> tuple[Verdict, Attempt]:
    """One run on a new service."""
    fake, events = FakeService(schema, faults=[fault]), list[Event]()
    execution = Execution(
        schema=fake.schema, clients=fake.clients(), stream=Stream(clock=lambda: 0.0, sink=events.append), checks=CHECKS,
        uniques=Uniques("shrink"),
    )  # fmt: skip
    sequence = Sequence(name="S0001", steps=steps)
    verdict = run(execution, Observer(mode=observe), sequence, SequenceStarted(name=sequence.name))
    return verdict, attempted(verdict, [event.fact for event in events])


def walk(schema: Schema, random: Random, length: int) -> tuple[Step, ...]:
    """A walk of that many steps: one in eight is refused, and destroys are rarer than the rest."""
    breaks = [want for goal in CRITERIA["refusals"].goals(schema) for want in goal.wants if isinstance(want, Break)]
    trail = Trail(schema)
    while len(trail.steps) < length:
        action = random.choice(list(schema.actions.values()))
        if random.random() < 1 / 8:
            refused = broken_now(trail, random.choice(breaks))
            trail = trail.push(refused) if refused is not None else trail
        elif not action.destroys or random.random() < 0.4:
            possible = list(enabled(trail, action))
            trail = trail.push(random.choice(possible)) if possible else trail
    return trail.steps
