"""Unique values, values of others, variations and seeds."""

import re

import pytest

from pytest_resourcegraph.declare.openapi.data.wish import Wish

from .documents import ref, thing, unmade, value

TEXT = {"type": "string"}


def unique(name):
    return f"{name}-9f31c2-1"


def other(name):
    return f"{name}-9f31c2-2"


@pytest.mark.parametrize(
    ("schema", "rule"),
    [
        (TEXT, "name-9f31c2-1"),
        ({**TEXT, "minLength": 20}, "name-9f31c2-1abcdefg"),
        ({**TEXT, "maxLength": 8}, "[a-z][a-z0-9]{7}"),
        ({**TEXT, "maxLength": 13}, "name-9f31c2-1"),
        ({**TEXT, "format": "email"}, "name-9f31c2-1@example.com"),
        ({**TEXT, "format": "uri"}, "https://example.com/name-9f31c2-1"),
        ({**TEXT, "format": "hostname"}, r"name-9f31c2-1\.example\.com"),
        ({**TEXT, "format": "uuid"}, "[0-9a-f-]{36}"),
        ({**TEXT, "format": "date"}, r"20\d\d-\d\d-\d\d"),
        ({**TEXT, "format": "ipv4"}, r"10\.\d+\.\d+\.\d+"),
        ({**TEXT, "pattern": "^[a-z0-9_]+$"}, "name_9f31c2_1"),
        ({**TEXT, "pattern": "^[A-Z]{2}[0-9]{6}$"}, "[A-Z]{2}[0-9]{6}"),
        ({**TEXT, "pattern": "^[A-Z]+$"}, "[A-Z]{12}"),
        ({**TEXT, "pattern": "^[a-z]+@acme$", "format": "email"}, "[a-z]+@acme"),
        ({"type": "integer"}, r"\d+"),
        ({"type": "integer", "minimum": 100, "maximum": 999_999}, r"\d{3,6}"),
        ({"anyOf": [TEXT]}, "name-9f31c2-1"),
        ({**TEXT, "example": "taken", "nullable": True}, "name-9f31c2-1"),
    ],
)
def test_a_unique_text_in_the_form_that_the_field_allows(schema, rule):
    made, again, different = (
        value(thing(name=schema), Wish(unique=source, keys=["/name"]))["name"] for source in (unique, unique, other)
    )
    assert re.fullmatch(rule, str(made))
    assert made == again
    assert made != different


@pytest.mark.parametrize(
    "schema",
    [
        TEXT, {**TEXT, "format": "email"}, {**TEXT, "format": "hostname"}, {**TEXT, "format": "uuid"},
        {**TEXT, "pattern": "^[A-Z]{2}[0-9]{6}$"}, {**TEXT, "maxLength": 8}, {"type": "integer"},
    ],
)  # fmt: skip
def test_a_value_that_is_taken_is_given_once_more(schema):
    taken = value(thing(name=schema), Wish(unique=unique, keys=["/name"]))["name"]
    again = value(thing(name=schema), Wish(unique=lambda _: str(taken), keys=["/name"]))["name"]
    assert again == taken


def test_others_may_be_unique_beside_those_that_look_like_one():
    schema = thing("name", name=TEXT, mark=TEXT)
    assert value(schema, Wish(unique=unique, also=["/mark"])) == {"name": unique("name"), "mark": unique("mark")}
    assert unmade(thing(on={"type": "boolean"}), Wish(unique=unique, also=["/on"])).pointer == "/on"


def test_without_keys_those_that_look_like_one_are_filled():
    schema = {
        **thing("name", "note", "kind", "owner_id", name=TEXT, note=TEXT, kind={"enum": ["a"]}, owner_id=TEXT),
        "example": {"name": "box", "note": "n", "kind": "a", "owner_id": "7"},
    }
    assert value(schema, Wish(unique=unique)) == {"name": unique("name"), "note": "n", "kind": "a", "owner_id": "7"}
    assert value(schema, Wish(unique=unique, keys=[])) == schema["example"]


def test_a_guessed_key_without_room_is_left_alone_and_a_wanted_one_is_refused():
    schema = thing("code", code={**TEXT, "pattern": "^(x|x)$"})
    assert value(schema, Wish(unique=unique)) == {"code": "x"}
    assert unmade(thing("on", on={"type": "boolean"}), Wish(unique=unique, keys=["/on"])).pointer == "/on"


def test_keys_deep_inside_are_reached():
    schema = thing("owner", owner=ref("Owner"))
    owner = thing("email", email={**TEXT, "format": "email"})
    made = value(schema, Wish(unique=unique, keys=["/owner/email"]), Owner=owner)
    assert made == {"owner": {"email": "email-9f31c2-1@example.com"}}


def test_ids_of_others_are_put_where_they_belong():
    line = thing("part", "count", part={"type": "integer"}, count={"type": "integer"})
    schema = thing("lines", owner=TEXT, lines={"type": "array", "items": line}, deep=thing(x=thing(y=TEXT)))
    made = value(schema, Wish(fill={"/owner": "o1", "/lines/0/part": 41, "/lines/1/part": 42, "/deep/x/y": "z"}))
    assert made == {
        "owner": "o1",
        "lines": [{"part": 41, "count": 1}, {"part": 42, "count": 1}],
        "deep": {"x": {"y": "z"}},
    }


def test_a_value_of_another_that_does_not_fit_is_refused_at_its_place():
    found = unmade(thing("owner", owner={"type": "integer"}), Wish(fill={"/owner": "o1"}))
    assert (found.pointer, "'o1' is not of type" in found.reason) == ("/owner", True)
    assert unmade({"type": "string"}, Wish(fill={"/a": 1})).pointer == "/a"


def test_an_example_that_has_no_place_for_it_gives_way():
    schema = {"oneOf": [TEXT, thing("owner", owner=TEXT)], "example": "short form"}
    assert value(schema) == "short form"
    assert value(schema, Wish(fill={"/owner": "o1"}, n=1)) == {"owner": "o1"}


def test_what_is_no_pointer_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="no JSON pointer"):
        value(thing(), Wish(fill={"owner": 1}))


def test_variations_differ_and_are_valid():
    schema = thing("a", "b", a={**TEXT, "example": "first", "maxLength": 9}, b={"type": "integer", "enum": [3, 5, 7]})
    found = [value(schema, Wish(n=n)) for n in range(6)]
    assert found[0] == {"a": "first", "b": 3}
    assert [one["b"] for one in found] == [3, 5, 7, 3, 5, 7]
    assert len({one["a"] for one in found}) == 6


def test_a_seed_moves_what_is_made_up_and_leaves_what_is_stated():
    schema = thing("a", "b", a=TEXT, b={**TEXT, "example": "said"})
    assert value(schema, Wish(seed=1)) == value(schema, Wish(seed=1))
    assert value(schema, Wish(seed=1))["a"] != value(schema, Wish(seed=2))["a"]
    assert value(schema, Wish(seed=1))["b"] == "said"
