"""Conditions solved for: which changes to the world make one true, or false."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Protocol, TypeAlias, assert_never

from ..events.key import Key
from ..model.condition import AllOf, AnyOf, Condition, Count, FieldIs, InState, Not, Predicate, count
from .trail import Trail

_LARGEST = 12
"""How many resources are made at most to reach a bound; a larger bound is not for a sequence."""


class Means(Protocol):
    """What can be done about a world (see ``setup``)."""

    def bring(
        self, trail: Trail, key: Key, states: tuple[str | None, ...], avoid: Collection[Key] = ()
    ) -> Trail | None:
        """A trail on which the resource is in one of the states."""

    def provide(
        self, trail: Trail, type_name: str, states: tuple[str | None, ...] = (), *, below: Key | None = None,
        avoid: Collection[Key] = (),
    ) -> tuple[Trail, Key] | None:  # fmt: skip
        """A resource of the type that is not to be avoided."""

    def destroy(self, trail: Trail, key: Key, avoid: Collection[Key] = ()) -> Trail | None:
        """A trail on which the resource has been destroyed."""


@dataclass(frozen=True, slots=True)
class ToState:
    """Bring the resource of a role to a state among these, or out of them."""

    role: str
    states: tuple[str, ...]
    inside: bool

    def make(self, means: Means, trail: Trail, found: Mapping[str, Key], avoid: Collection[Key]) -> Trail | None:
        """The trail after it, or None where no way was found."""
        key = found[self.role]
        states = self.states
        if not self.inside:
            known = trail.graph.kinds[key.type].states
            states = tuple(state for state in known if state not in self.states)
        return means.bring(trail, key, states, avoid) if states else None


@dataclass(frozen=True, slots=True)
class ToCount:
    """Make or destroy until ``condition`` counts a number between the bounds (None: no upper bound)."""

    condition: Count
    low: int
    high: int | None

    def make(self, means: Means, trail: Trail, found: Mapping[str, Key], avoid: Collection[Key]) -> Trail | None:
        """The trail after it, or None where no way was found."""
        if self.low > _LARGEST:
            return None
        there: Trail | None = trail
        for _ in range(2 * _LARGEST):
            if there is None:
                return None
            number = count(self.condition, there.graph, found)
            if number < self.low:
                there = self._more(means, there, found, avoid)
            elif self.high is not None and number > self.high:
                there = self._fewer(means, there, found, avoid)
            else:
                return there
        return None

    def _more(self, means: Means, trail: Trail, found: Mapping[str, Key], avoid: Collection[Key]) -> Trail | None:
        below = found[self.condition.under] if self.condition.under else None
        states = (self.condition.state,) if self.condition.state else ()
        given = means.provide(
            trail, self.condition.type, states, below=below, avoid={*avoid, *self._counted(trail, below)}
        )
        return given[0] if given is not None else None

    def _fewer(self, means: Means, trail: Trail, found: Mapping[str, Key], avoid: Collection[Key]) -> Trail | None:
        below = found[self.condition.under] if self.condition.under else None
        for key in reversed(self._counted(trail, below)):
            if key not in avoid:
                there = means.destroy(trail, key, avoid)
                if there is not None:
                    return there
        return None

    def _counted(self, trail: Trail, below: Key | None) -> list[Key]:
        wanted = self.condition.state
        return [
            node.key
            for node in trail.living(self.condition.type)
            if (below is None or node.key.is_below(below)) and (wanted is None or node.state == wanted)
        ]


Change: TypeAlias = ToState | ToCount


def wanted_changes(condition: Condition, wanted: bool) -> Iterator[tuple[Change, ...]]:
    """Each set of changes that makes the condition true (or false, where that is wanted).

    A ``FieldIs`` is known at run time only and a ``Predicate`` cannot be read: they offer no change of their own.
    """
    match condition:
        case InState():
            yield (ToState(condition.role, condition.states, wanted),)
        case Count():
            yield from ((change,) for change in _counts(condition, wanted))
        case AllOf() | AnyOf():
            parts = [list(wanted_changes(part, wanted)) for part in condition.conditions]
            if isinstance(condition, AllOf) is wanted:
                yield from (tuple(change for one in chosen for change in one) for chosen in product(*parts))
            else:
                yield from (one for part in parts for one in part)
        case Not():
            yield from wanted_changes(condition.condition, not wanted)
        case FieldIs() | Predicate():
            yield ()
        case _:
            assert_never(condition)


def _counts(condition: Count, wanted: bool) -> Iterator[ToCount]:
    if wanted:
        yield ToCount(condition, condition.at_least, condition.at_most)
        return
    if condition.at_least > 0:
        yield ToCount(condition, 0, condition.at_least - 1)
    if condition.at_most is not None:
        yield ToCount(condition, condition.at_most + 1, None)
