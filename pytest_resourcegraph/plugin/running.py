"""Runs a planned sequence for a pytest item: fixtures in, events out, a finding as a failure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

from ..engine.execution import Execution
from ..engine.run import run
from ..events.facts import SequenceStarted
from ..events.store import MemoryStore
from ..model.unique import Uniques
from ..plan.codec import encode
from ..report.junit import properties
from .again import again
from .failing import fail
from .session import session_of

if TYPE_CHECKING:
    from ..model.schema import Schema
    from ..plan.plan import Sequence

CLIENT = "resource_api"
OTHERS = "resource_actors"


def needed_fixtures(schema: Schema) -> tuple[str, ...]:
    """The fixtures that a sequence of this schema may need: those of its clients and of every action and invariant."""
    own = ["request", CLIENT] + ([OTHERS] if len(schema.actors) > 1 else [])
    asked = [name for action in schema.actions.values() for name in action.fixtures]
    asked += [name for invariant in schema.invariants.values() for name in invariant.fixtures]
    return tuple(dict.fromkeys([*own, *asked]))


def given_fixtures(schema: Schema, request: pytest.FixtureRequest) -> dict[str, Any]:
    """The values of those fixtures, for a test that did not name them."""
    return {name: request.getfixturevalue(name) for name in needed_fixtures(schema) if name != "request"}


def execution_for(schema: Schema, item: pytest.Item, fixtures: Mapping[str, Any]) -> Execution:
    """An execution for an item, with clients by actor and a source of unique values of its own."""
    session = session_of(item.config)
    session.current = MemoryStore()
    session.stream.execution, session.stream.cause = item.nodeid, None
    first, *others = schema.actors
    clients = {first: fixtures[CLIENT], **{name: fixtures[OTHERS][name] for name in others}}
    return Execution(
        schema=schema,
        clients=clients,
        stream=session.stream,
        checks=session.checks,
        uniques=Uniques(session.salt(item.nodeid)),
        secrets=session.secrets,
        fixtures=fixtures,
    )


def run_planned(
    schema: Schema, sequence: Sequence, request: pytest.FixtureRequest, fixtures: Mapping[str, Any], *, scope: str
) -> None:
    """Run a sequence. Raises CheckFailure with the report of what was found, or what an action raised."""
    __tracebackhide__ = True
    item = request.node
    session = session_of(item.config)
    stop = session.spent.why_stop()
    if stop:
        pytest.skip(stop)
    execution = execution_for(schema, item, fixtures)
    started = SequenceStarted(
        name=sequence.name,
        scope=scope,
        goals=sequence.goals,
        token=encode(schema, sequence),
        again=again(session, item),
    )
    verdict = run(execution, session.observer, sequence, started)
    item.user_properties.extend(properties(session.current, seed=str(session.seed)))
    fail(session, item, verdict)
