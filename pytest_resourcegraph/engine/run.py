"""Runs a sequence: each step, what is observed after it, and at the end the cleanup, whatever happened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from time import perf_counter

from ..errors import DefinitionError
from ..events.facts import Outcome, Purpose, SequenceFinished, SequenceStarted
from ..model.check import Finding, Taken
from ..plan.plan import BEFORE, INVARIANT, Sequence, Step
from .ask import Ask
from .bind import bind, bind_roles
from .cleanup import cleanup
from .doubt import Stopped, check_made
from .execution import Execution
from .invariants import due
from .observation import Observation
from .observe import Observer, Upcoming
from .round_trip import RoundTrips


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a sequence ended: the findings, or the error that ended it, and the steps that led there.

    ``trace`` holds the observations as well; the last step shows the finding. ``number`` counts the steps of the
    sequence up to there, with those that were left out.
    """

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    error: BaseException | None = None
    trace: tuple[Step, ...] = ()
    number: int = 0


def run(execution: Execution, observer: Observer, sequence: Sequence, started: SequenceStarted) -> Verdict:
    """Run all steps until one shows a finding or raises; then clean up, children first.

    An interruption (Ctrl-C) cleans up as well and is raised again. Everything that happened is in the stream.
    """
    execution.emit(started)
    begun = perf_counter()
    verdict = Verdict(outcome=Outcome.INTERRUPTED)
    walk = _Walk(execution, observer, sequence)
    try:
        findings = walk.go()
        verdict = Verdict(outcome=Outcome.FAILED if findings else Outcome.PASSED, findings=findings)
    except (Stopped, DefinitionError) as error:
        verdict = Verdict(outcome=Outcome.SKIPPED, error=error)
    except AssertionError as error:
        verdict = Verdict(outcome=Outcome.FAILED, error=error)
    except Exception as error:  # noqa: BLE001 - whatever a user's action raises ends the sequence, not the run
        verdict = Verdict(outcome=Outcome.ERROR, error=error)
    finally:
        verdict = replace(verdict, trace=tuple(execution.trace), number=walk.number)
        finish(execution, sequence.name, verdict, walk.number, perf_counter() - begun)
    return verdict


def finish(execution: Execution, name: str, verdict: Verdict, number: int, elapsed: float) -> None:
    """Clean up and say how the sequence ended."""
    try:
        cleanup(execution, number)
    finally:
        reason = execution.masked(verdict.findings[0].message if verdict.findings else str(verdict.error or ""))
        execution.emit(SequenceFinished(name=name, outcome=verdict.outcome, reason=reason, elapsed=elapsed))


def perform(
    execution: Execution, observer: Observer, ask: Ask, following: Step | None = None, extra: Iterable[Observation] = ()
) -> tuple[Taken, tuple[Finding, ...]]:
    """Take one step and observe what it did, except for what the following step does anyway; ``extra`` looks come last.

    Invariants are asked before those: what somebody has said of a number tells more than that it has changed. Gives
    what was taken and the first findings.
    """
    taken, findings = execution.take(ask)
    if not findings:
        looks = _looks(execution, observer, taken, _upcoming(execution, following), extra)
        findings = next((found for found in looks if found), ())
    return taken, findings


def _looks(
    execution: Execution, observer: Observer, taken: Taken, upcoming: Upcoming | None, extra: Iterable[Observation]
) -> Iterator[tuple[Finding, ...]]:
    """What is wrong with each look in turn. They are made one by one: the first finding ends the sequence."""
    last = {seen.identity: seen for seen in extra}
    for seen in observer.after(taken, upcoming):
        if seen.identity not in last:
            yield look(execution, seen, taken.number, taken)
    for invariant, roles in due(taken, observer) if execution.asks_invariants else ():
        yield execution.hold(invariant, roles, Ask(action=taken.action, number=taken.number, follows=taken))
    for seen in last.values():
        yield look(execution, seen, taken.number, taken)


def look(execution: Execution, seen: Observation, number: int, follows: Taken | None) -> tuple[Finding, ...]:
    """Make one observation; gives what is wrong with it."""
    return execution.take(
        Ask(
            action=seen.action, roles=seen.roles, number=number, actor=seen.actor, purpose=Purpose.OBSERVED,
            relation=seen.relation, follows=follows,
        )
    )[1]  # fmt: skip


class _Walk:
    """The way through one sequence; ``number`` is that of the step which is being taken, ``last`` the one before."""

    def __init__(self, execution: Execution, observer: Observer, sequence: Sequence) -> None:
        self._execution = execution
        self._observer = observer
        self._steps = sequence.steps
        self._last: Taken | None = None
        self.number = 0

    def go(self) -> tuple[Finding, ...]:
        """Take all steps but those that need what was refused; gives the first findings.

        Raises Stopped at the end where some were left out, and at once in the trace of a finding, whose looks belong to
        the steps before them.
        """
        trips = RoundTrips(self._execution.schema, self._observer, self._steps)
        stopped: Stopped | None = None
        for step in self._steps:
            self.number += 1
            try:
                check_made(self._execution.declined, step)
            except Stopped as error:
                if any(one.relation for one in self._steps):
                    raise
                stopped = stopped or error
                self._leave_out(step, str(error))
                continue
            findings = self._observed(step) if step.relation else self._taken(step, trips)
            if findings:
                return findings
        if stopped is not None:
            raise stopped
        return ()

    def _leave_out(self, step: Step, why: str) -> None:
        """What the step would have made is as if it had been refused."""
        create = self._execution.schema.actions[step.action].creates
        if create is not None and step.makes is not None:
            self._execution.declined[create.type, step.makes] = why

    def _taken(self, step: Step, trips: RoundTrips) -> tuple[Finding, ...]:
        execution, place = self._execution, self.number - 1
        for seen in trips.before(place, execution):
            findings = look(execution, seen, place, None)
            if findings:
                return findings
        ask = Ask(
            action=execution.schema.actions[step.action],
            roles=bind_roles(step, execution.bindings, execution.graph),
            number=self.number,
            actor=step.actor,
            alias=step.makes,
            twin=bind(step.twin, execution.bindings, execution.graph) if step.twin is not None else None,
            refusal=step.refusal,
        )
        following = self._steps[self.number] if self.number < len(self._steps) else None
        self._last, findings = perform(execution, self._observer, ask, following, trips.after(place, execution))
        return findings

    def _observed(self, step: Step) -> tuple[Finding, ...]:
        """A look that is part of the sequence, as in what is replayed."""
        execution = self._execution
        roles = bind_roles(step, execution.bindings, execution.graph)
        follows = self._last if step.relation != BEFORE else None
        if step.relation == INVARIANT:
            invariant = execution.schema.invariants[step.action]
            done = execution.schema.actions[self._last_action()]
            ask = Ask(action=done, number=self.number, follows=follows)
            return execution.hold(invariant, roles, ask, Purpose.PLANNED)
        ask = Ask(
            action=execution.schema.actions[step.action], roles=roles, number=self.number, actor=step.actor,
            relation=step.relation, follows=follows,
        )  # fmt: skip
        return execution.take(ask)[1]

    def _last_action(self) -> str:
        return self._last.action.name if self._last is not None else next(iter(self._execution.schema.actions))


def _upcoming(execution: Execution, step: Step | None) -> Upcoming | None:
    """The following step with real keys, where all of its resources exist already."""
    if step is None or step.relation:
        return None
    known = all((key.type, str(key.id)) in execution.bindings for _, key in step.roles)
    actor = step.actor if step.actor != execution.schema.actors[0] else ""
    return (step.action, bind_roles(step, execution.bindings, execution.graph), actor) if known else None
