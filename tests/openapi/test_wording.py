"""How much a body says, and what the calls of a document make of it."""

import json
import types
from typing import Any

import pytest

from pytest_resourcegraph.declare.openapi.answers import Documented
from pytest_resourcegraph.declare.openapi.build import Built, build
from pytest_resourcegraph.declare.openapi.calls import Means
from pytest_resourcegraph.declare.openapi.data.canon import Canon
from pytest_resourcegraph.declare.openapi.data.dialect import Dialect
from pytest_resourcegraph.declare.openapi.data.sample import Sampler
from pytest_resourcegraph.declare.openapi.derivation import OperationRole as Role
from pytest_resourcegraph.declare.openapi.read import load
from pytest_resourcegraph.declare.openapi.wording import Wording
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.node import Node
from pytest_resourcegraph.model.resource import Resource
from pytest_resourcegraph.model.unique import Uniques

from .documents import answer, body, crud, derived, thing

UNIQUES = Uniques("t")


class Client:
    """Refuses every body that lacks ``needs`` or has what it ``hates``, and notes what was sent."""

    def __init__(self, needs: str = "", hates: str = "") -> None:
        self.needs, self.hates = needs, hates
        self.sent: list[tuple[str, str, Any]] = []

    def request(self, method: str, path: str, json: Any = None, **_: object) -> object:
        self.sent.append((method, path, json))
        said = json if isinstance(json, dict) else {}
        good = (not self.needs or self.needs in said) and self.hates not in said
        return types.SimpleNamespace(
            status_code=200 if good else 422, content=b'{"id": 7}', json=lambda: {"id": 7}, headers={}
        )

    def bodies(self) -> list[Any]:
        return [json for _, _, json in self.sent]


def built(paths, supply=lambda action, made: None) -> Built:
    derivation = derived(paths)
    sampler = Sampler(Dialect.of(derivation.document.raw), derivation.document.refs.follow)
    return build(derivation, Means(sampler=sampler, supply=supply))


def call(made: Built, name: str, client: Client, **resources: Resource) -> None:
    (action,) = [one for one in made.actions if one.name == name]
    with UNIQUES.step():
        action.call(api=client, **resources)


def refusals(made: Built, name: str) -> set[str]:
    (said,) = [one.refuses for one in made.actions if one.name == name]
    assert not isinstance(said, bool)
    return set(said)


def resource(kind: str, id: object, **data: object) -> Resource:
    key = Key(kind, id)  # type: ignore[arg-type]
    node = Node(key=key, alias="a", state=None, links={}, owner="", data=data, made=1, order=1)
    return Resource(key, lambda _: node)


OPTIONAL = {
    "type": "object",
    "properties": {"id": {"type": "integer"}, "note": {"type": "string"}, "owner_id": {"type": "string"}},
}


def test_the_least_first_then_all_and_what_was_taken_stays():
    made, client = built(crud("/docs", "/docs/{id}", OPTIONAL)), Client(needs="note")
    call(made, "post_docs", client)
    call(made, "post_docs", client)
    first, second, third = client.bodies()
    assert "note" not in first
    assert {"note", "owner_id"} <= set(second)
    assert set(third) == set(second)


def test_a_plain_body_names_nothing_else():
    made, client = built(crud("/docs", "/docs/{id}", OPTIONAL)), Client(needs="note", hates="owner_id")
    call(made, "post_docs", client)
    assert [sorted(one) for one in client.bodies()][2:] == [["note"]]


def test_what_is_never_taken_is_tried_each_way_once():
    made, client = built(crud("/docs", "/docs/{id}", OPTIONAL)), Client(needs="nothing has it")
    for _ in range(3):
        call(made, "post_docs", client)
    assert len(client.sent) == 3 + 2
    assert client.bodies()[-1] == client.bodies()[0]


