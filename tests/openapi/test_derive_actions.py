"""Roles of operations, and what is left over with its reason."""

import pytest

from pytest_resourcegraph.declare.openapi.sketch import sketch

from .documents import action, answer, body, crud, derived, roles, several, thing

DOCS = crud("/docs", "/docs/{id}")


def _with(path: str, method: str, **said):
    said.setdefault("responses", answer())
    return derived(DOCS | {path: {method: said}})


def test_the_usual_roles():
    assert roles(derived(DOCS)) == {
        "GET /docs": "list",
        "POST /docs": "create",
        "GET /docs/{id}": "read",
        "PATCH /docs/{id}": "update",
        "PUT /docs/{id}": "replace",
        "DELETE /docs/{id}": "destroy",
    }


@pytest.mark.parametrize("verb", ["submit", "cancel", "mark-as-read", "clone", "frobnicate"])
def test_a_verb_on_an_item(verb):
    derivation = _with(f"/docs/{{id}}/{verb}", "post")
    found = action(derivation, f"POST /docs/{{id}}/{verb}")
    assert (found.role, found.type, found.subject) == ("action", "doc", "doc")


@pytest.mark.parametrize("verb", ["delete", "activate", "logout", "cancel"])
def test_a_get_that_changes_is_left_out_and_said(verb):
    derivation = _with(f"/docs/{{id}}/{verb}", "get")
    (left,) = derivation.leftovers
    assert left.unsafe
    assert "GET that seems to change state" in left.reason


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/docs", "delete"),
        ("/docs/search", "post"),
        ("/docs/bulk-delete", "post"),
        ("/docs/me", "get"),
        ("/docs/{id}/search", "get"),
        ("/health", "get"),
        ("/rpc.doIt", "post"),
        ("/docs/{id}", "head"),
    ],
)
def test_what_fits_nothing_is_left_over_with_a_reason(path, method):
    paths = {**DOCS, path: {**DOCS.get(path, {}), method: {"responses": answer()}}}
    derivation = derived(paths)
    left = {one.operation.label: one.reason for one in derivation.leftovers}
    assert left[f"{method.upper()} {path}"]


def test_a_part_of_an_item_is_no_type():
    settings = {"get": {"responses": answer(thing())}, "put": {"responses": answer()}}
    derivation = derived(DOCS | {"/docs/{id}/settings": settings})
    assert [one.name for one in derivation.types] == ["doc"]
    found = [one for one in derivation.actions if one.path.endswith("settings")]
    assert [(one.role, one.part) for one in found] == [("action", True)] * 2
    assert [one.path for one, _ in sketch(derivation).omitted] == ["/docs/{id}/settings"] * 2
    assert sketch(derivation, parts=True).omitted == ()


@pytest.mark.parametrize("method", ["delete", "put"])
def test_all_at_once_is_an_action_of_what_is_above_and_is_not_declared(method):
    paths = DOCS | crud("/docs/{id}/pages", "/docs/{id}/pages/{page}")
    paths["/docs/{id}/pages"][method] = {"responses": answer()}
    derivation = derived(paths)
    found = action(derivation, f"{method.upper()} /docs/{{id}}/pages")
    assert (found.role, found.type, found.several) == ("action", "doc", "page")
    assert [one.name for one, _ in sketch(derivation, parts=True).omitted] == [found.name]


@pytest.mark.parametrize("path", ["/docs/{id}/history", "/docs/{id}/history/{number}", "/docs/{id}/a/b"])
def test_what_is_below_an_item_and_no_type_is_a_part_of_it(path):
    found = action(_with(path, "get"), f"GET {path}")
    assert (found.role, found.type, found.part) == ("action", "doc", True)


def test_a_put_that_has_no_room_for_what_the_creation_takes_is_an_update():
    paths = crud("/docs", "/docs/{id}", thing(text={"type": "string"}) | {"required": ["text"]})
    paths["/docs/{id}"]["put"]["requestBody"] = body(thing(shown={"type": "boolean"}))
    assert roles(derived(paths))["PUT /docs/{id}"] == "update"


def test_a_list_anywhere_is_a_list_where_path_and_answer_name_the_type():
    schemas = {"Doc": thing(text={"type": "string"}), "Other": thing(owner={"type": "string"}, size={}, sort={})}
    doc, other = {"$ref": "#/components/schemas/Doc"}, {"$ref": "#/components/schemas/Other"}
    paths = crud("/docs", "/docs/{id}", doc) | {
        "/recent-docs": {"get": {"responses": answer(several(doc))}},
        "/odd-docs": {"get": {"responses": answer(several(other))}},
        "/recent": {"get": {"responses": answer(several(doc))}},
        "/reports/docs": {"get": {"responses": answer(several(doc))}},
    }
    found = roles(derived(paths, components={"schemas": schemas}))
    assert [found[f"GET {path}"] for path in paths if path[:5] != "/docs"] == ["list", "other", "other", "other"]


