"""Which lists may show whether a step did what it should: of what changed, below it, and of what is above it."""

from collections.abc import Iterator
from typing import TypeAlias

from ..events.key import Key
from ..model.action import Action
from ..model.check import Taken
from .fill import fill
from .observation import Observation
from .relation import changed, condition, is_reborn, owner

STRANGER = "stranger"
"""The relation of a list that somebody else asks for, who must not see what was made."""

Predicted: TypeAlias = tuple[Observation, str]
_MANY, _SEVERAL = 3, 2


def lists(taken: Taken) -> Iterator[Predicted]:
    """Each list with what is predicted of it."""
    for key in changed(taken):
        yield from _around(taken, key, "list")
        if taken.succeeded:
            yield from _below(taken, key)
            yield from _above(taken, key)
            if key == taken.made:
                yield from _strangers(taken, key)
    create = taken.action.creates
    if create is not None and not taken.succeeded:
        parent = taken.roles[create.parent] if create.parent is not None else None
        for action in taken.schema.listers[create.type]:
            yield from _list(taken, action, parent if _within(action) else None, "list", parent)


def _around(taken: Taken, key: Key, relation: str) -> Iterator[Predicted]:
    """The lists in which the resource is, or was."""
    for action in taken.schema.listers[key.type]:
        within = _within(action)
        scope = key.parent.above(action.role(within).type) if within and key.parent else None
        if within is None or scope is not None:
            yield from _list(taken, action, scope, relation, key)


def _below(taken: Taken, key: Key) -> Iterator[Predicted]:
    """The lists of what is in the resource; after another one has died in its place, they are looked at again."""
    for name in taken.schema.types:
        if taken.schema.is_above(key.type, name):
            for action in taken.schema.listers[name]:
                within = _within(action)
                if within is not None and action.role(within).type == key.type:
                    yield from _list(taken, action, key, "list below", key)


def _above(taken: Taken, key: Key) -> Iterator[Predicted]:
    """The lists that show the parent: what is in it must not make it another one, or several."""
    if key.parent is None or not taken.after.exists(key.parent):
        return
    number = min(_MANY, len(taken.after.children(key.parent, key.type)))
    for observation, predicted in _around(taken, key.parent, "list of parent"):
        yield observation, f"{predicted} with {number} {key.type}"


def _strangers(taken: Taken, key: Key) -> Iterator[Predicted]:
    """The lists of everything, as somebody else sees them."""
    others = [actor for actor in taken.schema.actors if actor != taken.actor]
    for action in taken.schema.listers[key.type]:
        if _within(action) is None and others:
            for observation, _ in _list(taken, action, None, STRANGER, key):
                actor = others[0] if others[0] != taken.schema.actors[0] else ""
                seen = Observation(action=action, roles=observation.roles, relation=STRANGER, actor=actor)
                yield seen, STRANGER


def _within(action: Action) -> str | None:
    return action.lists.within if action.lists is not None else None


def _list(taken: Taken, action: Action, scope: Key | None, relation: str, subject: Key | None) -> Iterator[Predicted]:
    within = _within(action)
    if within is not None and (scope is None or action.role(within).type != scope.type):
        return
    roles = fill(action.roles, {within: scope} if within is not None and scope is not None else {}, taken.after)
    if roles is None or action.lists is None:
        return
    number = min(_SEVERAL, len(taken.after.living(action.lists.type))) if scope is None else 0
    if scope is not None and taken.after.exists(scope):
        number = min(_MANY, len(taken.after.descendants(scope, action.lists.type)))
    about = scope or subject
    words = [condition(taken.after, about) if about is not None else "all", str(number)]
    words += ["reborn"] if relation == "list below" and about is not None and is_reborn(taken, about) else []
    actor = owner(taken, about) if about is not None else ""
    yield Observation(action=action, roles=roles, relation=relation, actor=actor), " ".join(words)
