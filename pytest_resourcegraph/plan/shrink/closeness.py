"""How close the other steps of a sequence are to its end, and so how likely they are to have a part in the finding."""

from collections.abc import Iterator
from typing import TypeAlias

from ...events.key import Key
from ..plan import Step
from .failing import Failing, about
from .repair import named

Group: TypeAlias = tuple[int, ...]
"""Places of steps that are dropped or put back together, with what they need."""

_SAME, _REFUSED, _SIBLING, _AUNT, _BELOW, _LOOK, _ALIKE, _SHARED, _FAR = range(9)


def groups(failing: Failing) -> tuple[Group, ...]:
    """The parts of the sequence before its last step, the closest first, each with all that it needs."""
    return tuple(_with_needs(failing, part) for part in parts(failing))


def parts(failing: Failing) -> tuple[Group, ...]:
    """The same without what they need: the life of each resource is one part, every other step another.

    A look that is the same as the last step comes first, since a check may compare the two; then what was refused to
    the resources of the end, siblings, those of its ancestors, what is below them, what is of their type, and what
    shares an ancestor. Of two that are as close, what still lives comes first, and then the later one.
    """
    keys = about(failing)
    looks = tuple(place for place in range(len(failing.steps) - 1) if _is_same_look(failing, place))
    found: list[tuple[int, int, int, Group]] = [(_SAME, 0, 0, looks)] if looks else []
    lives: dict[Key, list[int]] = {}
    for place in range(len(failing.steps) - 1):
        if place in looks:
            continue
        affected = sorted(failing.needs.affected(place), key=repr)
        for key in affected:
            lives.setdefault(key, []).append(place)
        if not affected:
            found.append((_tier_of_other(failing.steps[place], keys), 0, -place, (place,)))
    for key, places in lives.items():
        found.append((_tier(key, keys), int(_is_destroyed(failing, places[-1])), -places[-1], tuple(places)))
    return tuple(part for *_, part in sorted(found, key=lambda one: one[:3]))


def _is_destroyed(failing: Failing, place: int) -> bool:
    return bool(failing.schema.actions[failing.steps[place].action].destroys)


def _with_needs(failing: Failing, group: Group) -> Group:
    return tuple(sorted({place for end in group for place in (*failing.needs.slice(end), end)}))


def _is_same_look(failing: Failing, place: int) -> bool:
    step, last = failing.steps[place], failing.last
    observes = last.relation or failing.schema.actions[last.action].observes
    return bool(observes) and (step.action, step.roles, step.actor) == (last.action, last.roles, last.actor)


def _tier(key: Key, keys: frozenset[Key]) -> int:
    """How close the life of a resource is."""
    if key in keys or any(key.type == one.type and key.parent == one.parent for one in keys):
        return _SIBLING
    above = {other for one in keys for other in one.ancestors()}
    if any(key.type == one.type and key.parent == one.parent for one in above):
        return _AUNT
    if any(key.is_below(one) for one in keys):
        return _BELOW
    if any(key.type == one.type for one in keys):
        return _ALIKE
    roots = {_root(one) for one in keys}
    return _SHARED if _root(key) in roots else _FAR


def _tier_of_other(step: Step, keys: frozenset[Key]) -> int:
    """How close a step is that changes nothing."""
    if not keys.isdisjoint(named(step)):
        return _REFUSED if step.refusal is not None else _LOOK
    return _SHARED if any(_root(key) in {_root(one) for one in keys} for key in named(step)) else _FAR


def _root(key: Key) -> Key:
    *_, root = _upwards(key)
    return root


def _upwards(key: Key) -> Iterator[Key]:
    yield key
    yield from key.ancestors()
