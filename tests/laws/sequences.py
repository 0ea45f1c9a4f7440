"""Sequences drawn at random for a schema: successes, refusals and observations, as a run that failed leaves them."""

from dataclasses import replace

from hypothesis import strategies as st

from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.plan.breaking import broken_now
from pytest_resourcegraph.plan.enabled import bindings, enabled
from pytest_resourcegraph.plan.goals import CRITERIA
from pytest_resourcegraph.plan.goals.goal import Break
from pytest_resourcegraph.plan.plan import Step
from pytest_resourcegraph.plan.simulate import refusals
from pytest_resourcegraph.plan.trail import Trail


@st.composite
def sequences(draw: st.DrawFn, schema: Schema, longest: int = 12) -> tuple[Step, ...]:
    """Steps that are possible or refused as they mean to be, with looks in between; none where nothing is possible."""
    breaks = [want for goal in CRITERIA["refusals"].goals(schema) for want in goal.wants if isinstance(want, Break)]
    trail = Trail(schema)
    steps: list[Step] = []
    for _ in range(draw(st.integers(1, longest))):
        kind = draw(st.sampled_from(["success", "success", "success", "again", "refusal", "look"]))
        if kind == "look" and steps:
            possible = looks(schema, trail)
        elif kind == "refusal" and breaks:
            refused = broken_now(trail, draw(st.sampled_from(breaks)))
            possible = [refused] if refused is not None else []
        else:
            possible = [step for action in schema.actions.values() for step in enabled(trail, action)]
            possible = (again(schema, trail, possible) if kind == "again" else []) or possible
        if possible:
            steps.append(draw(st.sampled_from(possible)))
            trail = trail if steps[-1].relation else trail.push(steps[-1])
    return tuple(steps)


def again(schema: Schema, trail: Trail, possible: list[Step]) -> list[Step]:
    """Those of the steps that make something, under the natural key of what is dead."""
    found = []
    for step in possible:
        create = schema.actions[step.action].creates
        if create is not None and schema.types[create.type].key is not None:
            found += [replace(step, twin=node.key) for node in trail.dead(create.type)]
    return [step for step in found if not refusals(schema, trail.graph, step)]


def looks(schema: Schema, trail: Trail) -> list[Step]:
    """Observations that could be made now; of what is dead as well."""
    found = [
        Step(action=action.name, roles=tuple((role.name, keys[role.name]) for role in action.roles), relation="self")
        for action in schema.actions.values()
        if action.observes
        for keys in bindings(trail, action)
    ]
    for action in schema.actions.values():
        if action.observes and len(action.roles) == 1:
            role = action.roles[0]
            found += [
                Step(action=action.name, roles=((role.name, node.key),), relation="child")
                for node in trail.dead(role.type)
            ]
    return found
