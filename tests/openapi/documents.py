"""Small documents, made up for the tests."""

import json
from collections.abc import Mapping
from typing import Any

from pytest_resourcegraph.declare.openapi.derivation import Derivation, DerivedAction
from pytest_resourcegraph.declare.openapi.derive import derive
from pytest_resourcegraph.declare.openapi.document import Document
from pytest_resourcegraph.declare.openapi.read import load


def answer(schema: Mapping[str, Any] | None = None, status: str = "200", **more: Any) -> dict[str, Any]:
    """The responses of an operation that answers with a schema."""
    content = {} if schema is None else {"content": {"application/json": {"schema": schema}}}
    return {status: {"description": "", **content}, **more}


def body(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A request body of that schema."""
    return {"content": {"application/json": {"schema": schema}}}


def thing(**properties: Any) -> dict[str, Any]:
    """The schema of an object with an id, a title and those properties."""
    return {"type": "object", "properties": {"id": {"type": "integer"}, "title": {"type": "string"}, **properties}}


def several(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a list."""
    return {"type": "array", "items": schema}


def crud(collection: str, item: str, schema: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The paths of a type with everything that one usually has."""
    shape = schema or thing()
    return {
        collection: {
            "get": {"responses": answer(several(shape))},
            "post": {"requestBody": body(shape), "responses": answer(shape, "201")},
        },
        item: {
            "get": {"responses": answer(shape)},
            "patch": {"requestBody": body(shape), "responses": answer(shape)},
            "put": {"requestBody": body(shape), "responses": answer(shape)},
            "delete": {"responses": answer(status="204")},
        },
    }


def text_of(paths: Mapping[str, Any], **more: Any) -> str:
    """The text of a document with those paths."""
    return json.dumps({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths, **more})


def document(paths: Mapping[str, Any], **more: Any) -> Document:
    """The document with those paths."""
    return load(text_of(paths, **more), "openapi.json")


def derived(paths: Mapping[str, Any], **more: Any) -> Derivation:
    """What is derived from those paths."""
    return derive(document(paths, **more))


def pairs(derivation: Derivation) -> dict[str, tuple[str | None, str | None]]:
    """Collection and item of each type by its name."""
    return {one.name: (one.collection, one.item) for one in derivation.types}


def roles(derivation: Derivation) -> dict[str, str]:
    """The role of each operation by its label; ``other`` for what is left over."""
    found = {one.operation.label: str(one.role) for one in derivation.actions}
    return found | {one.operation.label: "other" for one in derivation.leftovers}


def action(derivation: Derivation, label: str) -> DerivedAction:
    """The action of the operation with that label."""
    return next(one for one in derivation.actions if one.operation.label == label)
