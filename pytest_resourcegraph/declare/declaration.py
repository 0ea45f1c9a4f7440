"""A declaration: something with a name and a place, kept in the namespace of the module that made it."""

from collections.abc import MutableMapping
from typing import cast

from ..model.origin import Origin

NAMESPACE = "__resourcegraph__"
"""The module attribute that lists what the module declared, in the order in which it did."""


class Declaration:
    """Base of what can be declared. ``origin`` is the place that messages name."""

    __slots__ = ()

    name: str
    origin: Origin


def record(declaration: Declaration, namespace: MutableMapping[str, object]) -> None:
    """Keep the declaration in the namespace of its module, and nowhere else.

    One of the same kind, name and line takes the place of the earlier one: the module was run again, as by reload.
    """
    own = cast("list[Declaration]", namespace.setdefault(NAMESPACE, []))
    for index, other in enumerate(own):
        if (type(other), other.name, other.origin) == (type(declaration), declaration.name, declaration.origin):
            own[index] = declaration
            return
    own.append(declaration)
