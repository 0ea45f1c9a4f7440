"""Ids, envelopes, references, states, natural keys and credentials."""

import pytest

from .documents import action, answer, body, crud, derived, several, thing


@pytest.mark.parametrize(
    ("parameter", "fields", "found"),
    [
        ("petId", ["id", "name"], "id"),
        ("petId", ["petId", "id"], "petId"),
        ("pet_uuid", ["uuid", "id"], "uuid"),
        ("name", ["id", "name"], "name"),
        ("petName", ["id", "name"], "name"),
        ("slug", ["id", "slug"], "slug"),
        ("pet", ["id", "name"], "id"),
        ("sid", ["sid", "account_sid"], "sid"),
        ("id", ["_id", "name"], "_id"),
        ("pet_id", ["pet_key", "PetID"], "PetID"),
        ("id", ["metadata", "spec"], "metadata.id"),
    ],
)
def test_the_id_field(parameter, fields, found):
    properties = {name: {"type": "string"} for name in fields}
    if "metadata" in properties:
        properties["metadata"] = thing()
    shape = {"type": "object", "properties": properties}
    (type_,) = derived(crud("/pets", f"/pets/{{{parameter}}}", shape)).types
    assert type_.id_field == found
    assert type_.id_parameter == parameter


def test_an_id_that_nothing_shows_is_not_sure():
    (type_,) = derived(crud("/pets", "/pets/{id}", {"type": "object", "properties": {"colour": {}}})).types
    assert (type_.id_field, type_.id_confidence) == ("id", 0.2)


@pytest.mark.parametrize(
    ("envelope", "path"),
    [
        (lambda item: item, ""),
        (lambda item: {"type": "object", "properties": {"data": item}}, "data"),
        (lambda item: {"type": "object", "properties": {"pet": item, "ok": {"type": "boolean"}}}, "pet"),
    ],
)
def test_the_envelope_of_an_item(envelope, path):
    paths = crud("/pets", "/pets/{id}")
    paths["/pets/{id}"]["get"]["responses"] = answer(envelope(thing()))
    found = action(derived(paths), "GET /pets/{id}")
    assert found.envelope == path
    assert derived(paths).type("pet").id_field == "id"


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"data": several(thing())}, "data"),
        ({"items": several(thing()), "total": {"type": "integer"}, "warnings": several({})}, "items"),
        ({"pets": several(thing()), "next": {"type": "string"}}, "pets"),
        ({"_embedded": {"type": "object", "properties": {"pets": several(thing())}}, "page": {}}, "_embedded.pets"),
        ({"data": {"type": "object", "properties": {"items": several(thing())}}}, "data.items"),
    ],
)
def test_the_envelope_of_a_list(fields, path):
    paths = crud("/pets", "/pets/{id}")
    paths["/pets"]["get"]["responses"] = answer({"type": "object", "properties": fields})
    assert action(derived(paths), "GET /pets").envelope == path


def test_a_get_of_a_collection_that_is_no_list():
    paths = crud("/pets", "/pets/{id}")
    paths["/pets"]["get"]["responses"] = answer({"type": "object", "properties": {"count": {"type": "integer"}}})
    (left,) = derived(paths).leftovers
    assert "does not answer with a list" in left.reason


def test_references_in_nested_bodies_and_arrays():
    line = {"type": "object", "required": ["pet_id"], "properties": {"pet_id": {"type": "integer"}}}
    order = thing(
        owner={"type": "object", "properties": {"petId": {"type": "integer"}}},
        lines=several(line),
        pet_ids=several({"type": "integer"}),
        parent_id={"type": "integer"},
        order_id={"type": "integer"},
        mood_id={"type": "integer"},
    )
    derivation = derived(crud("/pets", "/pets/{id}") | crud("/orders", "/orders/{id}", order))
    found = {one.pointer: (one.type, one.required, one.many) for one in action(derivation, "POST /orders").references}
    assert found == {
        "/owner/petId": ("pet", False, False),
        "/lines/-/pet_id": ("pet", False, False),
        "/pet_ids": ("pet", False, True),
        "/parent_id": ("order", False, False),
    }


def test_states_and_candidates_of_moves():
    states = {"type": "string", "enum": ["new", "submitted", "canceled"], "default": "new"}
    paths = crud("/orders", "/orders/{id}", thing(status=states))
    for verb in ("submit", "cancel", "frobnicate"):
        paths[f"/orders/{{id}}/{verb}"] = {"post": {"operationId": verb, "responses": answer()}}
    derivation = derived(paths)
    cycle = derivation.type("order").lifecycle
    assert cycle is not None
    assert (cycle.field, cycle.states, cycle.initial) == ("status", ("new", "submitted", "canceled"), "new")
    found = {(move.action, move.state): move.confidence for move in derivation.moves}
    assert set(found) == {("submit", "submitted"), ("cancel", "canceled")}
    assert all(confidence < 0.9 for confidence in found.values())


def test_an_initial_state_that_nothing_tells():
    states = {"type": "string", "enum": ["open", "closed"]}
    cycle = derived(crud("/orders", "/orders/{id}", thing(state=states))).type("order").lifecycle
    assert cycle is not None
    assert cycle.initial is None


@pytest.mark.parametrize("enum", [["one"], [1, 2], []])
def test_what_is_no_lifecycle(enum):
    shape = thing(status={"enum": enum}, kind={"type": "string", "enum": ["a", "b"]})
    assert derived(crud("/orders", "/orders/{id}", shape)).type("order").lifecycle is None


def test_natural_keys_are_candidates_with_a_conflict():
    new = {"type": "object", "required": ["name", "size"], "properties": {"name": {"type": "string"}, "size": {}}}
    paths = crud("/pets", "/pets/{id}")
    paths["/pets"]["post"]["requestBody"] = body(new)
    assert derived(paths).type("pet").keys == ()
    paths["/pets"]["post"]["responses"]["409"] = {"description": "taken"}
    (key,) = derived(paths).type("pet").keys
    assert (key.field, key.confidence) == ("name", 0.6)
    assert key.evidence


def test_an_id_that_the_client_chooses_in_the_body():
    new = {"type": "object", "required": ["username"], "properties": {"username": {"type": "string"}}}
    type_ = derived(crud("/users", "/users/{username}", new)).type("user")
    assert (type_.id_field, type_.chosen_id) == ("username", "body")
    assert derived(crud("/pets", "/pets/{id}")).type("pet").chosen_id is None


def test_credentials():
    schemes = {
        "key": {"type": "apiKey", "in": "query", "name": "k"},
        "bearer": {"type": "http", "scheme": "bearer"},
        "basic": {"type": "http", "scheme": "basic"},
        "oauth": {"type": "oauth2", "flows": {}},
    }
    paths = crud("/pets", "/pets/{id}")
    paths["/pets"]["get"]["security"] = []
    paths["/pets"]["post"]["security"] = [{"key": []}, {}]
    security = derived(paths, components={"securitySchemes": schemes}, security=[{"bearer": []}]).security
    found = {one.scheme: (one.where, one.name, one.example, one.operations) for one in security.credentials}
    assert found == {
        "key": ("query", "k", "<key>", 1),
        "bearer": ("header", "Authorization", "Bearer <token>", 4),
        "basic": ("header", "Authorization", "Basic <base64 of user:password>", 0),
        "oauth": ("header", "Authorization", "Bearer <token>", 0),
    }
    assert security.open == 2
