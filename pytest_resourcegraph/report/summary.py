"""The fold from events to what a run came to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from ..events.change import Created, Destroyed, Linked, Moved, Updated
from ..events.facts import (
    Accepted,
    Declined,
    Event,
    Exchanged,
    Found,
    Learned,
    Left,
    Outcome,
    Planned,
    Purpose,
    Replayed,
    RunFinished,
    RunStarted,
    SequenceFinished,
    SequenceStarted,
    Shrunk,
    StepFinished,
    StepStarted,
)
from .totals import Finding, LeftBehind, Requests, RunSummary, ScopeSummary
from .unseen import Unseen


def summarize(events: Iterable[Event]) -> RunSummary:
    """What the run of these events came to. Streams of several executors may be mixed, each in its order."""
    summary = Summary()
    for event in events:
        summary.add(event)
    return summary.value()


@dataclass(slots=True)
class _Place:
    """Where one execution of one executor is: its sequence and its step."""

    started: SequenceStarted | None = None
    step: StepStarted | None = None
    exchanged: int = 0

    @property
    def shrinks(self) -> bool:
        return self.started is not None and self.started.shrunk_from > 0

    @property
    def replays(self) -> bool:
        return self.started is not None and self.started.replays

    @property
    def planned(self) -> bool:
        """True within a sequence of the plan: it can be replayed or has goals, which a hand-written test has not."""
        started = self.started
        return started is not None and not self.shrinks and not self.replays and bool(started.token or started.goals)

    def spends(self) -> str:
        """What a request is sent for here, as a field of Requests."""
        if self.shrinks:
            return "shrinking"
        purpose = self.step.purpose if self.step else None
        if purpose in (Purpose.OBSERVED, Purpose.CLEANUP):
            return purpose.value
        return "replayed" if self.replays else Purpose.PLANNED.value if self.planned else "outside"


class Summary:
    """The same fold event by event: ``add`` each, ask for the ``value`` at any time."""

    def __init__(self) -> None:
        self._run: RunStarted | None = None
        self._plans: dict[str, Planned] = {}
        self._places: dict[tuple[str, str], _Place] = {}
        self._reached: set[tuple[str, str]] = set()
        self._outcomes: Counter[Outcome] = Counter()
        self._replays: Counter[Outcome] = Counter()
        self._tests = 0
        self._explored = 0
        self._steps = 0
        self._requests: Counter[str] = Counter()
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._known: set[tuple[str, str, str]] = set()
        self._first: dict[tuple[str, str, str], tuple[str, str]] = {}
        self._shrunk: dict[tuple[str, str, str], Shrunk] = {}
        self._accepted: Accepted | None = None
        self._learned: dict[str, Learned] = {}
        self._declined: dict[str, Declined] = {}
        self._succeeded: set[str] = set()
        self._replayed: Replayed | None = None
        self._left: list[LeftBehind] = []
        self._remark = ""
        self._unseen = Unseen()
        self._times: dict[str, list[float]] = {}

    def add(self, event: Event) -> None:
        """Take in one more event."""
        times = self._times.setdefault(event.executor, [event.at, event.at])
        if event.at > times[1]:
            times[1] = event.at
        elif event.at < times[0]:
            times[0] = event.at
        where = (event.executor, event.execution)
        place = self._places.get(where)
        if place is None:
            place = self._places[where] = _Place()
        # What every request brings comes first: a match asks for one type after the other.
        match event.fact:
            case StepStarted() as fact:
                place.step, place.exchanged = fact, 0
            case Exchanged() as fact:
                self._unseen.look(fact.exchange.response_body)
                place.exchanged += 1
                self._requests[place.spends()] += 1
            case StepFinished() as fact:
                self._step_finished(place, fact)
            case RunStarted() as fact:
                self._run = self._run or fact
            case Planned() as fact:
                self._plans.setdefault(fact.scope, fact)  # each worker plans the same
                self._unseen.expect(fact)
            case SequenceStarted() as fact:
                self._close(place)
                place.started, place.step = fact, None
            case Found() as fact:
                self._found(place, fact)
            case Shrunk() as fact:
                self._shrunk.setdefault((fact.check, fact.action, fact.kind), fact)
            case Accepted() as fact:
                self._accepted = fact
            case Learned() as fact:
                self._learned[fact.type] = fact
            case Declined() as fact:
                self._declined.setdefault(fact.action, fact)
            case Replayed() as fact:
                self._replayed = fact
            case Left() as fact:
                self._left.append(_left_behind(place, fact))
            case SequenceFinished() as fact:
                self._sequence_finished(place, fact.outcome)
            case RunFinished() as fact:
                self._remark = self._remark or fact.remark
            case Created() as fact:
                self._unseen.made(fact.key.type)
            case Destroyed() | Moved() | Updated() | Linked():
                pass
            case _ as never:
                assert_never(never)

    def value(self) -> RunSummary:
        """What the events so far came to; a sequence that has begun and not ended counts as interrupted."""
        outcomes = self._outcomes.copy()
        outcomes[Outcome.INTERRUPTED] += sum(place.planned for place in self._places.values())
        return RunSummary(
            seed=self._run.seed if self._run else "",
            url=self._run.url if self._run else "",
            scopes=tuple(self._scope(plan) for _, plan in sorted(self._plans.items())),
            sequences=tuple((outcome, outcomes[outcome]) for outcome in Outcome if outcomes[outcome]),
            replays=tuple((outcome, self._replays[outcome]) for outcome in Outcome if self._replays[outcome]),
            tests=self._tests,
            explored=self._explored,
            steps=self._steps,
            requests=Requests(**self._requests),
            findings=tuple(self._finding(same) for same in self._counts),
            accepted=self._accepted,
            reached=frozenset(name for _, name in self._reached),
            succeeded=bool(self._succeeded),
            learned=tuple(self._learned.values()),
            unseen=self._unseen.fields,
            declined=tuple(one for name, one in self._declined.items() if name not in self._succeeded),
            replayed=self._replayed,
            left=tuple(self._left),
            remark=self._remark,
            duration=max((last - first for first, last in self._times.values()), default=0.0),
        )

    def _step_finished(self, place: _Place, fact: StepFinished) -> None:
        if not place.exchanged:
            self._requests[place.spends()] += fact.requests
        step, place.step, place.exchanged = place.step, None, 0
        if step is None or place.started is None or place.shrinks or fact.outcome is Outcome.SKIPPED:
            return
        if fact.answer == "ok" or (fact.answer.startswith("2") and fact.answer.isdigit()):
            self._succeeded.add(step.action)
        if step.purpose is Purpose.PLANNED and place.planned and place.started.token:  # not of a way that finds itself
            self._steps += 1
        if step.purpose is not Purpose.CLEANUP and step.expected == "success":
            self._reached.add((place.started.scope, step.action))

    def _found(self, place: _Place, fact: Found) -> None:
        if place.shrinks:  # the sequence that it was cut from has said so
            return
        same = (fact.check, fact.action, fact.kind)
        self._counts[same] += 1
        if fact.known:
            self._known.add(same)
        sequence = fact.sequence or (place.started.name if place.started else "")
        self._first.setdefault(same, (sequence, fact.message))

    def _finding(self, same: tuple[str, str, str]) -> Finding:
        check, action, kind = same
        first, message = self._first[same]
        return Finding(
            check=check, action=action, kind=kind, count=self._counts[same], first=first, message=message,
            known=same in self._known, shrunk=self._shrunk.get(same),
        )  # fmt: skip

    def _sequence_finished(self, place: _Place, outcome: Outcome) -> None:
        if place.planned:
            self._outcomes[outcome] += 1
            self._explored += outcome is Outcome.PASSED and place.started is not None and not place.started.token
        elif place.replays:
            self._replays[outcome] += 1
        elif place.started is not None and not place.shrinks:
            self._tests += 1
        place.started, place.step = None, None

    def _close(self, place: _Place) -> None:
        """A sequence that begins where another one has not ended has interrupted it."""
        if place.started is not None:
            self._sequence_finished(place, Outcome.INTERRUPTED)

    def _scope(self, plan: Planned) -> ScopeSummary:
        told = {name for name, _ in plan.unreached}
        # A hand-written test may belong to no planned scope; what it took counts wherever the action is planned.
        reached = {name for scope, name in self._reached if scope == plan.scope or scope not in self._plans}
        not_run = (name for name in plan.actions if name not in told and name not in reached)
        return ScopeSummary(
            scope=plan.scope,
            types=plan.types,
            actions=plan.actions,
            cover=plan.cover,
            sequences=plan.sequences,
            steps=plan.steps,
            lower_bound=plan.lower_bound,
            coverage=plan.coverage,
            infeasible=plan.infeasible,
            unplanned=plan.unplanned,
            unreached=plan.unreached,
            uncleanable=plan.uncleanable,
            not_run=tuple(not_run),
            omitted=plan.omitted,
            credentials=plan.credentials,
        )


def _left_behind(place: _Place, fact: Left) -> LeftBehind:
    return LeftBehind(
        type=fact.key.type,
        alias=fact.alias,
        id=str(fact.key.id),
        reason=fact.reason,
        sequence=place.started.name if place.started else "",
    )
