"""Types and parents, from nested and from flat paths."""

import keyword
from typing import Any

import pytest

from pytest_resourcegraph.declare.openapi.words import TAKEN

from .documents import action, answer, body, crud, derived, pairs, roles, several, thing


def _parents(derivation):
    return {one.name: one.parent for one in derivation.types}


def test_nested_paths():
    paths = crud("/api/v1/projects", "/api/v1/projects/{id}")
    paths |= crud("/api/v1/projects/{project_id}/docs", "/api/v1/projects/{project_id}/docs/{doc_id}")
    derivation = derived(paths)
    assert pairs(derivation) == {
        "project": ("/api/v1/projects", "/api/v1/projects/{id}"),
        "doc": ("/api/v1/projects/{project_id}/docs", "/api/v1/projects/{project_id}/docs/{doc_id}"),
    }
    assert _parents(derivation) == {"project": None, "doc": "project"}
    read = action(derivation, "GET /api/v1/projects/{project_id}/docs/{doc_id}")
    assert [(one.parameter, one.role) for one in read.bindings] == [("project_id", "project"), ("doc_id", "doc")]
    assert read.subject == "doc"


def test_a_nested_creator_of_a_flat_item():
    doc = thing(text={"type": "string"})
    paths = crud("/projects", "/projects/{id}")
    paths["/projects/{id}/docs"] = {"post": {"requestBody": body(doc), "responses": answer(doc, "201")}}
    paths["/docs/{doc_id}"] = {"get": {"responses": answer(doc)}}
    derivation = derived(paths)
    assert pairs(derivation)["doc"] == ("/projects/{id}/docs", "/docs/{doc_id}")
    assert _parents(derivation)["doc"] == "project"
    create = action(derivation, "POST /projects/{id}/docs")
    assert (create.role, create.type, create.within) == ("create", "doc", "project")


def test_a_create_body_that_requires_the_parent():
    doc = thing(project_id={"type": "integer"}) | {"required": ["project_id", "title"]}
    derivation = derived(crud("/projects", "/projects/{id}") | crud("/docs", "/docs/{id}", doc))
    assert _parents(derivation)["doc"] == "project"
    assert derivation.type("doc").parent_confidence < 0.7
    (reference,) = action(derivation, "POST /docs").references
    assert (reference.pointer, reference.type, reference.required) == ("/project_id", "project", True)


def test_two_required_ids_are_references_and_no_parent():
    fields = {"project_id": {"type": "integer"}, "tagId": {"type": "integer"}}
    doc = thing(**fields) | {"required": ["project_id", "tagId"]}
    paths = crud("/projects", "/projects/{id}") | crud("/tags", "/tags/{id}") | crud("/docs", "/docs/{id}", doc)
    derivation = derived(paths)
    assert _parents(derivation)["doc"] is None
    assert derivation.type("doc").references == {"project": "project", "tag": "tag"}


def test_an_optional_id_is_no_parent():
    doc = thing(project_id={"type": "integer"})
    derivation = derived(crud("/projects", "/projects/{id}") | crud("/docs", "/docs/{id}", doc))
    assert _parents(derivation)["doc"] is None


def test_one_type_at_a_flat_and_a_nested_place():
    doc = thing(text={"type": "string"}, size={"type": "integer"})
    paths = crud("/projects", "/projects/{id}")
    paths["/projects/{id}/docs"] = {"post": {"requestBody": body(doc), "responses": answer(doc, "201")}}
    paths["/projects/{id}/docs/{doc}"] = {"get": {"responses": answer(doc)}}
    paths["/docs/{doc}"] = {"get": {"responses": answer(doc)}, "delete": {"responses": answer()}}
    derivation = derived(paths)
    assert _parents(derivation) == {"project": None, "doc": "project"}
    assert derivation.type("doc").places == ("/projects/{id}/docs/{doc}",)


def test_items_of_one_noun_below_two_parents_are_two_types():
    paths: dict[str, Any] = {}
    for above in ("projects", "groups"):
        paths |= crud(f"/{above}", f"/{above}/{{id}}") | crud(
            f"/{above}/{{id}}/labels", f"/{above}/{{id}}/labels/{{n}}"
        )
    assert _parents(derived(paths)) == {
        "project": None,
        "group": None,
        "project_label": "project",
        "group_label": "group",
    }


