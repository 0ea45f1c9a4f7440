"""Which observations to make after a step: coverage-directed, so that their number is bounded by the model.

An observation is made when its (action, outcome, relation, observer, predicted condition) has not been made yet. The
observers are the declared actions that read or list, and they are judged by the same checks as every step.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from ..events.key import Key
from ..model.action import Action
from ..model.check import Taken
from ..model.guard import broken
from ..model.schema import Schema
from .fill import fill
from .relation import Related, changed, condition, related


class Observe(StrEnum):
    """How much is observed after each step."""

    OFF = "off"
    NEW = "new"
    ALL = "all"


Upcoming: TypeAlias = tuple[str, Mapping[str, Key], str]
"""The step that follows: its action, its resources by role, and its actor (empty: the usual one)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """An observer with a resource for each of its roles, and how its subject is related to the step before."""

    action: Action
    roles: Mapping[str, Key]
    relation: str
    actor: str = ""


@dataclass(slots=True)
class Observer:
    """Chooses observations, and remembers which were made. One serves all sequences of a process."""

    mode: Observe = Observe.NEW
    seen: set[tuple[str, ...]] = field(default_factory=set)

    def after(self, taken: Taken, upcoming: Upcoming | None = None) -> Iterator[Observation]:
        """The observations to make after this step; ``upcoming`` is the next planned step, not to be made twice."""
        if self.mode is Observe.OFF or taken.action.observes or not taken.action.effects:
            return
        made: set[tuple[str, tuple[Key, ...]]] = set()
        for observation, predicted in _possible(taken):
            what = (observation.action.name, tuple(observation.roles.values()))
            # One look may serve two relations: both are remembered, or the second would be made the next time.
            if not _is_declared(taken, observation) or not self._is_new(taken, observation, predicted) or what in made:
                continue
            made.add(what)
            if upcoming != (observation.action.name, observation.roles, observation.actor):
                yield observation

    def _is_new(self, taken: Taken, observation: Observation, predicted: str) -> bool:
        if self.mode is Observe.ALL:
            return True
        return self.remember(
            taken.action.name, str(taken.succeeded), observation.relation, observation.action.name, predicted
        )

    def remember(self, *what: str) -> bool:
        """True the first time that this is asked."""
        if what in self.seen:
            return False
        self.seen.add(what)
        return True


def _is_declared(taken: Taken, observation: Observation) -> bool:
    """False where the observer would be refused in a way that its declaration says is not to be tried."""
    actor = observation.actor or taken.schema.actors[0]
    reasons = broken(observation.action, taken.after, observation.roles, actor=actor)
    return all(reason.refusal in observation.action.refusals for reason in reasons)


def _possible(taken: Taken) -> Iterator[tuple[Observation, str]]:
    """Every observation that could be made, with what is predicted of its subject, the most telling first."""
    schema = taken.schema
    subjects = tuple(related(taken))
    for subject in subjects:
        if subject.relation == "self":
            yield from _reads(schema, taken, subject)
    yield from _lists(schema, taken)
    for subject in subjects:
        if subject.relation != "self":
            yield from _reads(schema, taken, subject)


def _reads(schema: Schema, taken: Taken, subject: Related) -> Iterator[tuple[Observation, str]]:
    for action in schema.readers[subject.key.type]:
        roles = fill(action.roles, {action.reads or "": subject.key}, taken.after)
        if roles is not None:
            yield (
                Observation(action=action, roles=roles, relation=subject.relation, actor=_owner(taken, subject.key)),
                condition(taken.after, subject.key),
            )


def _lists(schema: Schema, taken: Taken) -> Iterator[tuple[Observation, str]]:
    """Lists that must show or no longer show what changed, and lists below what changed."""
    for key in changed(taken):
        for action in schema.listers[key.type]:
            within = action.lists.within if action.lists else None
            scope = key.parent.above(action.role(within).type) if within and key.parent else None
            if within is None or scope is not None:
                yield from _list(taken, action, scope, "list", key)
        if taken.succeeded:
            yield from _lists_below(schema, taken, key)
    create = taken.action.creates
    if create is not None and not taken.succeeded and create.parent is not None:
        for action in schema.listers[create.type]:
            yield from _list(taken, action, taken.roles[create.parent], "list", taken.roles[create.parent])


def _lists_below(schema: Schema, taken: Taken, key: Key) -> Iterator[tuple[Observation, str]]:
    for name in schema.types:
        if schema.is_above(key.type, name):
            for action in schema.listers[name]:
                if action.lists and action.lists.within and action.role(action.lists.within).type == key.type:
                    yield from _list(taken, action, key, "list below", key)


def _list(
    taken: Taken, action: Action, scope: Key | None, relation: str, subject: Key
) -> Iterator[tuple[Observation, str]]:
    within = action.lists.within if action.lists else None
    if within is not None and (scope is None or action.role(within).type != scope.type):
        return
    roles = fill(action.roles, {within: scope} if within is not None and scope is not None else {}, taken.after)
    if roles is None or action.lists is None:
        return
    if scope is not None and taken.after.exists(scope):
        number = len(taken.after.descendants(scope, action.lists.type))
    else:
        number = 0
    predicted = f"{condition(taken.after, scope or subject)} {min(number, 2)}"
    yield Observation(action=action, roles=roles, relation=relation, actor=_owner(taken, scope or subject)), predicted


def _owner(taken: Taken, key: Key) -> str:
    """Who looks: the owner, where it is not the usual actor."""
    node = taken.after.node(key)
    owner = node.owner if node is not None else ""
    return owner if owner != taken.schema.actors[0] else ""
