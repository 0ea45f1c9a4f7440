"""No document, however it is broken, ends in anything but a derivation or a DefinitionError."""

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_resourcegraph.declare.openapi.derivation import Derivation
from pytest_resourcegraph.declare.openapi.derive import derive
from pytest_resourcegraph.declare.openapi.explain import explain
from pytest_resourcegraph.declare.openapi.read import load
from pytest_resourcegraph.declare.openapi.scaffold import scaffold
from pytest_resourcegraph.errors import DefinitionError, Problem

from .documents import answer, body, crud, text_of, thing

STATES = {"type": "string", "enum": ["new", "submitted"], "default": "new"}
PATHS = crud("/projects", "/projects/{id}") | crud(
    "/projects/{project_id}/docs", "/projects/{project_id}/docs/{doc_id}", {"$ref": "#/components/schemas/Doc"}
)
PATHS["/docs/{doc_id}/submit"] = {
    "post": {
        "operationId": "submit",
        "tags": ["x"],
        "parameters": [{"name": "how", "in": "query", "required": True, "schema": {"type": "string"}}],
        "requestBody": body({"oneOf": [thing(), {"type": "null"}]}),
        "responses": answer(thing(), links={"l": {"operationId": "submit", "parameters": {"a": "$response.body#/id"}}}),
        "security": [{"key": []}],
    }
}
MORE: dict[str, Any] = {
    "servers": [{"url": "https://x/{v}", "variables": {"v": {"default": "1"}}}],
    "components": {
        "schemas": {"Doc": {"allOf": [thing(status=STATES, project_id={"type": "integer"}), {"required": ["title"]}]}},
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
    },
}
NEW = json.loads(text_of(PATHS, **MORE))
OLD: dict[str, Any] = {
    "swagger": "2.0",
    "basePath": "/v1",
    "paths": {
        "/pets": {"post": {"parameters": [{"name": "b", "in": "body", "schema": {"$ref": "#/definitions/P"}}]}},
        "/pets/{id}": {"get": {"responses": {"200": {"schema": {"$ref": "#/definitions/P"}}}}, "delete": {}},
    },
    "definitions": {"P": thing(state=STATES)},
}
STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2),
    st.floats(allow_nan=False),
    st.text(max_size=5),
    st.sampled_from(["$ref", "#/", "#/paths", "#", "/", "{", "{}", "object", "array", "id", "string", "x.yaml#/a"]),
    st.builds(lambda: {"$ref": "#/components/schemas/Doc"}),
    st.builds(lambda: {"$ref": "#"}),
    st.builds(lambda: {"$ref": 3}),
    st.builds(list),
    st.builds(dict),
    st.builds(lambda: [None]),
    st.builds(lambda: {"a": []}),
)


def _places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, part in inner for place in _places(part, (*at, key)))]


@st.composite
def _mutated(draw: st.DrawFn) -> Any:
    whole = copy.deepcopy(draw(st.sampled_from([NEW, OLD])))
    for _ in range(draw(st.integers(1, 4))):
        places = _places(whole)
        *way, last = draw(st.sampled_from(places[1:])) if places[1:] else (None,)
        here = whole
        for key in way:
            here = here[key]
        match draw(st.integers(0, 3)):
            case 0:
                del here[last]
            case 1 if isinstance(here, dict):
                here[draw(st.text(max_size=4))] = here.pop(last)
            case _:
                here[last] = draw(STRANGE)
        if not places[1:] or not isinstance(whole, dict) or not whole:
            break
    return whole


def _tried(text: str, where: str) -> Derivation | None:
    """What is derived from the text; None where it is refused, which is told with the file and in three lines."""
    problems: tuple[Problem, ...] = ()
    try:
        derivation = derive(load(text, where))
    except DefinitionError as error:
        problems, derivation = error.problems, None
    if derivation is None:
        assert problems
        for problem in problems:
            assert problem.where.startswith(where)
            assert problem.what
            assert len(str(problem).splitlines()) <= 3
        return None
    _, module = scaffold(derivation)
    compile(module, "conftest.py", "exec")
    return derivation


def _assert_sound(derivation: Derivation) -> None:
    """Each operation is an action or left over; names are those of one thing, and of something that there is."""
    told = [one.operation for one in derivation.actions] + [one.operation for one in derivation.leftovers]
    assert sorted(one.label for one in told) == sorted(one.label for one in derivation.document.operations)
    types = {one.name for one in derivation.types}
    assert len(types) == len(derivation.types)
    assert len({one.name for one in derivation.actions}) == len(derivation.actions)
    named = {one.type for one in derivation.actions} | {one.type for one in derivation.moves}
    named |= {one.parent for one in derivation.types if one.parent is not None}
    named |= {binding.type for one in derivation.actions for binding in one.bindings}
    assert named <= types
    shown = explain(derivation)
    assert all(name in shown for name in types)


def _describes(value: Any) -> bool:
    """Whether it has what the least of documents has."""
    said = isinstance(value, dict) and ("openapi" in value or "swagger" in value)
    return said and isinstance(value.get("paths"), dict)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_mutated())
def test_a_document_with_other_values(value):
    derivation = _tried(json.dumps(value), "a.json")
    if derivation is None:
        return
    assert _describes(value)
    assert {one.path for one in derivation.document.operations} <= value["paths"].keys()
    _assert_sound(derivation)


@settings(deadline=None)
@given(st.data())
def test_a_text_with_other_signs(data):
    text = json.dumps(data.draw(st.sampled_from([NEW, OLD])))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.text(max_size=3)) + text[at + data.draw(st.integers(0, 30)) :]
    where = data.draw(st.sampled_from(["a.json", "a.yaml"]))
    derivation = _tried(text, where)
    if where == "a.json" and text[:1] == "{":
        assert derivation is None or _describes(json.loads(text))
    if derivation is not None:
        _assert_sound(derivation)
        assert explain(derive(load(text, where))) == explain(derivation)


@pytest.mark.parametrize("document", [NEW, OLD])
def test_what_they_are_made_of_is_read(document):
    """Or else all of the above would be refused."""
    derivation = _tried(json.dumps(document), "a.json")
    assert derivation is not None
    _assert_sound(derivation)
    assert {type_.name for type_ in derivation.types} == ({"project", "doc"} if document is NEW else {"pet"})