def test_singular_and_irregular_names():
    paths: dict[str, Any] = {}
    for noun in ("people", "categories", "addresses", "boxes", "statuses", "user-groups", "UserIDs", "news", "pet"):
        paths |= crud(f"/{noun}", f"/{noun}/{{id}}")
    assert set(pairs(derived(paths))) == {
        *("person", "category", "address", "box", "status", "user_group", "user_id", "news", "pet")
    }


def test_names_are_valid():
    nouns = ["classes", "imports", "api", "graph", "actions", "requests", "lists", "1s", "größen", "用户", "match"]
    paths: dict[str, Any] = {}
    for noun in nouns:
        paths |= crud(f"/{noun}", f"/{noun}/{{id}}")
    derivation = derived(paths)
    names = [one.name for one in derivation.types] + [one.name for one in derivation.actions]
    assert len(derivation.types) == len(nouns)
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and not keyword.iskeyword(name) and name not in TAKEN for name in names)


def test_prefixes_and_tenants_are_no_types():
    paths = crud("/rest/{version}/tenants/{tenant}/docs", "/rest/{version}/tenants/{tenant}/docs/{id}")
    derivation = derived(paths)
    assert list(pairs(derivation)) == ["doc"]
    assert _parents(derivation) == {"doc": None}
    assert action(derivation, "POST /rest/{version}/tenants/{tenant}/docs").unbound == ("version", "tenant")


def test_a_tenant_that_is_a_type_is_found_by_its_name():
    paths = crud("/accounts", "/accounts/{id}") | crud("/{account_slug}/docs", "/{account_slug}/docs/{id}")
    assert _parents(derived(paths))["doc"] == "account"


def test_two_parameters_that_name_one():
    paths = {
        "/repos/{owner}/{repo}": {"get": {"responses": answer(thing())}, "delete": {"responses": answer()}},
        **crud("/repos/{owner}/{repo}/issues", "/repos/{owner}/{repo}/issues/{number}"),
    }
    derivation = derived(paths)
    assert pairs(derivation)["repo"] == (None, "/repos/{owner}/{repo}")
    assert _parents(derivation)["issue"] == "repo"
    assert action(derivation, "GET /repos/{owner}/{repo}").unbound == ("owner",)


@pytest.mark.parametrize(
    "path", ["/docs/by-name/{name}", "/search/{query}", "/docs/findByTag/{tag}", "/rates/{date}", "/v1/{name}"]
)
def test_values_to_look_for_are_no_items(path):
    assert derived({path: {"get": {"responses": answer(thing())}}}).types == ()


def test_what_is_only_read_needs_a_list():
    assert derived({"/weather/{city}": {"get": {"responses": answer(thing())}}}).types == ()
    read = {
        "/countries": {"get": {"responses": answer(several(thing()))}},
        "/countries/{code}": {"get": {"responses": answer(thing())}},
    }
    assert list(pairs(derived(read))) == ["country"]


def test_a_set_of_other_things_makes_none():
    user = thing(name={"type": "string"})
    paths = crud("/users", "/users/{id}", user) | crud("/teams", "/teams/{id}")
    paths["/teams/{id}/users"] = {
        "get": {"responses": answer(several(user))},
        "post": {"requestBody": body(several({"type": "string"})), "responses": answer()},
        "delete": {"responses": answer()},
    }
    derivation = derived(paths)
    assert _parents(derivation)["user"] is None
    assert roles(derivation)["POST /teams/{id}/users"] == "action"
    assert [one.type for one in derivation.actions if one.path == "/teams/{id}/users"] == ["team"] * 3


def test_odata_and_verbs_after_a_colon():
    paths = crud("/Docs", "/Docs('{key}')") | {"/Docs('{key}'):publish": {"post": {"responses": answer()}}}
    derivation = derived(paths)
    assert list(pairs(derivation)) == ["doc"]
    assert roles(derivation)["POST /Docs('{key}'):publish"] == "action"
    assert action(derivation, "POST /Docs('{key}'):publish").subject == "doc"


def test_everything_has_evidence_and_a_confidence():
    derivation = derived(crud("/projects", "/projects/{id}") | crud("/projects/{p}/docs", "/projects/{p}/docs/{d}"))
    for one in derivation.types:
        assert one.evidence
        assert 0 < one.confidence <= 1
        assert (one.parent is None) == (not one.parent_evidence)
    for found in derivation.actions:
        assert found.evidence
        assert 0 < found.confidence <= 1
        assert all(bound.evidence for bound in found.bindings)
