"""The scaffold: a conftest.py that compiles and declares a valid schema, and a YAML file that can be read."""

import ast
import copy
import json
import types
from typing import Any

import pytest

from pytest_resourcegraph.declare.builder import Builder
from pytest_resourcegraph.declare.module import declared_in
from pytest_resourcegraph.declare.openapi.derive import derive
from pytest_resourcegraph.declare.openapi.read import load
from pytest_resourcegraph.declare.openapi.scaffold import scaffold
from pytest_resourcegraph.declare.yaml_file import parse_yaml
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.model.unique import Uniques

from .documents import answer, body, crud, derived, several, thing
from .test_read_fuzz import NEW, OLD


def _schema(text: str) -> Schema:
    module = types.ModuleType("conftest")
    exec(compile(text, "conftest.py", "exec"), vars(module))
    builder = Builder()
    builder.extend(declared_in(module))
    return builder.build()


class _Client:
    """Notes what is sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, object]] = []

    def __getattr__(self, method: str):
        def send(path: str, **options: object) -> None:
            self.sent.append((method, path, options.get("json")))

        return send


class _Handle:
    id = 7

    def __getitem__(self, name: str) -> str:
        return f"<{name}>"


def test_a_whole_service():
    doc = thing(tag_id={"type": "integer"}) | {"required": ["tag_id", "title"]}
    paths = crud("/projects", "/projects/{id}") | crud("/tags", "/tags/{id}")
    paths |= crud("/projects/{p}/docs", "/projects/{p}/docs/{d}", doc)
    paths["/projects/{p}/docs/{d}/submit"] = {"post": {"responses": answer()}}
    text, module = scaffold(derived(paths, servers=[{"url": "/base"}]))
    schema = _schema(module)
    assert {name: one.parent for name, one in schema.types.items()} == {"project": None, "tag": None, "doc": "project"}
    assert len(schema.actions) == 19
    create = schema.actions["post_projects_p_docs"]
    assert {role.name for role in create.roles} == {"project", "tag"}
    client = _Client()
    with Uniques("a").step() as used:
        create.call(api=client, project=_Handle(), tag=_Handle())
    assert client.sent == [("post", "/base/projects/7/docs", {"title": used["title"], "tag_id": 7})]
    parsed = parse_yaml(text, "resourcegraph.yaml").value
    assert isinstance(parsed, dict)
    assert list(parsed["types"]) == ["project", "tag", "doc"]
    # What the conftest.py declares is not declared a second time.
    assert [one for one in parsed["types"].values() if one is not None] == []
    assert [one for one in parsed["actions"].values() if one is not None] == []
    # No document tells all reasons for a refusal: only what reads has to succeed as it stands.
    held_to = {name for name, one in schema.actions.items() if not one.doubtful}
    assert held_to == {name for name in schema.actions if name.startswith("get_")}


def test_what_nothing_creates_stands_in_a_comment():
    paths = {
        "/countries": {"get": {"responses": answer(several(thing()))}},
        "/countries/{id}": {"get": {"responses": answer(thing())}},
    }
    _, module = scaffold(derived(paths))
    assert _schema(module).actions == {}
    assert "# GET /countries/{id} (get_countries_id): nothing creates: country" in module


def test_nothing_at_all():
    text, module = scaffold(derived({}))
    assert _schema(module).types == {}
    assert parse_yaml(text, "x").value == {"types": {}, "actions": {}}


@pytest.mark.parametrize("title", ['"""', "a\\", "x\ny", "ü{}"])
def test_odd_texts_do_not_break_it(title):
    paths = crud('/a"b\\', '/a"b\\/{the id}') | crud("/{tenant-id}/docs", "/{tenant-id}/docs/{x{y}")
    derivation = derived(paths, info={"title": title}, components={"securitySchemes": {"a\nb": {"type": "basic"}}})
    text, module = scaffold(derivation)
    assert _schema(module).types
    assert parse_yaml(text, "x").value


