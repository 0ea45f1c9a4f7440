"""fields= of a type: what is no JSON Schema is told when it is declared."""

import pytest

from pytest_resourcegraph.declare.types import ResourceType

from .building import schema_of, told_of

SIZE = {"type": "integer", "minimum": 0}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"type": "strin"}, "type: 'strin' is not valid under any of the given schemas"),
        ({"properties": ["size"]}, "properties: ['size'] is not of type 'object'"),
        ({"properties": {"size": {"minimum": "0"}}}, "properties.size.minimum: '0' is not of type 'number'"),
        (
            {"properties": {"size": {"pattern": r"^[\w-\.]$"}}},
            r"properties.size.pattern: '^[\\w-\\.]$' is not a 'regex'",
        ),
        ({"$ref": "#/components/schemas/Box"}, "the reference '#/components/schemas/Box' leads nowhere"),
        ({"properties": {"id": {}, "size": {"$ref": "box.json"}}}, "the reference 'box.json' leads nowhere"),
        ({"anyOf": [{"items": {"$ref": "#/$defs/size"}}]}, "the reference '#/$defs/size' leads nowhere"),
        (["size"], "all of it: ['size'] is not of type 'object', 'boolean'"),
    ],
)
def test_what_is_no_schema_is_told(fields, told):
    (problem,) = told_of(ResourceType("box", fields=fields))
    what, known, remedy = problem.splitlines()
    assert what.endswith(f"fields= of resource type 'box' is no JSON Schema: {told}")
    assert known.startswith("it says what an answer shows of one")
    assert remedy.startswith("mend it")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"type": "object", "properties": {"id": {"type": "string"}, "size": SIZE}},
        {"properties": {"size": {"$ref": "#/$defs/size"}}, "$defs": {"size": SIZE}},
        {"properties": {"in": {"$ref": "#"}}},
        {"$id": "urn:box", "$defs": {"size": {"$anchor": "size", **SIZE}}, "properties": {"size": {"$ref": "#size"}}},
        {"properties": {"size": {"const": {"$ref": "anything"}}, "$ref": SIZE}},
        {"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 0, "exclusiveMinimum": True},
        {"$schema": "urn:nobody-knows-it", "type": "object"},
        {"properties": {"size": {"pattern": "[[a-z]]"}}},
    ],
)  # fmt: skip
def test_what_is_one_is_taken(fields):
    assert schema_of(ResourceType("box", fields=fields)).types["box"].fields == fields


def test_all_are_told_at_once():
    told = told_of(ResourceType("box", fields={"type": "strin"}), ResourceType("tin", fields={"type": 5}))
    assert [problem.split("'")[1] for problem in told] == ["box", "tin"]
