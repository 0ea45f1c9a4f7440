"""What a document states goes before what can be made up, and must be valid to go at all."""

import datetime

import pytest

from .documents import D20, D30, D31, made_value, ref, sampler, thing, unmade, value

TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({**TEXT, "example": "said", "default": "else", "enum": ["listed", "else", "said"]}, "said"),
        ({**TEXT, "default": "else", "enum": ["listed", "else"]}, "else"),
        ({**TEXT, "enum": ["listed", "else"]}, "listed"),
        ({**TEXT, "x-example": "said"}, "said"),
        ({**TEXT, "examples": {"one": {"value": "said"}}}, "said"),
        ({**TEXT, "example": 5, "default": "else"}, "else"),
        ({**TEXT, "example": "too long", "maxLength": 3, "default": "no"}, "no"),
        ({"format": "date", "example": datetime.date(2020, 1, 1), "default": "2021-02-03"}, "2021-02-03"),
        ({"type": "integer", "enum": ["1", 2]}, 2),
        ({"example": float("nan"), "default": 3}, 3),
    ],
)  # fmt: skip
def test_the_first_valid_statement_is_taken(schema, expected):
    assert value(schema) == expected


def test_examples_and_constants_of_2020_12():
    assert value({"examples": ["one", "two"], "default": "three"}, dialect=D31) == "one"
    assert value({"const": {"a": None}}, dialect=D31) == {"a": None}
    assert value({"type": ["null", "integer"], "const": None}, dialect=D31) is None


def test_an_example_of_the_whole_object_brings_optional_properties():
    schema = {**thing("name", name=TEXT, size={"type": "integer"}), "example": {"name": "box", "size": 4}}
    assert value(schema) == {"name": "box", "size": 4}


def test_of_an_example_that_is_not_valid_the_valid_properties_are_taken():
    schema = {**thing("name", "size", name=TEXT, size={"type": "integer"}), "example": {"name": "box", "size": "big"}}
    assert value(schema) == {"name": "box", "size": 1}


def test_examples_of_the_parts_of_an_object():
    schema = thing("name", "colour", name={**TEXT, "example": "box"}, colour={**TEXT, "enum": ["red", "blue"]})
    assert value(schema) == {"name": "box", "colour": "red"}


def test_what_stands_outside_the_schema_comes_first():
    media = {"schema": {**TEXT, "example": "inside"}, "examples": {"bad": {"value": 7}, "good": ref("shared")}}
    assert made_value(sampler(D30, shared={"value": "outside"}).of(media)) == "outside"


def test_a_parameter_of_two_point_zero_is_its_own_schema():
    made = sampler(D20).of({"name": "limit", "in": "query", "required": True, "type": "integer", "minimum": 10})
    assert made_value(made) == 10


def test_a_parameter_may_keep_its_schema_in_a_media_type():
    made = sampler(D30).of({"name": "q", "in": "query", "content": {"application/json": {"schema": {"enum": [[1]]}}}})
    assert made_value(made) == [1]


def test_read_only_properties_are_no_part_of_a_request():
    schema = {
        **thing("id", "name", id={"type": "string", "readOnly": True}, name=TEXT, secret={**TEXT, "writeOnly": True}),
        "example": {"id": "7", "name": "box", "secret": "s"},
    }
    assert value(schema) == {"name": "box", "secret": "s"}


def test_what_is_read_only_behind_a_reference_or_beside_it_is_not_required_either():
    parts = {"Id": {"type": "string", "readOnly": True}, "Stamped": thing("at", at=ref("Id"))}
    schema = {"allOf": [ref("Stamped"), thing("id", "at", "name", id=ref("Id"), name=TEXT)]}
    assert value(schema, None, D30, **parts) == {"name": "name"}
    assert value({"type": "array", "items": schema}, None, D30, **parts) == [{"name": "name"}]


def test_an_enumeration_without_a_valid_value_says_so():
    found = unmade(thing("state", state={"type": "integer", "enum": ["a", "b"]}))
    assert found.pointer == "/state"
    assert "lists" in found.reason
    assert str(found.problem("POST /things")).splitlines()[0] == ("POST /things: no valid value can be made for /state")
    assert "hook or a fixture" in str(found.problem("POST /things")).splitlines()[2]


def test_the_document_is_never_shared_with_the_caller():
    schema = {**thing("tags", tags={"type": "array"}), "example": {"tags": ["a"]}}
    maker = sampler()
    first = made_value(maker.sample(schema))
    first["tags"].append("b")
    assert made_value(maker.sample(schema)) == {"tags": ["a"]} == schema["example"]
