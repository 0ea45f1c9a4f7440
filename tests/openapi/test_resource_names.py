"""Paths in which one parameter holds a whole resource name, and what the dotted ids of their operations say of it."""

import pytest

from pytest_resourcegraph.declare.openapi.resource_names import template_of

from .documents import answer, derived, pairs, roles, several, thing


@pytest.mark.parametrize(
    ("path", "operation_id", "key"),
    [
        ("/v1/{name}", "library.shelves.books.get", "/v1/shelves/{}/books/{}"),
        ("/v1/{+name}", "library.shelves.books.get", "/v1/shelves/{}/books/{}"),
        ("/v1/{name}:lend", "library.shelves.books.lend", "/v1/shelves/{}/books/{}/lend"),
        ("/v1/{parent}/books", "library.shelves.books.list", "/v1/shelves/{}/books"),
        ("/v1/{parent}", "library.shelves.books.createBook", "/v1/shelves/{}/books"),
        ("/v1/{resource}/log", "library.shelves.read", "/v1/shelves/{}/log"),
        # What says nothing of a name stays as it is.
        ("/v1/{name}", "getBook", "/v1/{}"),
        ("/v1/{name}", "", "/v1/{}"),
        ("/v1/shelves/{name}", "library.shelves.books.get", "/v1/shelves/{}"),
        ("/v1/{a}/x/{b}", "library.shelves.x.get", "/v1/{}/x/{}"),
        ("/v1", "library.shelves.get", "/v1"),
    ],
)
def test_what_the_parameter_stands_for(path, operation_id, key):
    assert "/" + "/".join(template_of(path, operation_id).key) == key


def test_types_of_one_address_are_told_apart():
    named = thing(name={"type": "string"})
    paths = {
        "/v1/shelves": {
            "get": {"operationId": "library.shelves.list", "responses": answer(several(named))},
            "post": {"operationId": "library.shelves.create", "responses": answer(named)},
        },
        "/v1/{parent}/books": {
            "post": {"operationId": "library.shelves.books.create", "responses": answer(named)},
        },
        "/v1/{name}": {
            "get": {"operationId": "library.shelves.books.get", "responses": answer(named)},
            "delete": {"operationId": "library.shelves.delete", "responses": answer()},
        },
    }
    derivation = derived(paths)
    assert pairs(derivation) == {"shelf": ("/v1/shelves", "/v1/{name}"), "book": ("/v1/{parent}/books", "/v1/{name}")}
    assert derivation.type("book").parent == "shelf"
    assert list(roles(derivation).values()) == ["list", "create", "create", "read", "destroy"]
    bound = {one.operation.label: [(two.parameter, two.type) for two in one.bindings] for one in derivation.actions}
    assert bound["POST /v1/{parent}/books"] == [("parent", "shelf")]
    assert bound["DELETE /v1/{name}"] == [("name", "shelf")]
