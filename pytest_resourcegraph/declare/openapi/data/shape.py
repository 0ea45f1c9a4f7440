"""What a schema asks for, in one place: its references followed and the parts of its ``allOf`` taken together.

A shape guides the making of values only. What a schema accepts is always asked of the schema itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import lcm
from typing import Any

from .canon import KIND
from .dialect import Node
from .made import Stuck

Follow = Callable[[str], Node]

# Of two statements, the one that both allow.
_LEAST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_MOST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains")
_EITHER = ("uniqueItems", "readOnly")
_FIRST = ("format", "const", "default", "propertyNames", "contains", KIND)
_BOTH = ("items", "additionalProperties")

ALL_TYPES = ("string", "object", "array", "integer", "number", "boolean", "null")
_OF_KEYWORD = {
    "object": ("properties", "required", "additionalProperties", "minProperties", "maxProperties", "patternProperties"),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"),
    "string": ("pattern", "minLength", "maxLength", "format"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}
_NUMBER_FORMATS = {"int32": "integer", "int64": "integer", "float": "number", "double": "number"}


@dataclass(slots=True)
class Shape:
    """The merged keywords of a schema.

    ``given`` are the values that it states, the most telling first; ``unions`` its lists of alternatives, one of each
    of which has to hold; ``refs`` the references that lead here. ``loose`` is True where what is made from the
    keywords needs no check: nothing was left out of them.
    """

    keywords: Node = field(default_factory=dict)
    properties: dict[str, Node | bool] = field(default_factory=dict)
    required: dict[str, None] = field(default_factory=dict)
    given: list[Any] = field(default_factory=list)
    unions: list[list[Node | bool]] = field(default_factory=list)
    refs: frozenset[str] = frozenset()
    loose: bool = True

    @property
    def types(self) -> tuple[str, ...]:
        """The types that a value can have, the wanted one first and null last; guessed where none is stated."""
        said = self.keywords.get("type")
        if said is not None:
            return tuple(sorted(said, key="null".__eq__))
        found = _NUMBER_FORMATS.get(self.keywords.get("format", ""))
        if found:
            return (found,)
        if self.properties or self.required:
            return ("object",)
        stated = (name for name, keys in _OF_KEYWORD.items() if any(key in self.keywords for key in keys))
        return next(((name,) for name in stated), ALL_TYPES)


def shape_of(node: Node, follow: Follow) -> Shape:
    """The shape of a schema. Raises Stuck where a reference leads nowhere or its parts contradict each other."""
    shape = Shape()
    for part, depth in _parts(node, follow, shape, frozenset()):
        _add(shape, part, outer=depth == 0)
    stated = [*shape.keywords.get("examples", ())]
    if "default" in shape.keywords:
        stated.append(shape.keywords["default"])
    if "const" in shape.keywords:
        stated.append(shape.keywords["const"])
    shape.given = [*stated, *shape.keywords.get("enum", ())]
    return shape


def _parts(node: Node | bool, follow: Follow, shape: Shape, seen: frozenset[str], depth: int = 0) -> Iterator[Any]:
    """The schemas that hold together, from the outside in."""
    if isinstance(node, bool):
        if not node:
            raise Stuck((), "the schema allows no value")
        return
    yield node, depth
    ref = node.get("$ref")
    if ref in seen:
        raise Stuck((), "the schema is composed of itself")
    if isinstance(ref, str):
        shape.refs |= {ref}
        yield from _parts(follow(ref), follow, shape, seen | {ref}, depth + (len(node) > 1))
    for part in node.get("allOf", ()):
        yield from _parts(part, follow, shape, seen, depth + 1)


def _add(shape: Shape, part: Node, *, outer: bool) -> None:
    for key, value in part.items():
        _add_keyword(shape, key, value)
    for name, value in part.get("properties", {}).items():
        known = shape.properties.get(name)
        shape.properties[name] = value if known is None else {"allOf": [known, value]}
    shape.required.update(dict.fromkeys(part.get("required", ())))
    shape.unions += [part[key] for key in ("oneOf", "anyOf") if key in part]
    if "if" in part:
        positive = {"allOf": [part["if"], part.get("then", True)]}
        shape.unions.append([positive, {"allOf": [{"not": part["if"]}, part.get("else", True)]}])
    # Parts of an allOf are merged as well as possible, which is not always well enough.
    shape.loose = shape.loose and outer and not part.keys() & _CHECKED


_CHECKED = frozenset(
    [
        *("oneOf", "anyOf", "not", "if", "contains", "propertyNames", "dependentRequired", "dependentSchemas"),
        *("patternProperties", "unevaluatedProperties", "unevaluatedItems"),
    ]
)


def _add_keyword(shape: Shape, key: str, value: Any) -> None:
    keywords = shape.keywords
    known: Any = keywords.get(key)
    if key not in keywords:
        keywords[key] = list(value) if key in ("examples", "type", "enum") else value
    elif key in _LEAST:
        keywords[key] = min(known, value)
    elif key in _MOST:
        keywords[key] = max(known, value)
    elif key in _EITHER:
        keywords[key] = known or value
    elif key in _BOTH:
        keywords[key] = {"allOf": [known, value]}
    elif key == "type":
        keywords[key] = _both_types(known, value)
    elif key == "enum":
        keywords[key] = [one for one in known if one in value]
    elif key == "examples":
        keywords[key] = [*known, *value]
    elif key == "pattern":
        keywords[key] = max(known, value, key=len)
    elif key == "multipleOf":
        keywords[key] = lcm(known, value) if isinstance(known, int) and isinstance(value, int) else max(known, value)
    elif key == "patternProperties":
        keywords[key] = {**known, **value}
    elif key in _FIRST:
        pass


def _both_types(one: list[str], other: list[str]) -> list[str]:
    found = [name for name in one if name in other]
    if (
        "integer" not in found
        and ("integer" in one + other)
        and {"integer", "number"} & set(one)
        and ({"integer", "number"} & set(other))
    ):
        found.append("integer")
    if not found:
        raise Stuck((), f"it has to be {' or '.join(one)} and {' or '.join(other)} at once")
    return found
