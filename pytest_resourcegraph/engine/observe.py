"""Which observations to make after a step: coverage-directed, so that their number is bounded by the model.

An observation is made when its (action, outcome, relation, observer, predicted condition) has not been made yet. The
observers are the declared actions that read or list, and they are judged by the same checks as every step.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from ..events.key import Key
from ..model.action import Refusal
from ..model.check import Taken
from ..model.guard import broken
from ..model.schema import Schema
from .fill import fill
from .lists import STRANGER, lists
from .observation import Observation
from .relation import Related, changed, condition, owner, related


class Observe(StrEnum):
    """How much is observed after each step."""

    OFF = "off"
    NEW = "new"
    ALL = "all"


Upcoming: TypeAlias = tuple[str, Mapping[str, Key], str]
"""The step that follows: its action, its resources by role, and its actor (empty: the usual one)."""


@dataclass(slots=True)
class Observer:
    """Chooses observations, and remembers which were made. One serves all sequences of a process."""

    mode: Observe = Observe.NEW
    seen: set[tuple[str, ...]] = field(default_factory=set)

    def after(self, taken: Taken, upcoming: Upcoming | None = None) -> Iterator[Observation]:
        """The observations to make after this step; ``upcoming`` is the next planned step, not to be made twice."""
        if self.mode is Observe.OFF or taken.action.observes or not taken.action.effects:
            return
        made: set[tuple[object, ...]] = set()
        for observation, predicted in _possible(taken):
            # One look may serve two relations: both are remembered, or the second would be made the next time.
            if not _is_declared(taken, observation) or not self._is_new(taken, observation, predicted):
                continue
            if observation.identity in made:
                continue
            made.add(observation.identity)
            if upcoming != (observation.action.name, observation.roles, observation.actor):
                yield observation

    def _is_new(self, taken: Taken, observation: Observation, predicted: str) -> bool:
        if self.mode is Observe.ALL:
            return True
        return self.remember(
            taken.action.identity, outcome(taken), observation.relation, observation.action.identity, predicted
        )

    def remember(self, *what: str) -> bool:
        """True the first time that this is asked."""
        if what in self.seen:
            return False
        self.seen.add(what)
        return True


def outcome(taken: Taken) -> str:
    """How a step ended, as far as what it may have left behind depends on it: with success, or refused for a reason."""
    return "success" if taken.succeeded else next((reason.refusal.value for reason in taken.broken), "refused")


def _is_declared(taken: Taken, observation: Observation) -> bool:
    """False where the observer would be refused in a way that its declaration says is not to be tried."""
    actor = observation.actor or taken.schema.actors[0]
    reasons = broken(observation.action, taken.after, observation.roles, actor=actor)
    if observation.relation == STRANGER and Refusal.OTHER_ACTOR not in observation.action.refusals:
        return False
    return all(reason.refusal in observation.action.refusals for reason in reasons)


def _possible(taken: Taken) -> Iterator[tuple[Observation, str]]:
    """Every observation that could be made, with what is predicted of its subject, the most telling first."""
    schema = taken.schema
    subjects = tuple(related(taken))
    for subject in subjects:
        if subject.relation == "self":
            yield from _reads(schema, taken, subject)
    yield from lists(taken)
    for subject in subjects:
        if subject.relation != "self":
            yield from _reads(schema, taken, subject)


def _reads(schema: Schema, taken: Taken, subject: Related) -> Iterator[tuple[Observation, str]]:
    for action in schema.readers[subject.key.type]:
        roles = fill(action.roles, {action.reads or "": subject.key}, taken.after)
        if roles is not None:
            yield (
                Observation(action=action, roles=roles, relation=subject.relation, actor=owner(taken, subject.key)),
                _predicted(taken, subject),
            )


def _predicted(taken: Taken, subject: Related) -> str:
    """What is predicted of a subject; of a sibling also whether it came later: keys go on from those before them."""
    word = condition(taken.after, subject.key)
    if subject.relation != "sibling":
        return word
    first = min(taken.after.get(key).order for key in changed(taken))
    return f"{word} younger" if taken.after.get(subject.key).order > first else word
