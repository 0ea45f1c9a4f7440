"""Answers: success, and what a body holds."""

import pytest

from pytest_resourcegraph.model.answer import (
    Answer,
    created_id,
    is_partial,
    listed_items,
    lookup,
    missing_id,
    resource_body,
)

NONE: frozenset[int] = frozenset()


@pytest.mark.parametrize(
    ("answer", "expects", "succeeded", "refused", "label"),
    [
        (Answer(status=200), NONE, True, False, "200"),
        (Answer(status=299), NONE, True, False, "299"),
        (Answer(status=302), NONE, False, False, "302"),
        (Answer(status=404), NONE, False, True, "404"),
        (Answer(status=500), NONE, False, False, "500"),
        (Answer(status=202), {202}, True, False, "202"),
        (Answer(status=200), {202}, False, False, "200"),
        (Answer(), NONE, True, False, "ok"),
        (Answer(refused=True), NONE, False, True, "refused"),
        (Answer(refused=True, status=409), NONE, False, True, "409"),
    ],
)
def test_success_and_refusal(answer, expects, succeeded, refused, label):
    assert (answer.succeeded(expects), answer.is_refusal, answer.label) == (succeeded, refused, label)


@pytest.mark.parametrize(
    ("path", "value"), [("a", 1), ("b.c", 2), ("b.x", None), ("a.c", None), ("x", None), ("b", {"c": 2})]
)
def test_lookup(path, value):
    assert lookup({"a": 1, "b": {"c": 2}}, path) == value


@pytest.mark.parametrize("body", [None, "text", 5, [1], {}])
def test_lookup_in_what_has_no_such_field(body):
    assert lookup(body, "a.b") is None


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"id": 1}, {"id": 1}),
        ({"data": {"id": 1}}, {"id": 1}),
        ({"other": {"id": 2}, "box": {"id": 1}}, {"id": 1}),
        ({"result": {"id": 1}}, {"id": 1}),
        ({"result": {"id": 1}, "count": 1}, None),
        ({"id": None, "data": {"id": 0}}, {"id": 0}),
        ({"name": "x"}, None),
        ([{"id": 1}], None),
        (None, None),
    ],
)
def test_the_body_of_a_resource(body, found):
    assert resource_body(body, "id", "box") == found


@pytest.mark.parametrize(
    ("body", "id_field", "found"),
    [
        ({"id": "b1"}, "id", "b1"),
        ({"id": 0}, "id", 0),
        ({"meta": {"uid": "b1"}}, "meta.uid", "b1"),
        ({"data": {"id": "b1"}}, "id", "b1"),
        ("b1", "id", "b1"),
        (7, "id", 7),
        (True, "id", None),
        ({"id": True}, "id", None),
        ({"id": {"x": 1}}, "id", None),
        ({}, "id", None),
        (None, "id", None),
    ],
)
def test_the_id_of_what_was_created(body, id_field, found):
    assert created_id(body, id_field) == found


@pytest.mark.parametrize(
    ("body", "items"),
    [
        ([1, 2], (1, 2)),
        ([], ()),
        ({"items": [1], "other": [2]}, (1,)),
        ({"results": [1]}, (1,)),
        ({"boxes": [1], "total": 1}, (1,)),
        ({"_embedded": {"boxes": [1]}}, (1,)),
        ({"a": [1], "b": [2]}, None),
        ({}, None),
        ("text", None),
        (None, None),
    ],
)
def test_the_items_of_a_list(body, items):
    assert listed_items(body) == items


@pytest.mark.parametrize(
    "body",
    [
        {"items": [1], "next": "/2"},
        {"items": [1], "links": {"next": "/2"}},
        {"items": [1], "meta": {"has_more": True}},
        {"items": [1], "total": 2},
        {"items": [1], "pagination": {"total_count": 7}},
    ],
)
def test_one_page_of_several(body):
    assert is_partial(body, (1,))


@pytest.mark.parametrize(
    "body", [[1], {"items": [1]}, {"items": [1], "next": None, "total": 1}, {"items": [1], "has_more": False}]
)
def test_the_whole_list(body):
    assert not is_partial(body, (1,))


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ({"uid": 1, "name": "x"}, "fields of the answer: name, uid"),
        ({}, "fields of the answer: none"),
        ([1], "the answer is list: [1]"),
        (None, "the answer is NoneType: None"),
    ],
)
def test_an_id_that_is_missing(body, known):
    assert str(missing_id("conftest.py:3", "make", "id", body)) == (
        f"conftest.py:3: the answer of 'make' has no id in 'id'\n{known}\n"
        "set id_field= of the resource type, or return the id from the action"
    )
