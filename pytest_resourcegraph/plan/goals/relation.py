"""Which actions can share something when one follows the other, read from the declarations alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...model.action import Action, Role
from ...model.schema import Schema
from ..concern import changes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A type of which an action leaves or wants a resource, in one of ``states`` (None: any).

    ``itself``: the action is about that resource, not about something below it. ``fresh``: it has just been made.
    """

    type: str
    states: frozenset[str] | None
    itself: bool = False
    fresh: bool = False


def related_pairs(schema: Schema) -> Iterator[tuple[str, str]]:
    """Each (first, last) where ``last`` can be about something that ``first`` was about and that is still there.

    At least one of the two changes something: two reads in a row say nothing that each does not say alone.
    """
    actions = list(schema.actions.values())
    wanted: dict[str, list[tuple[int, _Place]]] = {}
    for number, action in enumerate(actions):
        for place in _wanted(schema, action):
            wanted.setdefault(place.type, []).append((number, place))
    everywhere = [number for number, action in enumerate(actions) if action.touches or _lists_everywhere(action)]
    for first in actions:
        others = range(len(actions)) if first.touches or _lists_everywhere(first) else everywhere
        found = {
            number for left in _left(schema, first) for number, place in wanted.get(left.type, ()) if _meet(left, place)
        }
        found |= {number for number in others if _shares_otherwise(first, actions[number])}
        for number in sorted(found):
            if changes(first) or changes(actions[number]):
                yield first.name, actions[number].name


def states_after(schema: Schema, action: Action, role: Role, states: frozenset[str] | None) -> frozenset[str] | None:
    """The states in which the resource of a role can be after a success that began in one of ``states``."""
    before = states if states is not None else frozenset(role.states or schema.types[role.type].states)
    if not before:
        return None
    moved = {source: target for move in action.moves if move.role == role.name for source, target in move.moves}
    return frozenset(moved.get(state, state) for state in before)


def doomed(action: Action) -> frozenset[str]:
    """The roles whose resources are gone after a success: destroyed, or below one that is."""
    gone = set(action.destroys)
    if gone:
        for _ in action.roles:
            gone |= {role.name for role in action.roles if role.below in gone}
    return frozenset(gone)


def _meet(left: _Place, wanted: _Place) -> bool:
    """Whether one resource can be both: nothing is below what has just been made."""
    return (wanted.itself or not left.fresh) and (
        left.states is None or wanted.states is None or not left.states.isdisjoint(wanted.states)
    )


def _shares_otherwise(first: Action, last: Action) -> bool:
    return not first.touches.isdisjoint(last.touches) or _lists(first, last) or _lists(last, first)


def _lists_everywhere(action: Action) -> bool:
    return action.lists is not None and action.lists.within is None


def _lists(one: Action, other: Action) -> bool:
    if one.lists is None or not _lists_everywhere(one):
        return False
    made = other.creates.type if other.creates is not None else None
    return one.lists.type == made or any(role.type == one.lists.type for role in other.roles)


def _left(schema: Schema, action: Action) -> Iterator[_Place]:
    """What is there after the action, of what it was about."""
    gone = doomed(action)
    destroyed = {action.role(name).type for name in action.destroys}
    for role in action.roles:
        if role.name not in gone:
            yield _Place(type=role.type, states=states_after(schema, action, role, None), itself=True)
        for name in schema.ancestors(role.type):
            if name not in destroyed:
                yield _Place(type=name, states=None)
    made = action.creates
    if made is not None:
        states = frozenset({made.state}) if made.state else None
        yield _Place(type=made.type, states=states, itself=True, fresh=True)
        for name in schema.ancestors(made.type):
            yield _Place(type=name, states=None)


def _wanted(schema: Schema, action: Action) -> Iterator[_Place]:
    for role in action.roles:
        yield _Place(type=role.type, states=frozenset(role.states) or None, itself=True)
        for name in schema.ancestors(role.type):
            yield _Place(type=name, states=None)
