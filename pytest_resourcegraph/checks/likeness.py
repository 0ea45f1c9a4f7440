"""Whether an answer is about the resource that we knew, or about another one that was given its id."""

from collections.abc import Mapping

from ..graph.node import Node
from ..model.answer import lookup
from ..model.resource import ResourceType


def is_another(body: object, node: Node) -> bool:
    """True where a field that was written to the resource shows something else.

    Systems give the ids of dead resources to new ones (SQLite does by default), which other clients may have made.
    """
    if not isinstance(body, dict):
        return False
    return any(name in body and body[name] != node.data.get(name) for name in node.written)


def is_kept(body: object, type_: ResourceType, node: Node | None) -> bool:
    """True for what the API keeps and shows as deleted.

    That is the declared ``deleted_state``; where nobody said which states there are for what, as in a document, another
    state than the last one that was shown of the dead ``node``, which may have left it unseen.
    """
    state = lookup(body, type_.state_field) if type_.state_field is not None else None
    if state is None or type_.deleted_state is not None:
        return state is not None and state == type_.deleted_state
    if node is None or state not in type_.shown_states:
        return False
    return (node.state or node.data.get(type_.state_field or "")) not in (None, state)


def is_marked(body: object, type_: ResourceType, node: Node | None) -> bool:
    """True where a text that nobody wrote shows something else than it did: ``"retired"``, or when it was deleted.

    For one of which nobody said how its end shows. Numbers count what is around it, and change without its end.
    """
    if node is None or not isinstance(body, Mapping):
        return False
    return any(
        isinstance(body.get(name), str) and body[name] != known and isinstance(known, (str, type(None)))
        for name, known in node.data.items()
        if name not in node.written and name not in type_.volatile
    )


def item_id(item: object, id_field: str) -> object:
    """The id of an item of a list: in its field, or the item itself; None where it shows none."""
    if isinstance(item, Mapping):
        return lookup(item, id_field)
    return item if isinstance(item, (str, int)) else None
