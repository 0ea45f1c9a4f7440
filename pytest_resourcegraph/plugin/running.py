"""Runs a planned sequence for a pytest item: fixtures in, events out, a finding as a failure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

from ..engine.execution import Execution
from ..engine.memory import Memory
from ..engine.observe import Observe, Observer
from ..engine.run import run
from ..events.facts import Outcome, SequenceFinished, SequenceStarted
from ..events.store import MemoryStore
from ..model.unique import Uniques
from ..plan.codec import encode
from .again import again, replay_command
from .baseline import all_but
from .drawn import as_drawn, drawn_name, draws
from .ending import end
from .replaying import remark, replayed
from .session import session_of

if TYPE_CHECKING:
    from ..model.schema import Schema
    from ..plan.plan import Sequence

CLIENT = "resource_api"
OTHERS = "resource_actors"


def needed_fixtures(schema: Schema) -> tuple[str, ...]:
    """The fixtures that a sequence of this schema may need: those of its clients and of every action and invariant.

    What is under test need not speak HTTP: where nothing asks for a client, nobody has to say where it would lead.
    """
    own = ["request", *([CLIENT] if _asks_for_clients(schema) else []), *([OTHERS] if _has_others(schema) else [])]
    asked = [name for action in schema.actions.values() for name in action.fixtures]
    asked += [name for invariant in schema.invariants.values() for name in invariant.fixtures]
    return tuple(dict.fromkeys([*own, *asked]))


def given_fixtures(schema: Schema, request: pytest.FixtureRequest) -> dict[str, Any]:
    """The values of those fixtures, for a test that did not name them."""
    return {name: request.getfixturevalue(name) for name in needed_fixtures(schema) if name != "request"}


def execution_for(
    schema: Schema, item: pytest.Item, fixtures: Mapping[str, Any], *, name: str = "", sought: Sequence | None = None
) -> Execution:
    """An execution for an item, with clients by actor and a source of unique values of its own.

    ``name`` is that of the execution in the stream (the item). ``sought`` is a sequence whose finding is known: it is
    judged by what that implies, wherever it runs, and its finding is not accepted.
    """
    session = session_of(item.config)
    session.stream.execution, session.stream.cause = name or item.nodeid, None
    called = drawn_name(session, item, sought)
    memory = session.memory
    if sought is not None:
        memory = Memory(session.checks)
        memory.prime(schema, sought.steps)
    return Execution(
        schema=schema,
        clients=_clients(schema, item, fixtures),
        stream=session.stream,
        uniques=Uniques(session.salt(item.nodeid), draws(called)),
        name=called,
        memory=memory,
        accepts=session.accepts if sought is None else all_but(session.accepts, sought.finding),
        asks_invariants=session.asks_invariants,
        secrets=session.secrets,
        fixtures=fixtures,
    )


def _asks_for_clients(schema: Schema) -> bool:
    asked = [one.injected for one in schema.actions.values()] + [one.injected for one in schema.invariants.values()]
    return _has_others(schema) or any("api" in injected for injected in asked)


def _has_others(schema: Schema) -> bool:
    return len(schema.actors) > 1 or bool(schema.anonymous)


def _clients(schema: Schema, item: pytest.Item, fixtures: Mapping[str, Any]) -> dict[str, Any]:
    """The clients by actor. One that only a fixture of the user asks for has exchanges to tell of as well."""
    first, *others = (*schema.actors, *([schema.anonymous] if schema.anonymous else []))
    usual = fixtures[CLIENT] if CLIENT in fixtures else getattr(item, "funcargs", {}).get(CLIENT)
    return {first: usual, **{other: fixtures[OTHERS][other] for other in others}}


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
    session.current = MemoryStore()
    started = SequenceStarted(
        name=sequence.name,
        scope=scope,
        goals=sequence.goals,
        token=encode(schema, as_drawn(session, item, sequence)),
        again=again(session, item),
    )
    _skip_if_blocked(schema, sequence, item, started)
    execution = execution_for(schema, item, fixtures)
    verdict = run(execution, session.observer, sequence, started)
    end(
        session, item, schema, sequence, verdict, execution,
        lambda name, sought: execution_for(schema, item, fixtures, name=name, sought=sought),
    )  # fmt: skip


def run_replayed(
    schema: Schema, sequence: Sequence, request: pytest.FixtureRequest, fixtures: Mapping[str, Any], *, scope: str
) -> None:
    """Run a replayed or pinned sequence, with its own observations only. Raises as ``run_planned`` does."""
    __tracebackhide__ = True
    item = request.node
    session = session_of(item.config)
    session.current = MemoryStore()
    token = encode(schema, sequence)
    started = SequenceStarted(
        name=sequence.name, scope=scope, token=token, again=replay_command(session, item, token), replays=True,
    )  # fmt: skip
    execution = execution_for(schema, item, fixtures, sought=sequence)
    verdict = run(execution, Observer(mode=Observe.OFF), sequence, started)
    result = replayed(session, sequence, verdict)
    told = ""
    if session.settings.replay:
        session.stream.append(result)
        told = remark(result, verdict)
    end(session, item, schema, sequence, verdict, execution, None, told)


def _skip_if_blocked(schema: Schema, sequence: Sequence, item: pytest.Item, started: SequenceStarted) -> None:
    """Skip what begins as a sequence that failed: it would fail again, n times, with the same finding."""
    session = session_of(item.config)
    blocking = session.found.blocking(schema, sequence, item.nodeid)
    if not blocking:
        return
    reason = f"blocked: it begins as {blocking} does up to where that failed"
    session.stream.execution, session.stream.cause = item.nodeid, None
    session.stream.append(started)
    session.stream.append(SequenceFinished(name=sequence.name, outcome=Outcome.SKIPPED, reason=reason))
    pytest.skip(reason)
