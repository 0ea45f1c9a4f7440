"""The events of one sequence as its steps, each with its answer, its exchanges and the graph before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from ..errors import GraphError
from ..events.change import Created, Destroyed, GraphFact, Linked, Moved, Updated
from ..events.exchange import Exchange
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
from ..graph.fold import apply
from ..graph.graph import ResourceGraph
from .kinds import kinds_of

_NOT_PASSED = (Outcome.ERROR, Outcome.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One step as it was taken. ``finished`` is None where the events end within it."""

    started: StepStarted
    before: ResourceGraph
    exchanges: tuple[Exchange, ...] = ()
    found: tuple[Found, ...] = ()
    finished: StepFinished | None = None

    @property
    def answer(self) -> str:
        """The answer of the step, or the last status that came where it has not ended."""
        if self.finished is not None:
            return self.finished.answer
        statuses = [str(exchange.status) for exchange in self.exchanges if exchange.status is not None]
        return statuses[-1] if statuses else ""

    @property
    def cleans(self) -> bool:
        """True for a step of the cleanup."""
        return self.started.purpose is Purpose.CLEANUP

    @property
    def error(self) -> str:
        """What was raised where the step could not be taken, otherwise nothing."""
        return self.finished.answer if self.finished and self.finished.outcome is Outcome.ERROR else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A sequence as it went. ``after`` is the graph before the cleanup, ``reason`` why it did not pass.

    ``shrunk`` tells what the search for a shorter one came to.
    """

    started: SequenceStarted
    steps: tuple[Taken, ...]
    after: ResourceGraph
    reason: str = ""
    shrunk: Shrunk | None = None

    @property
    def failing(self) -> Taken | None:
        """The first step with a finding; without any, the first that could not be taken or did not pass.

        What could not be cleaned up is told by ``Left`` and is no failure.
        """
        found = (step for step in self.steps if any(not one.known for one in step.found))
        ended = (step for step in self.steps if step.finished and step.finished.outcome in _NOT_PASSED)
        return next(found, None) or next((step for step in ended if not step.cleans), None)

    @property
    def planned(self) -> tuple[Taken, ...]:
        """The planned steps up to the failing one, if it is one of them."""
        end = len(self.steps) if self.failing is None else self.steps.index(self.failing) + 1
        return tuple(step for step in self.steps[:end] if step.started.purpose is Purpose.PLANNED)


def history(events: Iterable[Event]) -> History:
    """The history that the events of one sequence tell."""
    kept = tuple(events)
    telling = _Telling(ResourceGraph(kinds_of(event.fact for event in kept)))
    for event in kept:
        telling.add(event)
    return telling.value()


class _Telling:
    def __init__(self, graph: ResourceGraph) -> None:
        self._graph = graph
        self._started = SequenceStarted(name="")
        self._reason = ""
        self._shrunk: Shrunk | None = None
        self._steps: list[Taken] = []
        self._step: StepStarted | None = None
        self._before = graph
        self._exchanges: list[Exchange] = []
        self._found: list[Found] = []
        self._finished: StepFinished | None = None

    def add(self, event: Event) -> None:
        match event.fact:
            case SequenceStarted() as fact:
                self._started = fact
            case StepStarted() as fact:
                self._close()
                self._step, self._before = fact, self._graph
            case StepFinished() as fact:
                self._finished = fact
            case Exchanged() as fact:
                self._exchanges.append(fact.exchange)
            case Found() as fact:
                self._found.append(fact)
            case Created() | Destroyed() | Moved() | Updated() | Linked() as fact:
                self._graph = _changed(self._graph, fact)
            case SequenceFinished() as fact:
                self._reason = fact.reason
            case Shrunk() as fact:
                self._shrunk = fact
            case (
                RunStarted() | Planned() | Accepted() | Learned() | Declined() | Replayed() | Left() | RunFinished()
            ):  # fmt: skip
                pass
            case _ as never:
                assert_never(never)

    def value(self) -> History:
        self._close()
        reason = self._reason or (self._found[0].message if self._found else "")
        after = next((step.before for step in self._steps if step.cleans), self._graph)
        return History(started=self._started, steps=tuple(self._steps), after=after, reason=reason, shrunk=self._shrunk)

    def _close(self) -> None:
        """Keep the step that the events were about; a finding belongs to the step that was taken last."""
        if self._step is None:
            return
        self._steps.append(
            Taken(
                started=self._step,
                before=self._before,
                exchanges=tuple(self._exchanges),
                found=tuple(self._found),
                finished=self._finished,
            )
        )
        self._step, self._finished, self._exchanges, self._found = None, None, [], []


def _changed(graph: ResourceGraph, fact: GraphFact) -> ResourceGraph:
    # A file may begin in the middle of a sequence. What it says about resources that it did not introduce is
    # left out: a report that raises would hide the failure that it is about.
    try:
        return apply(graph, fact)
    except GraphError:
        return graph
