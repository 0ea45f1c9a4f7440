"""What a step is about, and whether two steps share something."""

from collections.abc import Set
from typing import NamedTuple

from ..events.key import Key
from ..model.action import Action
from ..model.schema import Schema
from .plan import Step


class Concern(NamedTuple):
    """The resources of a step with all their ancestors; ``direct`` are the types of the resources themselves.

    ``lists`` is the type that the step lists everywhere, ``touches`` what its action declares to touch. A named tuple
    because planning makes tens of thousands.
    """

    keys: Set[Key]
    direct: frozenset[str]
    lists: str | None
    touches: frozenset[str]


def concern(schema: Schema, step: Step) -> Concern:
    """What the step is about, what it makes included."""
    action = schema.actions[step.action]
    own = [key for _, key in step.roles]
    made = action.creates
    if step.makes is not None and step.refusal is None and made is not None:
        own.append(Key(made.type, step.makes, step.role_keys[made.parent] if made.parent else None))
    keys: set[Key] = set()
    for key in own:
        above: Key | None = key
        while above is not None and above not in keys:
            keys.add(above)
            above = above.parent
    return Concern(keys, frozenset([key.type for key in own]), _everywhere(action), action.touches)


def related(one: Concern, other: Concern) -> bool:
    """True where both are about one resource, or one lists what the other is about, or both touch the same."""
    return (
        not one.keys.isdisjoint(other.keys)
        or one.lists in other.direct
        or other.lists in one.direct
        or not one.touches.isdisjoint(other.touches)
    )


def changes(action: Action) -> bool:
    """True for an action that does something to the graph."""
    return bool(action.effects)


def _everywhere(action: Action) -> str | None:
    return action.lists.type if action.lists is not None and action.lists.within is None else None
