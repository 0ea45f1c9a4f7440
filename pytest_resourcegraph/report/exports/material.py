"""The events of one sequence as steps: what was sent, what it made and ended, what was found."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ...events.change import Created, Destroyed
from ...events.exchange import Exchange
from ...events.facts import (
    Event,
    Exchanged,
    Found,
    Outcome,
    Purpose,
    SequenceFinished,
    SequenceStarted,
    StepFinished,
    StepStarted,
)


@dataclass(slots=True)
class Taken:
    """One step with all that was told about it. ``times`` are those of its exchanges, in seconds."""

    started: StepStarted
    exchanges: list[Exchange] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    created: list[Created] = field(default_factory=list)
    destroyed: list[Destroyed] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    failed: bool = False

    @property
    def cleans(self) -> bool:
        """True for a step of the cleanup."""
        return self.started.purpose is Purpose.CLEANUP


@dataclass(slots=True)
class Material:
    """A sequence as it went. ``steps`` end with the failing one, where there is one."""

    started: SequenceStarted
    steps: list[Taken]
    cleanup: list[Taken]
    failing: Taken | None
    reason: str = ""

    @property
    def actor(self) -> str:
        """The first actor's name, which steps leave out; nothing where the events do not tell it."""
        told = (made.owner for step in self.steps if not step.started.actor for made in step.created)
        return next((owner for owner in told if owner), "")


def material(events: Iterable[Event]) -> Material:
    """What the events of one sequence tell. What comes before its first step is left out."""
    begun, reason = SequenceStarted(name=""), ""
    steps: list[Taken] = []
    for event in events:
        fact = event.fact
        if isinstance(fact, SequenceStarted):
            begun = fact
        elif isinstance(fact, SequenceFinished):
            reason = fact.reason
        elif isinstance(fact, StepStarted):
            steps.append(Taken(fact))
        elif steps:
            _tell(steps[-1], event)
    taken = [step for step in steps if not step.cleans]
    failing = next((step for step in taken if step.found), None) or next((step for step in taken if step.failed), None)
    if failing is not None:
        taken = taken[: taken.index(failing) + 1]
    return Material(begun, taken, [step for step in steps if step.cleans], failing, reason)


def _tell(step: Taken, event: Event) -> None:
    match event.fact:
        case Exchanged(exchange=exchange):
            step.exchanges.append(exchange)
            step.times.append(event.at)
        case Created() as fact:
            step.created.append(fact)
        case Destroyed() as fact:
            step.destroyed.append(fact)
        case Found(known=False) as fact:
            step.found.append(fact)
        case StepFinished(outcome=outcome):
            step.failed = outcome in (Outcome.FAILED, Outcome.ERROR)
        case _:
            pass
