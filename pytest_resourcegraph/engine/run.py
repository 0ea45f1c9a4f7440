"""Runs a sequence: each step, what is observed after it, and at the end the cleanup, whatever happened."""

from dataclasses import dataclass
from time import perf_counter

from ..events.facts import Outcome, Purpose, SequenceFinished, SequenceStarted
from ..model.check import Finding, Taken
from ..plan.plan import Sequence, Step
from .ask import Ask
from .bind import bind, bind_roles
from .cleanup import cleanup
from .execution import Execution
from .invariants import due
from .observe import Observer, Upcoming


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a sequence ended: the findings, or the error that ended it."""

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    error: BaseException | None = None


def run(execution: Execution, observer: Observer, sequence: Sequence, started: SequenceStarted) -> Verdict:
    """Run all steps until one shows a finding or raises; then clean up, children first.

    An interruption (Ctrl-C) cleans up as well and is raised again. Everything that happened is in the stream.
    """
    execution.emit(started)
    begun = perf_counter()
    verdict = Verdict(outcome=Outcome.INTERRUPTED)
    taken = 0
    try:
        for taken, step in enumerate(sequence.steps, start=1):
            findings = _planned(execution, observer, sequence, step, taken)
            if findings:
                verdict = Verdict(outcome=Outcome.FAILED, findings=findings)
                return verdict
        verdict = Verdict(outcome=Outcome.PASSED)
    except AssertionError as error:
        verdict = Verdict(outcome=Outcome.FAILED, error=error)
    except Exception as error:  # noqa: BLE001 - whatever a user's action raises ends the sequence, not the run
        verdict = Verdict(outcome=Outcome.ERROR, error=error)
    finally:
        finish(execution, sequence.name, verdict, taken, perf_counter() - begun)
    return verdict


def finish(execution: Execution, name: str, verdict: Verdict, number: int, elapsed: float) -> None:
    """Clean up and say how the sequence ended."""
    try:
        cleanup(execution, number)
    finally:
        reason = execution.masked(verdict.findings[0].message if verdict.findings else str(verdict.error or ""))
        execution.emit(SequenceFinished(name=name, outcome=verdict.outcome, reason=reason, elapsed=elapsed))


def _planned(
    execution: Execution, observer: Observer, sequence: Sequence, step: Step, number: int
) -> tuple[Finding, ...]:
    ask = Ask(
        action=execution.schema.actions[step.action],
        roles=bind_roles(step, execution.bindings, execution.graph),
        number=number,
        actor=step.actor,
        alias=step.makes,
        twin=bind(step.twin, execution.bindings, execution.graph) if step.twin is not None else None,
    )
    following = sequence.steps[number] if number < len(sequence.steps) else None
    return perform(execution, observer, ask, following)[1]


def perform(
    execution: Execution, observer: Observer, ask: Ask, following: Step | None = None
) -> tuple[Taken, tuple[Finding, ...]]:
    """Take one step and observe what it did, except for what the following step does anyway.

    Gives what was taken and the first findings.
    """
    taken, findings = execution.take(ask)
    if findings:
        return taken, findings
    for observation in observer.after(taken, _upcoming(execution, following)):
        look = Ask(
            action=observation.action, roles=observation.roles, number=ask.number, actor=observation.actor,
            purpose=Purpose.OBSERVED, relation=observation.relation,
        )  # fmt: skip
        _, findings = execution.take(look)
        if findings:
            return taken, findings
    for invariant, roles in due(taken, observer):
        findings = execution.hold(invariant, roles, ask)
        if findings:
            return taken, findings
    return taken, ()


def _upcoming(execution: Execution, step: Step | None) -> Upcoming | None:
    """The following step with real keys, where all of its resources exist already."""
    if step is None:
        return None
    known = all((key.type, str(key.id)) in execution.bindings for _, key in step.roles)
    actor = step.actor if step.actor != execution.schema.actors[0] else ""
    return (step.action, bind_roles(step, execution.bindings, execution.graph), actor) if known else None
