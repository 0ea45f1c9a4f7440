"""What is in the way of a create that sent nothing of its own: from the first conflict on, its texts are unique."""

import types
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
    """Refuses what has a value that another one has in the field ``key``; everything, where that is ``*``."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.kept: set[object] = set()
        self.sent: list[Any] = []

    def request(self, method: str, path: str, json: Any = None, **_: object) -> object:
        self.sent.append(json)
        taken = self.key == "*" or json.get(self.key) in self.kept
        self.kept.add(json.get(self.key))
        return types.SimpleNamespace(
            status_code=409 if taken else 201, content=b'{"id": 7}', json=lambda: {"id": 7}, headers={}
        )


def sent(shelf: Shelf, schema: dict[str, Any], times: int) -> list[Any]:
    (create,) = [one for one in built(crud("/docs", "/docs/{id}", schema)).actions if one.name == "post_docs"]
    for _ in range(times):
        with UNIQUES.step():
            create.call(api=shelf)
    return shelf.sent


def test_the_second_one_is_asked_for_again_with_texts_of_its_own():
    first, refused, second, third = sent(Shelf("stamp"), LABELLED, 3)
    assert refused == first
    assert len({first["stamp"], second["stamp"], third["stamp"]}) == 3
    assert len({first["note"], second["note"], third["note"]}) == 3
    assert {one["kind"] for one in (first, second, third)} == {first["kind"]}


def test_where_it_was_not_for_a_text_it_stays_as_it_was():
    first, again, *later = sent(Shelf("*"), LABELLED, 3)
    assert first["stamp"] != again["stamp"]
    assert later == [first, first]


@pytest.mark.parametrize("key", ["size", "kind"])
def test_a_conflict_about_something_else_is_asked_about_once(key):
    assert len(sent(Shelf(key), LABELLED, 3)) == 4


def test_what_has_a_name_of_its_own_is_not_asked_for_again():
    own = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
    named = {"allOf": [LABELLED, own]}
    assert len(sent(Shelf("stamp"), named, 3)) == 3


def test_a_create_without_texts_is_not_asked_for_again():
    bare = {"type": "object", "required": ["size"], "properties": {"size": {"type": "integer"}}}
    assert len(sent(Shelf("size"), bare, 2)) == 2
