"""Values put into a value, by the pointer to their place; what is missing on the way there is made."""

from collections.abc import Callable
from typing import Any

from .arrays import item_node
from .dialect import Node
from .made import Spent, Stuck
from .maker import At, Maker, Task
from .objects import property_node

Leaf = Callable[[Node | bool, Any], Any]
"""From the schema of the place and what is there now, what is to be there; None where nothing is."""


def placed(maker: Maker, node: Node | bool, value: Any, path: At, leaf: Leaf, task: Task, at: At = ()) -> Any:
    """The value with the leaf at that place. Raises Stuck where there can be no such place."""
    if not path:
        return leaf(node, value)
    token, *rest = path
    inner = child_node(maker, node, value, token)
    if isinstance(value, list):
        return _in_list(maker, inner, value, path, leaf, task, at)
    if not isinstance(value, dict):
        raise Stuck((*at, token), f"there is a {type(value).__name__} above this place, not an object")
    child = value.get(token)
    if token not in value and rest:
        child = _made(maker, inner, (*at, token), rest[0], task)
    return {**value, token: placed(maker, inner, child, tuple(rest), leaf, task, (*at, token))}


def child_node(maker: Maker, node: Node | bool, value: Any, token: str) -> Node | bool:
    """The schema of what is in an object or array under a name or number."""
    shape = maker.shape(node)
    if isinstance(value, list):
        return item_node(shape, int(token) if token.isdigit() else 0)
    found = property_node(shape, token)
    if token in shape.properties or not shape.unions:
        return found
    parts = [part for union in shape.unions for part in union if isinstance(part, dict)]
    # Of alternatives, the one that holds, or one that has the property at all.
    for part in sorted(parts, key=lambda part: not maker.accepts(part, value)):
        if token in maker.shape(part).properties or maker.shape(part).unions:
            return child_node(maker, part, value, token)
    return found


def _in_list(maker: Maker, inner: Node | bool, value: list[Any], path: At, leaf: Leaf, task: Task, at: At) -> list[Any]:
    token, *rest = path
    if not (token.isdigit() or token == "-"):
        raise Stuck((*at, token), "there is an array above this place, which has numbers and no names")
    place = min(int(token), len(value)) if token.isdigit() else len(value)
    here = (*at, str(place))
    child = value[place] if place < len(value) else (_made(maker, inner, here, rest[0], task) if rest else None)
    return [*value[:place], placed(maker, inner, child, tuple(rest), leaf, task, here), *value[place + 1 :]]


def _made(maker: Maker, node: Node | bool, at: At, token: str, task: Task) -> Any:
    """What has to be there for the next token to have a place."""
    try:
        made = maker.make(node, at, 0, task)
    except Spent:
        raise
    except Stuck:
        made = None
    return made if isinstance(made, dict | list) else ([] if token.isdigit() or token == "-" else {})