def test_a_name_that_the_client_chooses():
    new = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
    _, module = scaffold(derived(crud("/pets", "/pets/{name}", new)))
    assert "unique('name')" in module
    put = {"/tags/{slug}": {"put": {"requestBody": body({}), "responses": answer({}, "201")}}}
    put["/tags/{slug}"]["get"] = {"responses": answer(thing(slug={"type": "string"}))}
    _, module = scaffold(derived(put))
    assert "chosen = unique('tag')" in module
    assert 'f"/tags/{chosen}"' in module
    assert _schema(module).actions


TEXT = {"type": "string"}


def _sent(method, fields, *required):
    shape = {**thing(**fields), "required": list(required)}
    paths = crud("/pets", "/pets/{id}", shape)
    if method == "post_pets":
        paths["/pets"]["post"]["responses"]["409"] = {"description": ""}
    schema = _schema(scaffold(derived(paths))[1])
    client = _Client()
    with Uniques("a").step() as used:
        schema.actions[method].call(api=client, **({} if method == "post_pets" else {"pet": _Handle()}))
    (sent,) = client.sent
    return sent[2], used


@pytest.mark.parametrize("method", ["put_pets_id", "patch_pets_id"])
def test_what_looks_like_a_key_is_unique(method):
    sent, used = _sent(method, {"name": TEXT, "colour": TEXT}, "name", "colour")
    assert sent == {"name": used["name"], "colour": "colour"}


def test_where_a_create_may_conflict_any_text_is_unique():
    sent, used = _sent("post_pets", {"barcode": TEXT, "size": {"type": "integer"}}, "barcode", "size")
    assert sent["barcode"] == used["barcode"]
    assert sorted(used) == ["barcode"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({**TEXT, "example": "a", "default": "b"}, "{}"),
        ({**TEXT, "format": "email"}, "{}@example.com"),
        ({**TEXT, "pattern": "^[a-z0-9-]+$"}, "{}"),
        ({**TEXT, "maxLength": 40}, "{}"),
        ({**TEXT, "enum": ["red"]}, "red"),
        ({**TEXT, "maxLength": 4}, "code"),
    ],
)
def test_a_unique_value_where_the_field_has_room(schema, expected):
    sent, used = _sent("patch_pets_id", {"code": schema}, "code")
    assert sent["code"] == expected.format(used.get("code"))


def test_a_short_key_is_the_end_of_a_unique_text():
    sent, used = _sent("post_pets", {"name": {**TEXT, "maxLength": 12}}, "name")
    assert sent["name"] == used["name"][-12:]


def test_types_that_need_each_other_are_not_declared():
    one = thing(tag_id={"type": "integer"}) | {"required": ["tag_id"]}
    other = thing(doc_id={"type": "integer"}) | {"required": ["doc_id"]}
    _, module = scaffold(derived(crud("/docs", "/docs/{id}", one) | crud("/tags", "/tags/{id}", other)))
    assert _schema(module).types == {}


@pytest.mark.parametrize("sign", ["\n", "\r", "\x0b", "\x85", "\u2028", "\0", "\ud800"], ids=repr)
@pytest.mark.parametrize(
    "at",
    [
        ("components", "securitySchemes", "key", "in"),
        ("components", "securitySchemes", "key", "name"),
        ("info", "title"),
    ],
    ids="/".join,
)
def test_nothing_of_a_document_becomes_a_line_of_its_own(sign, at):
    document = copy.deepcopy(NEW)
    here: Any = document
    for part in at[:-1]:
        here = here[part]
    here[at[-1]] = f"{here[at[-1]]}{sign}STOLEN = 1  #"
    _, module = scaffold(derive(load(json.dumps(document), "a.json")))
    assigned = [ast.unparse(node) for node in ast.parse(module).body if isinstance(node, ast.Assign)]
    assert not [line for line in assigned if "STOLEN" in line]


@pytest.mark.parametrize("sign", ["\n", "\r", "\x0b", "\x85", "\u2028", "\0", "\ud800"], ids=repr)
def test_nothing_of_a_base_path_becomes_a_key(sign):
    document = {**OLD, "basePath": f"/v1{sign}STOLEN: 1  #"}
    text, module = scaffold(derive(load(json.dumps(document), "a.json")))
    ast.parse(module)
    value = parse_yaml(text, "y").value
    assert isinstance(value, dict)
    assert "STOLEN" not in value