def test_the_body_of_the_user_is_sent_once():
    made = built(crud("/docs", "/docs/{id}", OPTIONAL), supply=lambda action, made: {"mine": 1})
    client = Client(needs="note")
    call(made, "post_docs", client)
    assert client.bodies() == [{"mine": 1}]


@pytest.mark.parametrize("status", [401, 403, 404, 409, 500])
def test_what_is_not_about_the_body_changes_nothing(status):
    wording = Wording(Role.CREATE)
    assert not wording.differs(status, supplied=False)
    assert wording.optional == "none"
    assert wording.differs(422, supplied=False)


def test_an_update_does_not_rename_what_it_is_about():
    """The field that the path is made of keeps its value, or the resource would not be found there any more."""
    schema = {"type": "object", "properties": {"path": {"type": "string"}, "note": {"type": "string"}}}
    paths = crud("/files", "/files/{path}", schema)
    made, client = built(paths), Client()
    call(made, "patch_files_path", client, file=resource("file", "a.txt"))
    ((method, path, sent),) = client.sent
    assert (method, path, sent["path"]) == ("PATCH", "/files/a.txt", "a.txt")
    assert sent["note"]


def test_a_put_that_may_make_is_not_refused_for_what_is_not_there():
    paths = crud("/docs", "/docs/{id}")
    assert "after-destroy" in refusals(built(paths), "put_docs_id")
    paths["/docs/{id}"]["put"]["responses"]["201"] = {"description": ""}
    after = refusals(built(paths), "put_docs_id")
    assert {"after-destroy", "wrong-parent"} & after == set()
    assert "after-parent-destroy" in after


def test_an_id_that_the_client_chooses_is_of_its_kind_and_may_be_put_again():
    number = {"name": "number", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 10}}
    shown = {"type": "object", "properties": {"number": {"type": "integer"}}}
    item = {
        "parameters": [number],
        "get": {"responses": answer(shown)},
        "put": {"requestBody": body(shown), "responses": {"201": {"description": ""}}},
        "delete": {"responses": {"204": {"description": ""}}},
    }
    made, client = built({"/numbers/{number}": item}), Client()
    (put,) = [one.name for one in made.actions if one.creates]
    call(made, put, client)
    assert int(client.sent[0][1].removeprefix("/numbers/")) >= 10
    assert made.types[0].idempotent


@pytest.mark.parametrize(("version", "wrong"), [({"swagger": "2.0"}, False), ({"openapi": "3.0.3"}, True)])
def test_where_a_document_has_no_word_for_null_it_is_no_fault(version, wrong):
    """OpenAPI 2.0 cannot say that something may be null; 3.0 can."""
    shown = thing(note={"type": "string"})
    responses = answer(shown) if wrong else {"200": {"description": "", "schema": shown}}
    paths = {"/docs": {"get": {"responses": responses, "produces": ["application/json"]}}}
    read = load(json.dumps({**version, "info": {"title": "t", "version": "1"}, "paths": paths}), "api.json")
    documents = Documented(read, Canon(dialect=Dialect.of(read.raw), resolve=read.refs.follow)).of(read.operations[0])
    assert documents is not None
    assert bool(documents(200, "application/json", {"id": 1, "note": None})) is wrong
    assert documents(200, "application/json", {"id": 1, "note": 5})


def test_an_update_sends_no_null_where_there_is_a_value():
    """What leaves a field alone where it is null, and what empties it, are both common."""
    nullable = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    shirt = {"anyOf": [{"type": "null"}, {"type": "integer"}]}
    schema = {"type": "object", "properties": {"id": {"type": "integer"}, "note": nullable, "shirt": shirt}}
    made, client = built(crud("/docs", "/docs/{id}", schema)), Client()
    (patch,) = [one.name for one in made.actions if "patch" in one.name]
    for known in ({}, {"note": "note", "shirt": 1}, {"note": "x", "shirt": 2}, {"shirt": None}):
        call(made, patch, client, doc=resource("doc", 7, **known))
    assert all(body["note"] is not None and body["shirt"] is not None for body in client.bodies())
