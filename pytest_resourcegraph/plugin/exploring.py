"""Walks through the states of a type that a document shows and no declaration moves, as one item for each type."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest

from ..engine.doubt import Stopped
from ..engine.lifecycle import REFUSED, Explorer
from ..engine.run import Verdict, finish
from ..events.facts import Learned, Outcome, SequenceStarted
from ..events.store import MemoryStore
from ..plan.plan import Sequence
from .again import again
from .ending import end
from .running import execution_for
from .session import session_of

if TYPE_CHECKING:
    from ..model.schema import Schema


def item_name(type_name: str) -> str:
    """The name of the item."""
    return f"L-{type_name}"


def run_explored(
    schema: Schema, type_name: str, request: pytest.FixtureRequest, fixtures: Mapping[str, Any], *, scope: str
) -> None:
    """Explore one type. Raises as ``run_planned`` does; what moves it is written down as learned."""
    __tracebackhide__ = True
    item = request.node
    session = session_of(item.config)
    stop = session.spent.why_stop()
    if stop:
        pytest.skip(stop)
    session.current = MemoryStore()
    execution = execution_for(schema, item, fixtures)
    explorer = Explorer(execution, session.observer, type_name)
    goal = f"lifecycle: {type_name}"
    execution.emit(SequenceStarted(name=item.name, scope=scope, goals=(goal,), again=again(session, item)))
    verdict = _explored(explorer)
    moves = tuple(
        (action, source, target)
        for (source, action), target in explorer.moves.items()
        if source and target not in (REFUSED, source)
    )
    born = [state for state, _ in explorer.moves][:1]
    states = tuple(dict.fromkeys([*born, *schema.types[type_name].shown_states]))
    session.stream.append(Learned(type=type_name, moves=moves, states=states))
    sequence = Sequence(name=item.name, steps=verdict.trace, goals=(goal,))
    end(
        session, item, schema, sequence, verdict, execution,
        lambda name, sought: execution_for(schema, item, fixtures, name=name, sought=sought),
    )  # fmt: skip


def _explored(explorer: Explorer) -> Verdict:
    execution = explorer.execution
    begun = perf_counter()
    verdict = Verdict(outcome=Outcome.INTERRUPTED)
    try:
        findings = explorer.go()
        verdict = Verdict(
            outcome=Outcome.FAILED if findings else Outcome.PASSED, findings=findings, trace=tuple(execution.trace)
        )
    except Stopped as error:
        verdict = Verdict(outcome=Outcome.SKIPPED, error=error, trace=tuple(execution.trace))
    except AssertionError as error:
        verdict = Verdict(outcome=Outcome.FAILED, error=error, trace=tuple(execution.trace))
    except Exception as error:  # noqa: BLE001 - whatever an action raises ends this item, not the run
        verdict = Verdict(outcome=Outcome.ERROR, error=error, trace=tuple(execution.trace))
    finally:
        finish(execution, execution.name, verdict, explorer.number, perf_counter() - begun)
    return verdict
