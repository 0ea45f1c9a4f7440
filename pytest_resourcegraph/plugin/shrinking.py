"""Seeks the shortest sequence for a new finding, with the clients and fixtures of the item that found it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..engine.attempt import Attempt, attempted
from ..engine.minimize import Minimized, minimize
from ..engine.observe import Observe, Observer
from ..engine.run import run
from ..events.facts import SequenceStarted, Shrunk
from ..events.store import MemoryStore
from ..plan.codec import encode
from ..plan.plan import Sequence
from .again import replay_command
from .drawn import sequence_name

if TYPE_CHECKING:
    import pytest

    from ..engine.execution import Execution
    from ..events.facts import Event
    from ..model.schema import Schema
    from ..plan.plan import FindingName, Step
    from .session import Session

Executions = Callable[[str, Sequence], "Execution"]
"""Makes an execution of that name, which seeks the finding of the sequence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduction:
    """The shortest sequence, the events of its last run, and what the search came to."""

    sequence: Sequence
    events: tuple[Event, ...]
    minimized: Minimized


def shrink(
    session: Session, item: pytest.Item, schema: Schema, trace: tuple[Step, ...], finding: FindingName,
    executions: Executions,
) -> Reproduction | None:  # fmt: skip
    """The shortest reproduction of a finding; None where shrinking is off or it did not come again."""
    budget = session.settings.shrink
    if budget is None:
        return None
    search = _Runs(session, item, schema, trace, finding, executions)
    minimized = minimize(schema, trace, finding, search.run_once, budget=budget)
    steps = minimized.steps
    sequence = Sequence(name=sequence_name(session, item), steps=steps, finding=finding)
    check, action, kind = finding
    session.stream.execution, session.stream.cause = item.nodeid, None
    session.stream.append(
        Shrunk(
            check=check, action=action, kind=kind, sequence=item.nodeid, steps=len(steps), was=minimized.was,
            again=minimized.again, tries=minimized.tries, requests=minimized.requests, remark=minimized.remark,
            token=encode(schema, sequence),
        )
    )  # fmt: skip
    events = search.shown.get(steps)
    if not minimized.reproduced or events is None:
        return None
    told = session.current  # the fact that it was shrunk belongs to both
    return Reproduction(sequence=sequence, events=(*events, *tuple(told)[-1:]), minimized=minimized)


class _Runs:
    """The runs of candidates; ``shown`` keeps the events of those that showed the finding."""

    def __init__(
        self, session: Session, item: pytest.Item, schema: Schema, trace: tuple[Step, ...], finding: FindingName,
        executions: Executions,
    ) -> None:  # fmt: skip
        self._session = session
        self._item = item
        self._schema = schema
        self._was = len(trace)
        self._finding = finding
        self._executions = executions
        self._number = 0
        self.shown: Mapping[tuple[Step, ...], tuple[Event, ...]] = {}

    def run_once(self, steps: tuple[Step, ...]) -> Attempt:
        """Run a candidate from an empty world, with its own observations only."""
        self._number += 1
        session, kept = self._session, self._session.current
        session.current = MemoryStore()
        sequence = Sequence(name=sequence_name(session, self._item), steps=steps, finding=self._finding)
        execution = self._executions(f"{self._item.nodeid}~{self._number}", sequence)
        token = encode(self._schema, sequence)
        started = SequenceStarted(
            name=self._item.name, token=token, shrunk_from=self._was,
            again=replay_command(session, self._item, token),
        )  # fmt: skip
        try:
            verdict = run(execution, Observer(mode=Observe.OFF), sequence, started)
            events: Any = tuple(session.current)
        finally:
            session.current = kept
        attempt = attempted(verdict, (event.fact for event in events))
        if self._finding in attempt.names:
            self.shown = {**self.shown, steps[: len(verdict.trace)]: events}
        return attempt
