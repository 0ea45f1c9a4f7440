"""Strategies for schemas of a bounded grammar, in which every schema has a value."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

NAMES = ("name", "size", "email", "tag_ids", "kind", "a b")
FORMATS = ("date", "date-time", "uuid", "email", "uri", "ipv4", "byte", "password")
PATTERNS = ("^[a-z]+$", r"^\d{2,9}$", "^(ab|c)*$", "[A-Z]", r"^\w+@\w+$")


@st.composite
def numbers(draw: st.DrawFn) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": draw(st.sampled_from(["integer", "number"]))}
    low = draw(st.none() | st.integers(-1000, 1000))
    if low is not None:
        schema["minimum"] = low
        if draw(st.booleans()):
            schema["exclusiveMinimum"] = True
    if draw(st.booleans()):
        schema["maximum"] = (low or 0) + draw(st.integers(20, 100))
    if draw(st.booleans()):
        schema["multipleOf"] = draw(st.sampled_from([1, 2, 5, 7, 0.5, 0.1]))
    return schema


@st.composite
def texts(draw: st.DrawFn) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    kind = draw(st.sampled_from(["plain", "format", "pattern", "enum"]))
    if kind == "format":
        schema["format"] = draw(st.sampled_from(FORMATS))
    elif kind == "pattern":
        schema["pattern"] = draw(st.sampled_from(PATTERNS))
    elif kind == "enum":
        schema["enum"] = draw(st.lists(st.text(max_size=5), min_size=1, max_size=4))
    else:
        schema["minLength"] = draw(st.integers(0, 30))
        schema["maxLength"] = schema["minLength"] + draw(st.integers(0, 30))
    return schema


Bounded = tuple[dict[str, Any], Any, Any, Callable[[Any], Any]]


@st.composite
def bounded(draw: st.DrawFn) -> Bounded:
    """A schema with its least and its greatest, and what they measure: the value, or its length."""
    least, more = draw(st.integers(0, 250)), draw(st.integers(1, 50))
    many, few = draw(st.integers(4, 20)), draw(st.integers(0, 3))
    number: dict[str, Any] = {"type": draw(st.sampled_from(["integer", "number"])), "minimum": least - 100}
    number["maximum"] = number["minimum"] + more
    found: list[Bounded] = [
        (number, number["minimum"], number["maximum"], float),
        ({**number, "multipleOf": 0.5}, number["minimum"], number["maximum"], float),
        ({"type": "string", "minLength": least, "maxLength": least + more}, least, least + more, len),
        ({"type": "string", "maxLength": 14 + more, "format": "email"}, 13, 14 + more, len),
        ({"type": "string", "pattern": f"^[a-f]{{{few},{many}}}$"}, few, many, len),
        ({"type": "string", "pattern": "^[a-f]+$", "maxLength": 1 + more}, 1, 1 + more, len),
        ({"type": "array", "items": draw(schemas), "minItems": few, "maxItems": many}, few, many, len),
        (
            {"type": "object", "properties": {key: {"type": "string"} for key in NAMES}, "required": list(NAMES[:few])},
            few, len(NAMES), len,
        ),
    ]  # fmt: skip
    return draw(st.sampled_from(found))


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=2),
    max_leaves=4,
)


@st.composite
def arrays(draw: st.DrawFn, items: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    least = draw(st.integers(0, 3))
    return {"type": "array", "items": draw(items), "minItems": least, "maxItems": least + draw(st.integers(0, 2))}


@st.composite
def objects(draw: st.DrawFn, parts: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    properties = draw(st.dictionaries(st.sampled_from(NAMES), parts, max_size=4))
    for name in properties:
        if draw(st.integers(0, 5)) == 0:
            properties[name] = {**properties[name], "readOnly": True}
    required = [name for name in properties if draw(st.booleans())]
    schema: dict[str, Any] = {"type": "object", "properties": properties, "required": required}
    if draw(st.booleans()):
        schema["additionalProperties"] = draw(st.booleans())
    return schema


@st.composite
def stated(draw: st.DrawFn, parts: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    """With an example or a default that is valid by chance only."""
    return {**draw(parts), draw(st.sampled_from(["example", "default"])): draw(anything)}


def composed(parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    nullable = parts.map(lambda part: {**part, "nullable": True})
    any_of = st.lists(parts, min_size=1, max_size=3).map(lambda several: {"anyOf": several})
    return arrays(parts) | objects(parts) | stated(parts) | nullable | any_of | st.just({"$ref": "#/x/Node"})


schemas: st.SearchStrategy[dict[str, Any]] = st.recursive(numbers() | texts(), composed, max_leaves=8)
"""Schemas of 3.0; the reference in them leads to `NODE`."""

NODE: dict[str, Any] = {
    "type": "object",
    "properties": {"child": {"$ref": "#/x/Node"}, "name": {"type": "string", "maxLength": 6}},
    "required": ["name"],
}
