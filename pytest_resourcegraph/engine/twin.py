"""A natural key that is used again: what a creating step takes from its twin, and whether it really did."""

from collections.abc import Mapping

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..model.action import Action
from ..model.answer import Answer
from ..model.schema import Schema


def pinned(schema: Schema, graph: ResourceGraph, twin: Key | None) -> dict[str, str]:
    """The natural key of the twin, to be given out once more; empty where it is not known."""
    if twin is None:
        return {}
    field_name = schema.types[twin.type].key
    value = graph.get(twin).data.get(field_name or "")
    return {field_name: str(value)} if field_name and value is not None else {}


def beside(schema: Schema, graph: ResourceGraph, action: Action, roles: Mapping[str, Key]) -> dict[str, str]:
    """The natural key of the second sibling of what the action creates, or of the only one.

    A new one goes on from it, as ``a``, ``a-2``, ``a-2-3``, ``a-2-4``: what is done to any of the first by its key must
    not be done to all whose keys begin alike. Not from the youngest: there is an end to the length of a name.
    """
    create = action.creates
    field_name = schema.types[create.type].key if create is not None else None
    if create is None or field_name is None:
        return {}
    above = roles[create.parent] if create.parent is not None else None
    values = (node.data.get(field_name) for node in graph.children(above, create.type))
    known = [str(value) for value in values if value is not None]
    return {field_name: known[:2][-1]} if known else {}


def is_used_again(taken: Mapping[str, str], used: Mapping[str, str], answer: Answer) -> bool:
    """Whether the step used the key that it was given; without that there is nothing to refuse."""
    sent = answer.written or {}
    return bool(taken) and all(used.get(name) == value or sent.get(name) == value for name, value in taken.items())
