"""Samples: a small value for a schema, as the text of a Python expression that somebody will edit."""

from collections.abc import Mapping
from typing import Any

from .shapes import Shapes

_DEEPEST = 4


def sample(schema: Mapping[str, Any], shapes: Shapes, filled: Mapping[str, str], at: str = "", name: str = "") -> str:
    """The text of a value with the required fields only. ``filled`` are the texts that stand at JSON pointers."""
    if at in filled:
        return filled[at]
    shape = shapes.of(schema)
    inside = any(pointer.startswith(f"{at}/") for pointer in filled)
    for key in ("default", "example", "const"):
        if key in shape.schema and not inside:
            return repr(shape.schema[key])
    if shape.enum and not inside:
        return repr(shape.enum[0])
    match shape.type:
        case "object":
            return _object(schema, shapes, filled, at)
        case "array":
            least = shape.schema.get("minItems")
            deep = at.count("/") >= _DEEPEST or not least
            return "[]" if deep else f"[{sample(shape.items or {}, shapes, filled, f'{at}/0', name)}]"
        case "integer" | "number":
            least = shape.schema.get("minimum")
            return repr(least) if isinstance(least, (int, float)) and not isinstance(least, bool) else "1"
        case "boolean":
            return "True"
        case "null":
            return "None"
    return _text(shape.schema, name)


def _object(schema: Mapping[str, Any], shapes: Shapes, filled: Mapping[str, str], at: str) -> str:
    shape = shapes.of(schema)
    if at.count("/") >= _DEEPEST:
        return "{}"
    tops = {pointer[len(at) + 1 :].partition("/")[0] for pointer in filled if pointer.startswith(f"{at}/")}
    parts = []
    for name in sorted(shape.required | tops, key=[*shape.properties, *shape.required, *tops].index):
        part = shape.properties.get(name, {})
        if not shapes.of(part).schema.get("readOnly"):
            parts.append(f"{name!r}: {sample(part, shapes, filled, f'{at}/{name}', name)}")
    return "{" + ", ".join(parts) + "}"


def _text(schema: Mapping[str, Any], name: str) -> str:
    match schema.get("format"):
        case "date":
            return "'2030-01-01'"
        case "date-time":
            return "'2030-01-01T00:00:00Z'"
        case "email":
            return "'someone@example.com'"
        case "uuid":
            return "'00000000-0000-4000-8000-000000000000'"
        case "uri" | "url":
            return "'https://example.com/'"
        case "binary" | "byte":
            return "''"
    least = schema.get("minLength")
    text = name or "text"
    return repr(text.ljust(least, "x") if isinstance(least, int) and 0 < least < 200 else text)
