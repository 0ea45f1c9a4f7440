"""What becomes of an item whose sequence has ended: passed, known, found before, or new and worth a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ..engine.doubt import Stopped
from ..errors import PlanError, TransportError, Unreachable
from ..events.facts import Declined, Found, Outcome
from ..plan.codec import encode
from ..plan.plan import Sequence
from ..report.junit import properties
from .exporting import export
from .failing import fail
from .shrinking import Executions, Reproduction, shrink

if TYPE_CHECKING:
    from ..engine.execution import Execution
    from ..engine.run import Verdict
    from ..model.schema import Schema
    from ..plan.plan import FindingName
    from .session import Session


def end(
    session: Session, item: pytest.Item, schema: Schema, sequence: Sequence, verdict: Verdict, execution: Execution,
    executions: Executions | None, remark: str = "",
) -> None:  # fmt: skip
    """End an item as its sequence did. Raises CheckFailure, what an action raised, or the xfail of a known finding.

    ``executions`` makes further ones to seek a shorter sequence with; None for a sequence that is short already.
    """
    __tracebackhide__ = True
    _note(session, item, schema, sequence, verdict)
    _note_declined(session)
    if verdict.outcome is Outcome.SKIPPED and not execution.accepted:
        reason = session.secrets.text(str(verdict.error))
        if executions is None:  # what is repeated has not shown that it is mended where it could not be set up
            pytest.fail(f"{remark}: {reason}" if remark else reason, pytrace=False)
        if session.memory.is_shut_out:  # a run in which nothing could be tried must not look like one that passed
            pytest.fail(f"{reason} (nothing was let in so far: are credentials missing?)", pytrace=False)
        pytest.skip(reason)
    name = _new_finding(session)
    known = session.secrets.text("; ".join(finding.message for finding in execution.accepted))
    forgiven = verdict.outcome is Outcome.PASSED or isinstance(verdict.error, (Stopped, PlanError, AssertionError))
    if known and name is None and forgiven:
        item.user_properties.extend(properties(session.current, seed=str(session.seed)))
        pytest.xfail(f"known finding: {known}")
    if name is None and isinstance(verdict.error, Unreachable):
        first = session.found.unreached(verdict.error.problems[0].what, item.nodeid)
        item.user_properties.extend(properties(session.current, seed=str(session.seed)))
        same_as = first if first != item.nodeid else ""
        fail(session, item, verdict, tuple(session.current), same_as=same_as, remark=remark)
    if name is None or not verdict.findings:
        item.user_properties.extend(properties(session.current, seed=str(session.seed)))
        fail(session, item, verdict, tuple(session.current), remark=remark)
        return
    first = session.found.first(schema, name, item.nodeid)
    if first != item.nodeid:
        item.user_properties.extend(properties(session.current, seed=str(session.seed)))
        fail(session, item, verdict, tuple(session.current), same_as=first)
    shown = shrink(session, item, schema, verdict.trace, name, executions) if executions is not None else None
    _fail_with(session, item, schema, verdict, shown, name, remark, execution.name)


def _fail_with(
    session: Session, item: pytest.Item, schema: Schema, verdict: Verdict, shown: Reproduction | None,
    name: FindingName, remark: str, called: str,
) -> None:  # fmt: skip
    """Fail with the shortest reproduction, or with the sequence as it was where there is no shorter one."""
    __tracebackhide__ = True
    events = shown.events if shown is not None else tuple(session.current)
    sequence = shown.sequence if shown is not None else Sequence(name=called, steps=verdict.trace, finding=name)
    item.user_properties.extend(properties(session.current, seed=str(session.seed), token=encode(schema, sequence)))
    files = {} if session.settings.replay else export(session, item, schema, sequence, events)
    original = tuple(session.current) if shown is not None else ()
    fail(session, item, verdict, events, files=files, original=original, remark=remark)


def _new_finding(session: Session) -> FindingName | None:
    """The name of the first finding of the item that is not accepted."""
    found = (event.fact for event in session.current if isinstance(event.fact, Found) and not event.fact.known)
    first = next(found, None)
    return None if first is None else (first.check, first.action, first.kind)


def _note(session: Session, item: pytest.Item, schema: Schema, sequence: Sequence, verdict: Verdict) -> None:
    """Remember with which planned steps a sequence fails; an observation is not made again, so it blocks nothing."""
    error = verdict.error
    failed = verdict.findings or (error is not None and not isinstance(error, (Stopped, TransportError)))
    if failed and verdict.trace and not verdict.trace[-1].relation:
        planned = [step for step in sequence.steps[: verdict.number or None] if not step.relation]
        session.found.failed(schema, planned, item.nodeid)


def _note_declined(session: Session) -> None:
    """Write down the operations of a document that have refused what they were sent, with the reason."""
    for action, answer in session.memory.newly_declined():
        if action.doubtful:
            reason = session.secrets.text(answer.because.removeprefix(": "))
            session.stream.append(Declined(action=action.name, status=answer.label, reason=reason))
