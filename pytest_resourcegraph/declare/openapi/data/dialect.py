"""The dialects of JSON Schema that OpenAPI documents are written in, and what differs between their keywords.

2.0 and 3.0 hold a part of Draft 4 with words of their own, 3.1 holds JSON Schema 2020-12.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any, assert_never

Node = dict[str, Any]
"""A schema of 2020-12: what every dialect becomes."""

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_COUNTS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains")
_TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")


class Dialect(Enum):
    """How the schemas of a document are to be read."""

    OPENAPI_20 = "2.0"
    OPENAPI_30 = "3.0"
    OPENAPI_31 = "3.1"

    @classmethod
    def of(cls, document: Mapping[str, object]) -> "Dialect":
        """The dialect of a document, by what it says of itself; later 3.x versions are read as 3.1."""
        if "swagger" in document:
            return cls.OPENAPI_20
        return cls.OPENAPI_30 if str(document.get("openapi", "")).startswith("3.0") else cls.OPENAPI_31

    @property
    def siblings(self) -> bool:
        """Whether keywords beside a ``$ref`` count."""
        match self:
            case Dialect.OPENAPI_20 | Dialect.OPENAPI_30:
                return False
            case Dialect.OPENAPI_31:
                return True
            case _:
                assert_never(self)


def plain_keywords(schema: Mapping[str, object], dialect: Dialect) -> Node:
    """The keywords that hold no schemas, as 2020-12 has them. Those of a wrong type are read if they can be."""
    node: Node = {}
    _bounds(node, schema)
    for key in ("pattern", "format", "contentMediaType"):
        if isinstance(schema.get(key), str):
            node[key] = schema[key]
    for key in ("uniqueItems", "readOnly", "writeOnly"):
        if schema.get(key) is True:
            node[key] = True
    if isinstance(schema.get("enum"), list):
        node["enum"] = schema["enum"]
    for key in ("const",) if dialect is Dialect.OPENAPI_31 else ():
        if key in schema:
            node[key] = schema[key]
    _types(node, schema, dialect)
    if "default" in schema:
        node["default"] = schema["default"]
    examples = stated_examples(schema)
    if examples:
        node["examples"] = examples
    return node


def stated_examples(holder: Mapping[str, object]) -> list[object]:
    """The examples that a schema states, the single one first."""
    found = [holder[key] for key in ("example", "x-example") if key in holder]
    for key in ("examples", "x-examples"):
        several = holder.get(key)
        if isinstance(several, list):
            found += several
        elif isinstance(several, Mapping):
            found += [_example_value(entry) for entry in several.values()]
    return found


def _example_value(entry: object) -> object:
    return entry["value"] if isinstance(entry, Mapping) and "value" in entry else entry


def _bounds(node: Node, schema: Mapping[str, object]) -> None:
    for key in _BOUNDS:
        number = _number(schema.get(key))
        if number is not None and (key != "multipleOf" or number > 0):
            node[key] = number
    for key in _COUNTS:
        number = _number(schema.get(key))
        if number is not None and number >= 0 and number == int(number):
            node[key] = int(number)
    for key, other in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if schema.get(key) is True and other in node:
            node[key] = node.pop(other)


def _number(value: object) -> int | float | None:
    """The number; also one that was written as a text, which documents do."""
    match value:
        case bool():
            return None
        case int() | float():
            return value if value == value and abs(value) != float("inf") else None
        case str():
            try:
                return int(value)
            except ValueError:
                return None
    return None


def _types(node: Node, schema: Mapping[str, object], dialect: Dialect) -> None:
    said = schema.get("type")
    if said == "file" and dialect is Dialect.OPENAPI_20:
        said = "string"
        node["format"] = "binary"
    types = [name for name in (said if isinstance(said, list) else [said]) if name in _TYPES]
    if not types:
        return
    if (schema.get("nullable") is True or schema.get("x-nullable") is True) and dialect is not Dialect.OPENAPI_31:
        types = [*types, "null"]
    node["type"] = types
