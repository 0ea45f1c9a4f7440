"""Types with their bounds, in each dialect."""

import pytest

from pytest_resourcegraph.declare.openapi.data.wish import Wish

from .documents import D20, D30, D31, thing, unmade, value

ALL = Wish(optional="all")


@pytest.mark.parametrize(
    ("schema", "dialect", "expected"),
    [
        ({"type": "integer"}, D30, 1),
        ({"type": "integer", "minimum": 5}, D30, 5),
        ({"type": "integer", "minimum": 5, "exclusiveMinimum": True}, D30, 6),
        ({"type": "integer", "maximum": -5, "exclusiveMaximum": True}, D20, -6),
        ({"type": "integer", "exclusiveMinimum": 5}, D31, 6),
        ({"type": "integer", "minimum": 5, "multipleOf": 4}, D30, 8),
        ({"type": "integer", "multipleOf": 2.5}, D30, 5),
        ({"type": "integer", "minimum": 2**40, "format": "int64"}, D30, 2**40),
        ({"type": "number", "minimum": 0.25, "maximum": 0.75}, D30, 0.3125),
        ({"type": "number", "minimum": 0.3, "multipleOf": 0.1, "maximum": 0.3}, D30, 0.3),
        ({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}, D31, 0.125),
        ({"minimum": 3}, D30, 3),
        ({"type": "integer", "minimum": "3"}, D30, 3),
        ({"type": "boolean"}, D30, False),
        ({"type": "string"}, D30, "text"),
        ({"type": "string", "minLength": 8}, D30, "textabcd"),
        ({"type": "string", "maxLength": 2}, D30, "xt"),
        ({"maxLength": 2}, D30, "xt"),
        ({"type": "string", "maxLength": 0}, D30, ""),
        ({"type": "file"}, D20, "text"),
        ({"type": ["null", "integer"]}, D31, 1),
        ({"type": ["null"]}, D31, None),
        ({"type": "integer", "nullable": True, "enum": [None]}, D30, None),
        ({"type": "integer", "x-nullable": True, "enum": [None]}, D20, None),
        ({"type": "array", "items": {"type": "integer"}}, D30, [1]),
        ({"type": "array", "items": {"type": "integer"}, "maxItems": 0}, D30, []),
        ({"type": "array", "items": {"type": "integer"}, "minItems": 3, "uniqueItems": True}, D30, [1, 2, 3]),
        ({"type": "array", "items": {"enum": [True, 1]}, "minItems": 2, "uniqueItems": True}, D30, [True, 1]),
        ({"type": "array", "items": [{"type": "integer"}, {"type": "boolean"}]}, D20, [1, True]),
        ({"prefixItems": [{"type": "integer"}], "items": {"type": "string"}, "minItems": 2}, D31, [1, "1-1"]),
        ({"type": "array", "contains": {"const": 4}}, D31, [4]),
        ({}, D30, {}),
        ({"type": "object"}, D30, {}),
        ({"minProperties": 2, "additionalProperties": {"type": "integer"}}, D30, {"extra1": 1, "extra2": 1}),
        ({"required": ["a"]}, D30, {"a": "a"}),
    ],
)  # fmt: skip
def test_what_a_schema_alone_gives(schema, dialect, expected):
    made = value(schema, dialect=dialect)
    assert made == expected
    assert type(made) is type(expected)


def test_numeric_bounds_of_thirty_two_bits_are_kept():
    assert "no number" in unmade({"type": "integer", "format": "int32", "minimum": 2**31}).reason


def test_optional_properties_only_when_asked():
    schema = thing("a", a={"type": "integer"}, b={"type": "integer"}, c={"type": "string", "readOnly": True})
    assert value(schema) == {"a": 1}
    assert value(schema, ALL) == {"a": 1, "b": 1}


def test_the_fewest_properties_come_from_the_optional_ones():
    schema = {**thing(b={"type": "integer"}, c={"type": "integer"}), "minProperties": 1, "additionalProperties": False}
    assert value(schema) == {"b": 1}
    assert value({**schema, "maxProperties": 1}, ALL) == {"b": 1}


def test_properties_that_depend_on_others():
    schema = {**thing("a", a={"type": "integer"}, b={"type": "integer"}), "dependentRequired": {"a": ["b"]}}
    assert value(schema, dialect=D31) == {"a": 1, "b": 1}


def test_names_that_only_a_pattern_declares():
    schema = {"type": "object", "required": ["x-1"], "patternProperties": {"^x-": {"type": "integer"}}}
    assert value(schema, dialect=D31) == {"x-1": 1}


def test_arrays_of_the_ids_of_others_stay_empty_until_somebody_fills_them():
    schema = thing("tag_ids", tag_ids={"type": "array", "items": {"type": "string"}})
    assert value(schema) == {"tag_ids": []}
    assert value(schema, Wish(fill={"/tag_ids/0": "t1"})) == {"tag_ids": ["t1"]}


@pytest.mark.parametrize(
    ("schema", "part"),
    [
        ({"type": "integer", "minimum": 5, "maximum": 4}, "no number"),
        ({"type": "number", "minimum": 1, "maximum": 2, "multipleOf": 5}, "in steps of 5"),
        ({"type": "string", "minLength": 5, "maxLength": 4}, "at least 5"),
        ({"type": "string", "minLength": 10**9}, "no text"),
        ({"type": "array", "items": {"type": "boolean"}, "minItems": 3, "uniqueItems": True}, "different"),
        ({"type": "array", "minItems": 10**9}, "no array"),
        ({"not": {}}, "should not be valid"),
        ({"allOf": [{"type": "string"}, {"type": "integer"}]}, "at once"),
        ({**thing("a", b={}), "additionalProperties": False}, "no value here"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(schema, part):
    assert part in unmade(schema).reason
