"""Reading documents: all versions, both notations, and what is said of those that cannot be read."""

import json
import time
from typing import Any

import pytest

from pytest_resourcegraph.declare.openapi.derive import derive
from pytest_resourcegraph.declare.openapi.read import load, load_file
from pytest_resourcegraph.errors import DefinitionError

from .documents import answer, body, crud, document, text_of, thing

HEAD = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"


def _told(text: str, where: str = "openapi.json") -> str:
    with pytest.raises(DefinitionError) as told:
        load(text, where)
    assert all(1 <= len(str(problem).splitlines()) <= 3 for problem in told.value.problems)
    return str(told.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is empty"),
        ("[1]", "this is no OpenAPI document"),
        ("hello", "this is no OpenAPI document"),
        ("<html></html>", "HTML or XML"),
        ('{"openapi": "3.0.0", "paths": {"/a', "truncated"),
        ('{"openapi": "3.0.0",, }', "this is not JSON"),
        ('{"info": {}}', "says no version"),
        ('{"openapi": "3.0.0"}', "no 'paths'"),
        ('{"openapi": "3.0.0", "paths": []}', "no 'paths'"),
        ('{"openapi": "4.0.0", "paths": {}}', "unknown version"),
        ('{"swagger": "1.2", "paths": {}}', "unknown version"),
        ('{"swagger": "3.0", "paths": {}}', "unknown version"),
        ('{"a": ' + "9" * 6000 + "}", "cannot be read"),
        ("[" * 200_000, "nested too deeply"),
        ('{"openapi": "3.0.0", "x": ' + "[" * 600 + "]" * 600 + ', "paths": {}}', "levels deep"),
        ("openapi: 3.0.0\npaths: {\n", "not YAML"),
        ("openapi: 3.0.0\npaths: {}\npaths: {}\n", "stands twice"),
    ],
)
def test_what_is_wrong_is_told(text, message):
    assert message in _told(text, "a.json" if text[:1] in "{[" else "a.yaml")


def test_a_truncated_document_names_the_line():
    whole = json.dumps({"openapi": "3.0.0", "paths": crud("/a", "/a/{id}")}, indent=1)
    for end in range(10, len(whole) - 1, 37):
        assert _told(whole[:end]).startswith("openapi.json:")


@pytest.mark.parametrize("version", ["3.0.0", "3.0.3", "3.1.0", "3.1.1"])
def test_versions(version):
    assert load(text_of({}).replace("3.0.3", version), "a.json").version == version[:3]


def test_empty_paths_are_clean():
    derivation = derive(document({}))
    assert (derivation.types, derivation.actions, derivation.leftovers) == ((), (), ())
    assert derivation.notes == ("the document describes no operation",)


def test_a_document_in_yaml_with_numbers_for_statuses():
    text = HEAD + "paths:\n  /a:\n    get:\n      operationId: on\n      responses:\n        200: {description: x}\n"
    (operation,) = load(text, "a.yaml").operations
    assert (operation.id, list(operation.responses)) == ("on", ["200"])


def test_version_2():
    text = """
swagger: "2.0"
basePath: /v1/
consumes: [application/json]
produces: [application/json]
securityDefinitions: {token: {type: apiKey, in: header, name: X-Token}}
paths:
  /a/{id}:
    parameters: [{name: id, in: path, required: true, type: string}]
    post:
      parameters:
        - {name: body, in: body, required: true, schema: {$ref: '#/definitions/A'}}
        - {name: X-Kind, in: header, required: true, type: string}
      responses: {201: {description: x, schema: {$ref: '#/definitions/A'}}}
    put:
      parameters: [{name: file, in: formData, type: file, required: true}]
      responses: {200: {description: x}}
definitions: {A: {type: object, properties: {id: {type: string}}}}
"""
    read = load(text, "a.yaml")
    post, put = read.operations
    assert (read.version, read.base_path, list(read.schemes)) == ("2.0", "/v1", ["token"])
    assert post.body is not None
    assert read.refs.follow(post.body.schema)["properties"] == {"id": {"type": "string"}}
    assert [(one.name, one.where) for one in post.parameters] == [("id", "path"), ("X-Kind", "header")]
    assert post.responses["201"].media_type == "application/json"
    assert put.body is not None
    assert put.body.media_type == "multipart/form-data"
    assert put.body.schema["required"] == ["file"]