def test_a_put_makes_what_the_client_names():
    paths = {
        "/tags": {"get": {"responses": answer(several(thing(slug={"type": "string"})))}},
        "/tags/{slug}": {
            "put": {"responses": answer(thing(slug={"type": "string"}), "201")},
            "get": {"responses": answer(thing(slug={"type": "string"}))},
        },
    }
    derivation = derived(paths)
    put = action(derivation, "PUT /tags/{slug}")
    assert (put.role, put.subject, put.bindings) == ("create", None, ())
    assert derivation.type("tag").chosen_id == "path"
    assert derivation.type("tag").id_field == "slug"


def test_a_put_replaces_where_a_post_creates():
    paths = crud("/tags", "/tags/{slug}")
    paths["/tags/{slug}"]["put"]["responses"] = answer(thing(), "201")
    assert roles(derived(paths))["PUT /tags/{slug}"] == "replace"


def test_post_to_an_item_updates_where_nothing_else_does():
    paths = crud("/docs", "/docs/{id}")
    del paths["/docs/{id}"]["put"], paths["/docs/{id}"]["patch"]
    paths["/docs/{id}"]["post"] = {"requestBody": body(thing()), "responses": answer(thing())}
    assert roles(derived(paths))["POST /docs/{id}"] == "update"


def test_the_id_in_the_body_of_a_put_to_the_collection():
    paths = {
        "/pet": {
            "post": {"requestBody": body(thing()), "responses": answer(thing())},
            "put": {"requestBody": body(thing()), "responses": answer(thing())},
        },
        "/pet/{petId}": {"get": {"responses": answer(thing())}, "delete": {"responses": answer()}},
    }
    found = action(derived(paths), "PUT /pet")
    assert (found.role, found.body_id, found.subject) == ("replace", "id", "pet")


def test_created_listed_and_destroyed_by_words():
    paths = {
        "/docs/create": {"post": {"requestBody": body(thing()), "responses": answer(thing())}},
        "/docs/list": {"get": {"responses": answer(several(thing()))}},
        "/docs/{id}": {"get": {"responses": answer(thing())}},
        "/docs/{id}/update": {"post": {"responses": answer()}},
        "/docs/{id}/remove": {"post": {"responses": answer()}},
    }
    assert list(roles(derived(paths)).values()) == ["create", "list", "read", "update", "destroy"]


@pytest.mark.parametrize(
    ("name", "role"),
    [("searchDocs", "other"), ("docs_create", "create"), ("loadBalancers_create", "create"), ("bulkUpdate", "other")],
)
def test_the_name_of_a_post_to_a_collection(name, role):
    paths = crud("/docs", "/docs/{id}")
    paths["/docs"]["post"] |= {"operationId": name, "responses": answer(thing())}
    assert roles(derived(paths))["POST /docs"] == role


def test_several_at_once_is_no_create():
    paths = crud("/docs", "/docs/{id}")
    paths["/docs"]["post"]["requestBody"] = body(several(thing()))
    assert roles(derived(paths))["POST /docs"] == "other"


def test_what_an_action_says_of_its_request():
    said = {
        "operationId": "submitDoc",
        "parameters": [
            {"name": "id", "in": "path", "required": True},
            {"name": "how", "in": "query", "required": True, "schema": {"type": "string"}},
            {"name": "why", "in": "query"},
        ],
        "requestBody": body(thing()),
        "responses": answer(thing(), "202"),
    }
    found = action(_with("/docs/{id}/submit", "post", **said), "POST /docs/{id}/submit")
    assert (found.name, found.method, found.path) == ("submit_doc", "POST", "/docs/{id}/submit")
    assert [one.name for one in found.parameters] == ["how"]
    assert found.body is not None
    assert found.body.media_type == "application/json"
    assert list(found.responses) == ["202"]
    assert not found.destructive
    assert action(derived(DOCS), "DELETE /docs/{id}").destructive


def test_an_action_does_not_have_the_name_of_a_type():
    paths = crud("/docs", "/docs/{id}")
    paths["/docs"]["get"]["operationId"] = "doc"
    assert action(derived(paths), "GET /docs").name == "get_doc"


def test_links_say_what_fills_a_parameter():
    paths = crud("/docs", "/docs/{id}") | {
        "/exports/{source}": {"post": {"operationId": "export", "responses": answer()}},
    }
    link = {"l": {"operationId": "export", "parameters": {"source": "$response.body#/title"}}}
    paths["/docs"]["post"]["responses"]["201"]["links"] = link
    paths |= crud("/exports/{source}/parts", "/exports/{source}/parts/{id}")
    paths["/exports/{source}/parts/{id}"]["get"] |= {
        "operationId": "part",
        "x-restler-annotations": [
            {
                "producer_endpoint": "/docs",
                "producer_method": "POST",
                "producer_resource_name": "id",
                "consumer_param": "source",
            }
        ],
    }
    found = action(derived(paths), "GET /exports/{source}/parts/{id}")
    bound = {one.parameter: (one.type, one.field, one.confidence) for one in found.bindings}
    assert bound["source"] == ("doc", "", 1.0)
