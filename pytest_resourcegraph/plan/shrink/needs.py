"""What a step needs of the steps before it: a slice by dependency (Weiser 1981, for programs)."""

from typing import TypeAlias

from ...events.key import Key
from ...model.condition import AllOf, AnyOf, Condition, Count, Not
from ...model.schema import Schema
from ..plan import BEFORE, INVARIANT, Step
from .repair import Steps, made_by, named

Counted: TypeAlias = tuple[str, Key | None]
"""A type of which the number matters, below that resource where there is one."""


class Needs:
    """Answers for one sequence which steps made a resource what it is."""

    def __init__(self, schema: Schema, steps: Steps) -> None:
        self._schema = schema
        self._steps = steps
        self._real = {
            (key.type, key.id): key for key in (made_by(schema, step) for step in steps) if key is not None
        }  # fmt: skip
        self._affected = tuple(frozenset(self._changed(step)) for step in steps)

    def affected(self, place: int) -> frozenset[Key]:
        """The resources that the step at this place makes, changes or destroys; empty for one that is refused."""
        return self._affected[place]

    def around(self, key: Key) -> frozenset[Key]:
        """The resource as it is named and as it was made, with all ancestors: a step may name another parent."""
        real = self._real.get((key.type, key.id), key)
        return frozenset([key, *key.ancestors(), real, *real.ancestors()])

    def slice(self, end: int) -> tuple[int, ...]:
        """The places of the steps that the step at ``end`` depends on, and its own.

        What its resources and their ancestors went through, the step that it follows where it is an observation, and
        whatever its list or condition counts; for each of these steps the same again. What only looks is not among it.
        """
        keys: set[Key] = set()
        counted: set[Counted] = set()
        places: list[int] = []
        for place in self._ends(end):
            places.append(place)
            self._add(self._steps[place], keys, counted)
        for place in range(min(places) - 1, -1, -1):
            touched = self._affected[place]
            if not touched.isdisjoint(keys) or any(_is_counted(key, counted) for key in touched):
                places.append(place)
                self._add(self._steps[place], keys, counted)
        return tuple(reversed(places))

    def _ends(self, end: int) -> tuple[int, ...]:
        """The place itself, and that of the step which an observation follows."""
        if self._steps[end].relation in ("", BEFORE):
            return (end,)
        before = (place for place in range(end - 1, -1, -1) if not self._steps[place].relation)
        return (end, *(place for place in (next(before, None),) if place is not None))

    def _add(self, step: Step, keys: set[Key], counted: set[Counted]) -> None:
        made = made_by(self._schema, step)
        for key in (*named(step), *((made,) if made is not None else ())):
            keys |= self.around(key)
        if step.relation == INVARIANT:
            return
        action, roles = self._schema.actions[step.action], step.role_keys
        counts = _counts(action.when)
        if action.lists is not None:
            counts += ((action.lists.type, action.lists.within),)
        for name, role in counts:
            scope = roles[role] if role is not None else None
            # What refers to the scope may be anywhere.
            counted.add((name, scope if scope is not None and self._schema.is_above(scope.type, name) else None))

    def _changed(self, step: Step) -> tuple[Key, ...]:
        if step.relation or step.refusal is not None:
            return ()
        action = self._schema.actions[step.action]
        made = made_by(self._schema, step)
        roles = step.role_keys
        return (*((made,) if made is not None else ()), *(roles[role] for role in (*action.changes, *action.destroys)))


def _is_counted(key: Key, counted: set[Counted]) -> bool:
    return any(key.type == name and (scope is None or key.is_below(scope)) for name, scope in counted)


def _counts(condition: Condition | None) -> tuple[tuple[str, str | None], ...]:
    """The types that a condition counts, each with the role below which it does."""
    match condition:
        case Count():
            return ((condition.type, condition.under),)
        case AllOf() | AnyOf():
            return tuple(one for part in condition.conditions for one in _counts(part))
        case Not():
            return _counts(condition.condition)
        case _:
            return ()
