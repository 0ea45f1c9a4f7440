"""Objects: required properties, and of the others what is wanted or needed."""

from collections.abc import Iterator
from typing import Any

from .canon import KIND
from .dialect import Node
from .made import Spent, Stuck
from .maker import At, Maker, Task
from .matching import find
from .shape import Shape

_DEEPEST = 5  # so deep optional properties go along: with all of them, large documents have no end
_MOST_FREE = 1_000


def object_value(
    maker: Maker, shape: Shape, at: At, n: int, task: Task, *, hints: dict[str, Any], rich: bool
) -> dict[str, Any]:
    """An object of that shape; ``hints`` are valid values of properties, from examples that are not whole."""
    names = dict.fromkeys(shape.required, True)
    if (rich or task.wish.optional == "all") and len(at) < _DEEPEST:
        names.update((name, False) for name in _optional(maker, shape, task) if name not in names)
    kind = shape.keywords.get(KIND)
    if kind is not None and kind[0] in shape.properties:
        names.setdefault(kind[0], False)  # without it, nobody could tell what the object is
    made: dict[str, Any] = {}

    def add(name: str, *, needed: bool) -> None:
        try:
            made[name] = _property(maker, shape, name, at, n, task, hints)
        except Spent:
            raise
        except Stuck:
            if needed:
                raise

    most = shape.keywords.get("maxProperties")
    # In the order of the schema, which is how people know the object.
    for name in [*(name for name in shape.properties if name in names), *(set(names) - shape.properties.keys())]:
        if names[name] or most is None or len(made) < most:
            add(name, needed=names[name])
    for name in _needed(maker, shape, made, task):
        add(name, needed=name not in shape.properties)
    return made


def property_node(shape: Shape, name: str) -> Node | bool:
    """The schema of a property: its own, else the one of its pattern, else the one of additional properties."""
    if name in shape.properties:
        return shape.properties[name]
    for pattern, node in shape.keywords.get("patternProperties", {}).items():
        if find(pattern, name):
            found: Node | bool = node
            return found
    additional: Node | bool = shape.keywords.get("additionalProperties", True)
    return additional


def is_read_only(maker: Maker, node: Node | bool) -> bool:
    """Whether a property is left out of requests."""
    try:
        return bool(maker.shape(node).keywords.get("readOnly"))
    except Stuck:
        return False


def _property(maker: Maker, shape: Shape, name: str, at: At, n: int, task: Task, hints: dict[str, Any]) -> Any:
    node = property_node(shape, name)
    kind = shape.keywords.get(KIND)
    if kind is not None and kind[0] == name and isinstance(node, dict) and maker.accepts(node, kind[1]):
        return kind[1]
    if n == 0 and name in hints:
        return hints[name]
    return maker.make(node, (*at, name), n, task)


def _optional(maker: Maker, shape: Shape, task: Task) -> Iterator[str]:
    """The optional properties that a request can have and that do not lead back to where we are."""
    for name, node in shape.properties.items():
        try:
            found = maker.shape(node)
        except Stuck:
            continue
        if not found.keywords.get("readOnly") and not any(ref in task.entered for ref in found.refs):
            yield name


def _needed(maker: Maker, shape: Shape, made: dict[str, Any], task: Task) -> Iterator[str]:
    """What is still to be added, asked for while it is being added."""
    dependent = shape.keywords.get("dependentRequired", {})
    for name in list(made):
        yield from (other for other in dependent.get(name, ()) if other not in made)
    least = shape.keywords.get("minProperties", 0)
    if len(made) < least:
        for name in list(_optional(maker, shape, task)):
            if name not in made and len(made) < least:
                yield name
    for number in range(1, _MOST_FREE):
        if len(made) >= least:
            return
        yield f"extra{number}"
