"""What of a schema a plan depends on, as short digests by aspect: enough to say later what has changed."""

from hashlib import blake2b
from typing import TypeAlias

from ..model.action import Action
from ..model.condition import AllOf, AnyOf, Condition, Not, Predicate
from ..model.resource import ResourceType

Fingerprint: TypeAlias = dict[str, str]
"""By aspect, four hexadecimal digits."""


def of_action(action: Action) -> Fingerprint:
    """The fingerprint of an action: what it needs and what it does, not how it is called."""
    return {
        "roles": _digest([(role.name, role.type, role.states, role.below, role.uses_parent) for role in action.roles]),
        "effects": _digest(action.effects),
        "condition": _digest(_canonical(action.when) if action.when is not None else None),
    }


def of_type(type_: ResourceType) -> Fingerprint:
    """The fingerprint of a type: where it hangs, its states, and what makes it unique."""
    return {
        "parent": _digest(type_.parent),
        "states": _digest((type_.states, type_.born)),
        "references": _digest(sorted(type_.references.items())),
        "key": _digest(type_.key),
    }


def changed(before: Fingerprint, now: Fingerprint) -> list[str]:
    """The aspects that differ."""
    return [aspect for aspect in now if before.get(aspect) != now[aspect]]


def _canonical(condition: Condition) -> object:
    """The condition without the address that a function shows of itself."""
    match condition:
        case Predicate():
            return ["predicate", getattr(condition.test, "__qualname__", "")]
        case AllOf() | AnyOf():
            return [type(condition).__name__, *map(_canonical, condition.conditions)]
        case Not():
            return ["not", _canonical(condition.condition)]
        case _:
            return condition


def _digest(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=2).hexdigest()
