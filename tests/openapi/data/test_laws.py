"""Laws of what is made, judged by a reading of the schemas of its own."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_resourcegraph.declare.openapi.data.fuzz import drawer, values
from pytest_resourcegraph.declare.openapi.data.made import Made
from pytest_resourcegraph.declare.openapi.data.wish import Wish

from .documents import sampler
from .grammar import NODE, bounded, schemas

wishes = st.builds(Wish, optional=st.sampled_from(["none", "all"]), n=st.integers(0, 5), seed=st.integers(0, 2))
some = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def fault(schema: dict[str, Any], value: Any) -> str:
    """What is wrong with a value: a small judge of the grammar, which shares no line with what it judges."""
    schema = NODE if "$ref" in schema else schema
    if value is None:
        return "" if schema.get("nullable") or any(not fault(one, None) for one in schema.get("anyOf", ())) else "null"
    if "anyOf" in schema:
        return "" if any(not fault(one, value) for one in schema["anyOf"]) else "no alternative"
    if "enum" in schema:
        return "" if value in schema["enum"] else "enum"
    match schema["type"]:
        case "integer" | "number":
            return _number_fault(schema, value)
        case "string":
            good = isinstance(value, str) and schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 300)
            return "" if good else "text"
        case "array":
            good = isinstance(value, list) and schema["minItems"] <= len(value) <= schema["maxItems"]
            return next(filter(None, (fault(schema["items"], item) for item in value)), "") if good else "array"
    return _object_fault(schema, value)


def _number_fault(schema: dict[str, Any], value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int if schema["type"] == "integer" else int | float):
        return "type"
    low = schema.get("minimum", value)
    steps = value / schema.get("multipleOf", 1)
    good = low <= value <= schema.get("maximum", value) and not (schema.get("exclusiveMinimum") and value == low)
    return "" if good and ("multipleOf" not in schema or abs(steps - round(steps)) < 1e-6) else "number"


def _object_fault(schema: dict[str, Any], value: Any) -> str:
    if not isinstance(value, dict):
        return "object"
    properties = schema["properties"]
    hidden = {name for name, part in properties.items() if part.get("readOnly")}
    if hidden & value.keys():
        return "read-only"
    if not {*schema["required"]} - hidden <= value.keys():
        return "required"
    if schema.get("additionalProperties") is False and not value.keys() <= properties.keys():
        return "additional"
    return next(filter(None, (fault(properties[name], part) for name, part in value.items() if name in properties)), "")


@some
@given(schemas, wishes)
def test_what_is_made_is_valid_and_something_is_made(schema, wish):
    made = sampler(Node=NODE).sample(schema, wish)
    assert isinstance(made, Made), made
    assert fault(schema, made.value) == ""
    assert json.loads(json.dumps(made.value)) == made.value


@some
@given(schemas, wishes)
def test_same_schema_and_wish_same_value(schema, wish):
    kept = sampler(Node=NODE)
    first = kept.sample(schema, wish)
    kept.sample(schema, Wish(n=3))
    assert kept.sample(schema, wish) == first == sampler(Node=NODE).sample(json.loads(json.dumps(schema)), wish)


@some
@given(schemas)
def test_the_schema_of_the_document_is_not_changed(schema):
    before = json.dumps(schema)
    sampler(Node=NODE).sample(schema, Wish(optional="all", unique=lambda name: f"{name}-1"))
    assert json.dumps(schema) == before


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data(), schemas)
def test_what_is_drawn_is_valid(data, schema):
    assert fault(schema, data.draw(values(sampler(Node=NODE), schema))) == ""


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(schemas, st.text(max_size=20))
def test_what_is_drawn_from_a_text_is_valid_and_comes_again(schema, seed):
    for value in (drawn := drawer(sampler(Node=NODE), schema)(seed)):
        assert fault(schema, value) == ""
    assert drawer(sampler(Node=NODE), json.loads(json.dumps(schema)))(seed) == drawn


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(bounded())
def test_what_is_drawn_reaches_both_ends(example):
    schema, least, greatest, measure = example
    draw = drawer(sampler(Node=NODE), schema)
    drawn = [value for number in range(60) for value in draw(f"{number}")]
    assert [fault(schema, value) for value in drawn] == [""] * 60
    assert {least, greatest} <= {measure(value) for value in drawn}


@pytest.mark.parametrize("bad", [5, "x", {"name": 1}, {"child": {}, "name": "a"}])
def test_the_judge_can_say_no(bad):
    assert fault(NODE, bad)
