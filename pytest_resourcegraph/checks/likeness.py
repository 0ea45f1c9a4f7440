"""Whether an answer is about the resource that we knew, or about another one that was given its id."""

from collections.abc import Mapping

from ..graph.node import Node
from ..model.answer import lookup


def is_another(body: object, node: Node) -> bool:
    """True where a field that was written to the resource shows something else.

    Systems give the ids of dead resources to new ones (SQLite does by default), which other clients may have made.
    """
    if not isinstance(body, dict):
        return False
    return any(name in body and body[name] != node.data.get(name) for name in node.written)


def item_id(item: object, id_field: str) -> object:
    """The id of an item of a list: in its field, or the item itself; None where it shows none."""
    if isinstance(item, Mapping):
        return lookup(item, id_field)
    return item if isinstance(item, (str, int)) else None
