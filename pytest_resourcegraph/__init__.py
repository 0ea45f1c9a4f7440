"""pytest-resourcegraph: the pytest plugin that knows what exists.

A table of contents: a name is loaded when it is first used, so that importing this costs nothing.
"""

TYPE_CHECKING = False  # known to type checkers by its name; typing itself would cost more than all the rest here

if TYPE_CHECKING:
    from .declare.decorators import action, invariant, sometimes
    from .declare.regression import regression
    from .declare.types import ResourceType
    from .errors import (
        CheckFailure,
        DefinitionError,
        GraphError,
        InternalError,
        PlanError,
        Refused,
        ReplayError,
        TransportError,
    )
    from .events.key import Key
    from .graph.graph import ResourceGraph
    from .model.check import Check, Finding, Taken
    from .model.condition import AllOf, AnyOf, Count, FieldIs, InState, Not
    from .model.resource import Resource
    from .model.unique import unique

__all__ = [
    "AllOf",
    "AnyOf",
    "Check",
    "CheckFailure",
    "Count",
    "DefinitionError",
    "FieldIs",
    "Finding",
    "GraphError",
    "InState",
    "InternalError",
    "Key",
    "Not",
    "PlanError",
    "Refused",
    "ReplayError",
    "Resource",
    "ResourceGraph",
    "ResourceType",
    "Taken",
    "TransportError",
    "action",
    "invariant",
    "regression",
    "sometimes",
    "unique",
]

_ROOMS = {
    "declare.decorators": ("action", "invariant", "sometimes"),
    "declare.regression": ("regression",),
    "declare.types": ("ResourceType",),
    "errors": (
        "CheckFailure", "DefinitionError", "GraphError", "InternalError", "PlanError", "Refused", "ReplayError",
        "TransportError",
    ),
    "events.key": ("Key",),
    "graph.graph": ("ResourceGraph",),
    "model.check": ("Check", "Finding", "Taken"),
    "model.condition": ("AllOf", "AnyOf", "Count", "FieldIs", "InState", "Not"),
    "model.resource": ("Resource",),
    "model.unique": ("unique",),
}  # fmt: skip
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f".{_ROOM_OF[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
