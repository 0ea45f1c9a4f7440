"""Arrays: as many items as are needed, and one where none would say nothing."""

import re
from typing import Any

from .dialect import Node
from .made import Spent, Stuck
from .maker import At, Maker, Task
from .shape import Shape

_LONGEST = 10_000
_TRIES = 40
# Ids of resources that nobody has made are worse than none.
_OF_IDS = re.compile(r"(?i:[_-]ids?)$|(?<=[a-z])Ids?$|^ids$")


def array_value(maker: Maker, shape: Shape, at: At, n: int, task: Task, *, rich: bool) -> list[Any]:
    """An array of that shape."""
    least = max(shape.keywords.get("minItems", 0), shape.keywords.get("minContains", 0))
    if least > _LONGEST:
        raise Stuck(at, f"no array of {least} items is made")
    items: list[Any] = []
    wanted = max(least, _usual(shape, at, task, rich=rich))
    for index in range(wanted):
        try:
            items.append(_item(maker, shape, items, (*at, str(index)), n + index, task))
        except Spent:
            raise
        except Stuck:
            if index >= least:
                break
            raise
    return items


def item_node(shape: Shape, index: int) -> Node | bool:
    """The schema of the item at that place."""
    prefix: list[Node | bool] = shape.keywords.get("prefixItems", [])
    return prefix[index] if index < len(prefix) else shape.keywords.get("items", True)


def _usual(shape: Shape, at: At, task: Task, *, rich: bool) -> int:
    most: int = shape.keywords.get("maxItems", _LONGEST)
    usual = len(shape.keywords.get("prefixItems", ())) or int(
        not at or rich or task.wish.optional == "all" or not _OF_IDS.search(at[-1])
    )
    return min(most, usual)


def _item(maker: Maker, shape: Shape, items: list[Any], at: At, n: int, task: Task) -> Any:
    node = item_node(shape, len(items))
    contains = shape.keywords.get("contains")
    if contains is not None and len(items) < max(1, shape.keywords.get("minContains", 1)):
        node = {"allOf": [node, contains]}
    item = maker.make(node, at, n, task)
    if not shape.keywords.get("uniqueItems"):
        return item
    for variation in range(n + 1, n + _TRIES):
        if not any(_same(item, other) for other in items):
            return item
        item = maker.make(node, at, variation, task)
    if any(_same(item, other) for other in items):
        raise Stuck(at, f"there are no {len(items) + 1} different items")
    return item


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON has it: true is not 1."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
