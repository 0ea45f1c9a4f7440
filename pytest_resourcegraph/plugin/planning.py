"""From a schema to sequences: the scheduler, the hooks that change its plan, and the fact that a plan was made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..events.facts import Planned
from ..plan.scheduler import Request
from .declarations import Own, omitted_at
from .document import built_at
from .session import session_of

if TYPE_CHECKING:
    import pytest

    from ..model.schema import Schema
    from ..plan.plan import Plan


def plan_for(
    node: pytest.Collector | pytest.Item,
    schema: Schema,
    *,
    scope: str,
    own: Own | None = None,
    cover: str | None = None,
    max_steps: int | None = None,
    seed: int | None = None,
) -> Plan:
    """The plan for a schema, after the hooks; a function of declarations, seed and options only."""
    config, session = node.config, session_of(node.config)
    request = Request(
        cover=cover or session.settings.cover,
        seed=session.seed.plan if seed is None else seed,
        max_steps=max_steps or session.settings.max_steps,
        focus=own.actions if own is not None else None,
    )
    plan: Plan = node.ihook.pytest_resourcegraph_scheduler(config=config).plan(schema, request)
    plan = node.ihook.pytest_resourcegraph_modify_plan(config=config, schema=schema, plan=plan) or plan
    session.stream.execution, session.stream.cause = "", None
    fact = _fact(schema, plan, scope, own or _all_of(schema))
    built = built_at(config)
    if built is not None and own is None:  # else the folder above has said it
        fact = replace(fact, omitted=omitted_at(node, node.path.parent), credentials=built.credentials)
    session.stream.append(fact)
    return plan


def _all_of(schema: Schema) -> Own:
    return Own(types=frozenset(schema.types), actions=frozenset(schema.actions))


def _fact(schema: Schema, plan: Plan, scope: str, own: Own) -> Planned:
    """What was planned for a scope; what it has from the folder above is told there."""
    return Planned(
        scope=scope,
        types=tuple(name for name in schema.types if name in own.types),
        actions=tuple(name for name in schema.actions if name in own.actions),
        cover=plan.cover,
        sequences=len(plan.sequences),
        steps=plan.steps,
        lower_bound=plan.lower_bound,
        coverage=plan.coverage,
        infeasible=plan.infeasible,
        unplanned=plan.unplanned,
        unreached=tuple((name, reason) for name, reason in plan.unreached if name in own.actions),
        uncleanable=tuple(name for name in schema.uncleanable if name in own.types),
        state_fields=tuple(
            (name, type_.state_field)
            for name, type_ in schema.types.items()
            if name in own.types and type_.states and type_.state_field
        ),
    )
