"""What is in the way of a create that sent nothing of its own: from the first conflict on, its texts are unique."""

import types
from collections.abc import Callable
from typing import Any

import pytest

from .documents import crud
from .test_wording import UNIQUES, built

LABELLED = {
    "type": "object",
    "required": ["stamp", "size", "kind", "note"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "stamp": {"type": "string"},
        "note": {"type": "string"},
        "size": {"type": "integer"},
        "kind": {"type": "string", "enum": ["a", "b"]},
    },
}


class Shelf:
    """Refuses what has a value that another one has in the field ``key`` (everything, where that is ``*``).

    And for a while whatever comes; never what has a stamp or a note of other words than ``takes``.
    """

    def __init__(self, key: str, *, closed: int = 0, takes: str = "") -> None:
        self.key, self.closed, self.takes = key, closed, takes
        self.kept: set[object] = set()
        self.sent: list[Any] = []
        self.statuses: list[int] = []

    def request(self, method: str, path: str, json: Any = None, **_: object) -> object:
        self.sent.append(json)
        status = 409 if self.key == "*" or len(self.sent) <= self.closed or json.get(self.key) in self.kept else 201
        if self.takes and not str(json["note"]).startswith(self.takes):
            status = 422
        if status == 201:
            self.kept.add(json.get(self.key))
        self.statuses.append(status)
        return types.SimpleNamespace(
            status_code=status, content=b'{"id": 7}', json=lambda: {"id": 7}, headers={}
        )  # fmt: skip


def creating(shelf: Shelf, schema: dict[str, Any]) -> Callable[[], object]:
    """One call, that keeps what it has learned."""
    (create,) = [one for one in built(crud("/docs", "/docs/{id}", schema)).actions if one.name == "post_docs"]

    def call() -> object:
        with UNIQUES.step():
            return create.call(api=shelf)

    return call


def sent(shelf: Shelf, schema: dict[str, Any], times: int) -> list[Any]:
    call = creating(shelf, schema)
    for _ in range(times):
        call()
    return shelf.sent


def with_note(**said: object) -> dict[str, Any]:
    properties: Any = LABELLED["properties"]
    return {**LABELLED, "properties": {**properties, "note": {"type": "string", **said}}}


def test_the_second_one_is_asked_for_again_with_texts_of_its_own():
    first, refused, second, third = sent(Shelf("stamp"), LABELLED, 3)
    assert refused == first
    assert len({first["stamp"], second["stamp"], third["stamp"]}) == 3
    assert len({first["note"], second["note"], third["note"]}) == 3
    assert {one["kind"] for one in (first, second, third)} == {first["kind"]}


def test_a_text_for_which_the_document_has_a_value_keeps_it():
    shelf = Shelf("stamp", takes="USD")
    *_, last = sent(shelf, with_note(example="USD"), 3)
    assert (last["note"], shelf.statuses) == ("USD", [201, 409, 201, 201])


def test_unless_that_is_the_reason():
    shelf = Shelf("note")
    sent(shelf, with_note(example="USD"), 3)
    assert shelf.statuses == [201, 409, 409, 201, 201]


def test_what_is_refused_for_its_texts_is_not_said_again():
    shelf = Shelf("stamp", takes="note")
    call = creating(shelf, with_note(maxLength=4))
    call()
    call()
    assert shelf.statuses == [201, 409, 422]
    shelf.kept.clear()
    call()
    assert (shelf.statuses[-1], shelf.sent[-1]) == (201, shelf.sent[0])


def test_a_conflict_for_something_else_leaves_it_for_the_next():
    shelf = Shelf("stamp", closed=2)
    sent(shelf, LABELLED, 4)
    assert shelf.statuses == [409, 409, 201, 409, 201, 201]


@pytest.mark.parametrize("key", ["*", "size", "kind"])
def test_few_are_asked_about(key):
    shelf = Shelf(key)
    sent(shelf, LABELLED, 8)
    assert len(shelf.sent) == 8 + 3
    assert shelf.sent[-1] == shelf.sent[0]


def test_what_has_a_name_of_its_own_is_not_asked_for_again():
    own = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
    named = {"allOf": [LABELLED, own]}
    assert len(sent(Shelf("stamp"), named, 3)) == 3


def test_a_create_without_texts_is_not_asked_for_again():
    bare = {"type": "object", "required": ["size"], "properties": {"size": {"type": "integer"}}}
    assert len(sent(Shelf("size"), bare, 2)) == 2
