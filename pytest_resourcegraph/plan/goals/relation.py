"""Which actions can share something when one follows the other, read from the declarations alone."""

from collections.abc import Iterator

from ...model.action import Action, Role
from ...model.schema import Schema
from ..concern import changes

Place = tuple[str, frozenset[str] | None, bool]
"""A type, the states (None: any) in which a resource of it is left or wanted, and whether the action is about it itself
(not about something below it)."""


def related_actions(schema: Schema, first: Action, last: Action) -> bool:
    """True where ``last`` can be about something that ``first`` was about and that is still there.

    At least one of the two changes something: two reads in a row say nothing that each does not say alone.
    """
    if not changes(first) and not changes(last):
        return False
    if first.touches & last.touches or _lists(first, last) or _lists(last, first):
        return True
    wanted: dict[str, list[Place]] = {}
    for place in _wanted(schema, last):
        wanted.setdefault(place[0], []).append(place)
    made = first.creates.type if first.creates is not None else None
    return any(
        left is None or states is None or left & states
        for name, left, is_fresh in _left(schema, first, made)
        for _, states, itself in wanted.get(name, ())
        if itself or not is_fresh  # nothing is below what has just been made
    )


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
    for _ in action.roles:
        gone |= {role.name for role in action.roles if role.below in gone}
    return frozenset(gone)


def _lists(one: Action, other: Action) -> bool:
    if one.lists is None or one.lists.within is not None:
        return False
    made = other.creates.type if other.creates is not None else None
    return one.lists.type in {made, *(role.type for role in other.roles)}


def _left(schema: Schema, action: Action, made: str | None) -> Iterator[Place]:
    """What is there after the action; the third says whether it has just been made."""
    gone = doomed(action)
    destroyed = {action.role(name).type for name in action.destroys}
    for role in action.roles:
        if role.name not in gone:
            yield role.type, states_after(schema, action, role, None), False
        for name in schema.ancestors(role.type):
            if name not in destroyed:
                yield name, None, False
    if action.creates is not None and made is not None:
        yield made, frozenset({action.creates.state}) if action.creates.state else None, True
        for name in schema.ancestors(made):
            yield name, None, False


def _wanted(schema: Schema, action: Action) -> Iterator[Place]:
    for role in action.roles:
        yield role.type, frozenset(role.states) or None, True
        for name in schema.ancestors(role.type):
            yield name, None, False
