"""The values that a document states, as far as its own schemas accept them."""

from collections.abc import Mapping
from typing import Any

from .arrays import item_node
from .dialect import Node
from .made import Stuck
from .maker import Maker
from .objects import is_read_only, property_node
from .shape import Shape

_MOST = 64
_DEEPEST = 20


def stated_values(maker: Maker, node: Node, shape: Shape) -> list[Any]:
    """The valid ones, without what is read-only, each once."""
    found: list[Any] = []
    for value in shape.given[:_MOST]:
        if not is_json(value):
            continue
        value = without_read_only(maker, node, value)
        if not any(value == one and type(value) is type(one) for one in found) and maker.accepts(node, value):
            found.append(value)
    return found


def hints_of(maker: Maker, shape: Shape) -> dict[str, Any]:
    """Valid values of properties, from the examples of the whole object."""
    found: dict[str, Any] = {}
    for value in shape.given[:_MOST]:
        for name, part in value.items() if isinstance(value, Mapping) and is_json(value) else ():
            node = property_node(shape, name)
            if name not in found and isinstance(node, dict) and name in shape.properties:
                part = without_read_only(maker, node, part)
                if maker.accepts(node, part):
                    found[name] = part
    return found


def without_read_only(maker: Maker, node: Node | bool, value: Any, depth: int = _DEEPEST) -> Any:
    """The value without the properties that only answers have."""
    if not isinstance(value, dict | list) or not depth:
        return value
    try:
        shape = maker.shape(node)
    except Stuck:
        return value
    for union in shape.unions:
        for part in union:
            if isinstance(part, dict) and maker.accepts(part, value):
                value = without_read_only(maker, part, value, depth - 1)
                break
    if isinstance(value, list):
        return [without_read_only(maker, item_node(shape, n), part, depth - 1) for n, part in enumerate(value)]
    return {
        name: without_read_only(maker, property_node(shape, name), part, depth - 1)
        for name, part in value.items()
        if not is_read_only(maker, property_node(shape, name))
    }


def is_json(value: object) -> bool:
    """Whether the value can be written as JSON; what YAML makes of a date cannot."""
    match value:
        case None | str() | bool() | int():
            return True
        case float():
            return value == value and abs(value) != float("inf")
        case list():
            return all(map(is_json, value))
        case dict():
            return all(isinstance(name, str) and is_json(part) for name, part in value.items())
    return False
