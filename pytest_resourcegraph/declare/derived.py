"""What becomes of a derived action when somebody says more: what was left out, as nobody could know, comes back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol, runtime_checkable

from ..model.action import Refusal
from ..model.resource import ResourceType
from .action import ActionDeclaration
from .roles import as_names
from .types import type_name

_NEEDED: Mapping[str, Refusal] = {
    "moves": Refusal.WRONG_STATE, "requires": Refusal.WRONG_STATE, "when": Refusal.CONDITION,
}  # fmt: skip
"""Who says what an action needs says that it is refused without."""


@runtime_checkable
class Keyed(Protocol):
    """A call that makes the values of its fields."""

    def keyed(self, key: str) -> Any:
        """The same call, for a type of which that field is the natural key."""


def with_its_key(
    declared: ActionDeclaration[..., object], types: Mapping[str, ResourceType]
) -> ActionDeclaration[..., object]:
    """The action with the refusal of a taken key, and with unique values for it, where somebody said which it is."""
    if declared.sure is None:
        return declared
    type_ = types.get(_changes(declared))
    if type_ is None or type_.key is None or type_.likely_key:
        return declared
    call: Any = declared.call
    if declared.creates is not None and isinstance(call, Keyed):
        call = call.keyed(type_.key)
    return replace(declared, call=call, refuses=(*as_names(declared.refuses), str(Refusal.DUPLICATE)))


def said_otherwise(declared: ActionDeclaration[..., object], said: Mapping[str, Any]) -> ActionDeclaration[..., object]:
    """The action with what is said of it. One that is doubtful no longer refuses whatever can be broken."""
    otherwise = dict(said)
    if "refuses" in said:
        otherwise["sure"] = None
    elif declared.sure is not None:
        if said.get("doubtful") is False:
            otherwise["refuses"] = declared.sure
        elif not isinstance(declared.refuses, Mapping):
            more = (str(refusal) for name, refusal in _NEEDED.items() if said.get(name))
            otherwise["refuses"] = tuple(dict.fromkeys([*as_names(declared.refuses), *more]))
    return replace(declared, **otherwise)


def _changes(declared: ActionDeclaration[..., object]) -> str:
    """The type that a derived action makes or updates; empty for none."""
    if declared.creates is not None:
        return type_name(declared.creates)
    roles = {parameter.name: parameter.type for parameter in declared.parameters}
    updated = next(iter(as_names(declared.updates)), "")
    return str(roles.get(updated) or "")
