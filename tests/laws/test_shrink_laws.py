"""Laws of shrinking, for any schema and any sequence."""

import os
import subprocess
import sys
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pytest_resourcegraph.events.key import Id
from pytest_resourcegraph.model.action import Refusal
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.plan.plan import PHANTOM, Step
from pytest_resourcegraph.plan.shrink.candidates import candidates
from pytest_resourcegraph.plan.shrink.guesses import guesses, slice_
from pytest_resourcegraph.plan.shrink.parts import chunks, singles
from pytest_resourcegraph.plan.shrink.repair import Steps, made_by, meant, named, repair, ways_broken
from pytest_resourcegraph.plan.simulate import apply, refusals

from .schemas import schemas
from .sequences import sequences

relaxed = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def failing(schema: Schema, data: st.DataObject) -> Steps:
    steps = data.draw(sequences(schema))
    assume(len(steps) > 1)
    return steps


def is_valid(schema: Schema, steps: Steps) -> bool:
    """Whether every step is possible or refused as it means to be, and names only what was made before."""
    graph = schema.empty_graph()
    made: set[tuple[str, Id]] = set()
    for step in steps:
        keys = {above for key in named(step) for above in (key, *key.ancestors())}
        if not {(key.type, key.id) for key in keys if key.id != PHANTOM} <= made:
            return False
        if step.relation:
            continue
        reasons = {reason.refusal for reason in refusals(schema, graph, step)}
        if (step.refusal not in reasons) if step.refusal is not None else reasons:
            return False
        new = made_by(schema, step)
        made |= {(new.type, new.id)} if new is not None else set()
        graph = apply(schema, graph, step)
    return True


def is_part(shorter: Steps, steps: Steps) -> bool:
    """Whether it is what is left of the steps, in their order; one that took the key of another may take its own."""
    rest = iter(steps)
    return all(any(step in (one, replace(one, twin=None)) for one in rest) for step in shorter)


def ending(schema: Schema, steps: Steps) -> tuple[str, str, frozenset[Refusal]]:
    graph = schema.empty_graph()
    for step in steps[:-1]:
        graph = graph if step.relation else apply(schema, graph, step)
    return steps[-1].action, steps[-1].relation, ways_broken(schema, graph, steps[-1])


@relaxed
@given(schemas(), st.data())
def test_every_candidate_is_valid_and_strictly_smaller_and_ends_as_the_sequence_does(schema, data):
    steps = failing(schema, data)
    action, relation, broken = ending(schema, steps)
    found = list(candidates(schema, steps))
    assert len(set(found)) == len(found)
    for candidate in found:
        assert len(candidate) < len(steps)
        assert is_valid(schema, candidate), [str(step) for step in candidate]
        same, related, ways = ending(schema, candidate)
        assert (same, related) == (action, relation)
        assert bool(ways) == bool(broken)
        assert not ways or ways & broken


@relaxed
@given(schemas(), st.data())
def test_repair_keeps_what_is_valid_and_is_idempotent(schema, data):
    steps = data.draw(sequences(schema))
    assert repair(schema, steps) == steps
    kept = data.draw(st.lists(st.booleans(), min_size=len(steps), max_size=len(steps)))
    part = tuple(step for step, keep in zip(steps, kept, strict=True) if keep)
    once = repair(schema, part)
    assert is_valid(schema, once)
    assert repair(schema, once) == once
    assert is_part(once, part)


@relaxed
@given(schemas(), st.data())
def test_parts_are_steps_of_the_sequence_in_their_order(schema, data):
    steps = failing(schema, data)
    part = slice_(schema, steps)
    for candidate in (*([part] if part else []), *guesses(schema, steps), *chunks(schema, steps),
                      *singles(schema, steps)):  # fmt: skip
        assert is_part(candidate, steps), "not in this order, or under other names"


@relaxed
@given(schemas(), st.data())
def test_what_is_refused_without_a_plan_is_told_to_be(schema, data):
    steps = data.draw(sequences(schema))
    untold = tuple(Step(action=s.action, roles=s.roles, makes=s.makes, twin=s.twin, actor=s.actor, relation=s.relation)
                   for s in steps)  # fmt: skip
    assert is_valid(schema, meant(schema, untold))
    assert meant(schema, steps) == steps


SCRIPT = """
from benchmarks.planner import shop
from pytest_resourcegraph.plan.scheduler import Request
from pytest_resourcegraph.plan.schedulers.cover import Cover
from pytest_resourcegraph.plan.shrink.candidates import candidates
schema = shop()
for sequence in Cover().plan(schema, Request(cover="transitions and refusals", effort=20_000)).sequences:
    for candidate in candidates(schema, sequence.steps):
        print(candidate)
"""


def test_the_same_candidates_in_another_process_with_another_hash_seed(pytestconfig):
    found = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(pytestconfig.rootpath)}
        done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1
    assert len(found.pop().splitlines()) > 50
