"""Runs a planned sequence for a pytest item: fixtures in, events out, a finding as a failure."""

from __future__ import annotations

import os
import shlex
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ..engine.execution import Execution
from ..engine.run import Verdict, run
from ..errors import CheckFailure, ResourceGraphError
from ..events.facts import Outcome, SequenceStarted
from ..events.store import MemoryStore
from ..model.unique import Uniques

encode = lambda schema, sequence: "RG1-pending"
from ..report.failure import failure_text
from ..report.junit import properties
from .options import DEFAULTS
from .session import Session, session_of

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


def execution_for(schema: Schema, item: pytest.Item, fixtures: Mapping[str, Any], *, salt: str = "") -> Execution:
    """An execution for an item, with clients by actor and a source of unique values of its own."""
    session = session_of(item.config)
    session.current = MemoryStore()
    session.stream.execution = item.nodeid
    first, *others = schema.actors
    clients = {first: fixtures[CLIENT], **{name: fixtures[OTHERS][name] for name in others}}
    return Execution(
        schema=schema,
        clients=clients,
        stream=session.stream,
        checks=session.checks,
        uniques=Uniques(f"{session.seed.values}\0{session.worker}\0{item.nodeid}\0{salt}"),
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
    fail(session, verdict)


def fail(session: Session, verdict: Verdict) -> None:
    """Raise what a verdict says; nothing where it passed."""
    __tracebackhide__ = True
    if verdict.outcome is Outcome.PASSED:
        return
    text = failure_text(session.current, verbosity=verbosity(session.config))
    error = verdict.error
    if error is None or isinstance(error, (AssertionError, ResourceGraphError)):
        raise CheckFailure(text) from None
    raise CheckFailure("\n".join([text, "", *_users_lines(error)])) from None


def _users_lines(error: BaseException) -> Iterator[str]:
    """Where an action of the user raised: the frames that are not ours."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if "pytest_resourcegraph" not in frame.filename
    ]
    for frame in frames[:8]:
        yield f"  {frame.filename}:{frame.lineno}: in {frame.name}"
        yield f"    {frame.line}"


def again(session: Session, item: pytest.Item) -> str:
    """The command that runs this item again, with the same plan and values, from where this run was started."""
    config = session.config
    path, _, name = item.nodeid.partition("::")
    file = os.path.relpath(config.rootpath / path, config.invocation_params.dir)
    settings = session.settings
    changed = [("cover", settings.cover), ("max-steps", str(settings.max_steps))]
    options = [f"--resource-graph-{option}={shlex.quote(value)}" for option, value in changed if value != DEFAULTS[option]]
    words = ["pytest --resource-graph", f"--resource-graph-seed={session.seed}", *options, shlex.quote(f"{file}::{name}")]
    return " ".join(words)


def verbosity(config: pytest.Config) -> int:
    """How often -v was given, -1 for -q."""
    return int(config.getoption("verbose", 0))
