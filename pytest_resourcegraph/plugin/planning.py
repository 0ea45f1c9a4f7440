"""From a schema to sequences: the scheduler, the hooks that change its plan, and the fact that a plan was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..events.facts import Planned
from ..plan.scheduler import Request
from .session import Session

if TYPE_CHECKING:
    from ..model.schema import Schema
    from ..plan.plan import Plan


def plan_for(
    session: Session,
    schema: Schema,
    *,
    scope: str,
    focus: frozenset[str] | None = None,
    cover: str | None = None,
    max_steps: int | None = None,
    seed: int | None = None,
) -> Plan:
    """The plan for a schema, after the hooks; a function of declarations, seed and options only."""
    request = Request(
        cover=cover or session.settings.cover,
        seed=session.seed.plan if seed is None else seed,
        max_steps=max_steps or session.settings.max_steps,
        focus=focus,
    )
    hook = session.config.hook
    plan: Plan = hook.pytest_resourcegraph_scheduler(config=session.config).plan(schema, request)
    for changed in hook.pytest_resourcegraph_modify_plan(config=session.config, schema=schema, plan=plan):
        plan = changed if changed is not None else plan
    session.stream.execution = ""
    session.plans.append(session.stream.append(_fact(schema, plan, scope)))
    return plan


def _fact(schema: Schema, plan: Plan, scope: str) -> Planned:
    return Planned(
        scope=scope,
        types=tuple(schema.types),
        actions=tuple(schema.actions),
        cover=plan.cover,
        sequences=len(plan.sequences),
        steps=plan.steps,
        lower_bound=plan.lower_bound,
        coverage=plan.coverage,
        infeasible=plan.infeasible,
        unplanned=plan.unplanned,
        unreached=plan.unreached,
        uncleanable=schema.uncleanable,
    )