def test_the_base_path_of_a_server_with_variables():
    servers = [{"url": "https://{region}.x/{v}/api/", "variables": {"v": {"default": "v2"}}}]
    assert document({}, servers=servers).base_path == "/v2/api"
    assert document({}, servers=[{"url": "/{unknown}"}]).base_path == ""


def test_names_are_unique_identifiers():
    said = ["getThing", "getThing", "", "class", "Ünïcode-Ding", "1st", "a.b/c", "用户", "api", "💥"]
    paths = {f"/p{index}": {"get": {"operationId": name, "responses": {}}} for index, name in enumerate(said)}
    read = document(paths)
    names = [operation.name for operation in read.operations]
    assert names[:4] == ["get_thing", "get_thing_2", "get_p2", "class_"]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)
    assert read.notes == ("operation id 'getThing' stands twice: GET /p0, GET /p1",)


def test_references_that_go_round_end():
    schemas = {
        "A": {"allOf": [{"$ref": "#/components/schemas/A"}, {"properties": {"b": {"$ref": "#/components/schemas/B"}}}]},
        "B": {"$ref": "#/components/schemas/C"},
        "C": {"$ref": "#/components/schemas/B"},
    }
    ref = {"$ref": "#/components/schemas/A"}
    assert derive(document(crud("/as", "/as/{id}", ref), components={"schemas": schemas})).types


def test_references_that_lead_nowhere_are_noted():
    for ref in ("#/components/schemas/Nobody", "#nobody", "#/paths/~1a/get/x/0/y"):
        derivation = derive(document(crud("/as", "/as/{id}", {"$ref": ref})))
        assert [one.name for one in derivation.types] == ["a"] or derivation.types
        assert any(ref in line for line in derivation.notes)


def test_a_reference_in_an_example_is_no_reference():
    shape = {"type": "object", "example": {"$ref": "other.yaml"}, "properties": {"$ref": {"type": "string"}}}
    assert document({"/a": {"get": {"responses": answer(shape)}}}).operations


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(DefinitionError, match=r"cannot be read: No such file"):
        load_file(tmp_path / "nobody.json")
    (tmp_path / "a.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(DefinitionError, match=r"not UTF-8"):
        load_file(tmp_path / "a.json")


def test_what_is_odd_in_paths_is_left_out():
    odd = {"x-note": 1, "no-slash": {}, "/a": None, "/b": {"get": None, "x-y": {}}, "/c": {"get": {"responses": []}}}
    read = document(odd)
    assert [operation.label for operation in read.operations] == ["GET /b", "GET /c"]
    assert read.notes == ("'no-slash' is no path and was left out",)


def test_two_thousand_operations_in_reasonable_time():
    paths: dict[str, Any] = {}
    for index in range(400):
        paths |= crud(f"/t{index}s", f"/t{index}s/{{id}}", thing(parent_id={"type": "integer"}))
    begun = time.perf_counter()
    derivation = derive(document(paths))
    assert len(derivation.types) == 400
    assert len(derivation.actions) == 2400
    assert time.perf_counter() - begun < 20


def test_parameters_of_path_and_operation_are_merged():
    item = {
        "parameters": [{"name": "a", "in": "query"}, {"$ref": "#/components/parameters/B"}],
        "post": {
            "parameters": [{"name": "a", "in": "query", "required": True}],
            "requestBody": body(thing()),
            "responses": answer(),
        },
    }
    parameters = {"B": {"name": "b", "in": "header", "required": True, "schema": {"type": "string"}}}
    (operation,) = document({"/x": item}, components={"parameters": parameters}).operations
    assert [(one.name, one.where, one.required) for one in operation.parameters] == [
        ("a", "query", True),
        ("b", "header", True),
    ]
