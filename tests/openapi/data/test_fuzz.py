"""Drawn values: valid, the same from the same seed in any process, and none where none is found."""

import json

import pytest

from ...architecture.source import python
from .documents import sampler, thing

pytest.importorskip("hypothesis")

from pytest_resourcegraph.declare.openapi.data.fuzz import drawer

TEXT = {"type": "string"}
SCHEMA = thing(
    "name", name=TEXT, size={"type": "integer", "minimum": 3, "maximum": 9}, kind={"enum": ["a", "b"]},
    code={**TEXT, "pattern": "^[a-z]{3}$"}, tags={"type": "array", "items": TEXT, "maxItems": 2},
)  # fmt: skip
ELSEWHERE = """
import json
from pytest_resourcegraph.declare.openapi.data.fuzz import drawer
from tests.openapi.data.documents import sampler
from tests.openapi.data.test_fuzz import SCHEMA
draw = drawer(sampler(), SCHEMA)
print(json.dumps([draw(f"seed {n}") for n in range(20)]))
"""


def _draws(number=20):
    draw = drawer(sampler(), SCHEMA)
    return [draw(f"seed {n}") for n in range(number)]


def test_they_are_valid_and_differ():
    values = [value for (value,) in _draws(60)]
    made = sampler()
    assert all(made.accepts(SCHEMA, value) for value in values)
    assert len({json.dumps(value) for value in values}) > 40
    assert {"size" in value for value in values} == {True, False}
    assert not any(value.get("code", "").endswith("\n") for value in values)


def test_the_same_seed_draws_the_same_in_another_process():
    run = python("-c", ELSEWHERE, PYTHONHASHSEED="99")
    assert run.returncode == 0, run.stderr
    assert [tuple(one) for one in json.loads(run.stdout)] == _draws()


def _ends(schema, measure=len, number=80):
    draw = drawer(sampler(), schema)
    drawn = [measure(value) for n in range(number) for value in draw(f"seed {n}")]
    assert len(drawn) == number
    return min(drawn), max(drawn)


@pytest.mark.parametrize(
    ("schema", "ends"),
    [
        (TEXT, (0, 300)),
        ({**TEXT, "maxLength": 4000}, (0, 300)),
        ({**TEXT, "minLength": 400, "maxLength": 400}, (400, 400)),
        ({**TEXT, "format": "uri"}, (21, 300)),
        ({**TEXT, "format": "email"}, (13, 76)),
        ({**TEXT, "format": "phone", "minLength": 3, "maxLength": 20}, (3, 20)),
        ({**TEXT, "pattern": "[A-Z]", "maxLength": 30}, (1, 30)),
        ({**TEXT, "pattern": r"^\w+@\w+$"}, (3, 300)),
        ({"type": "array", "items": TEXT}, (0, 5)),
        ({"type": "array", "items": TEXT, "minItems": 7}, (7, 12)),
        ({"type": "array", "items": TEXT, "maxItems": 1000}, (0, 20)),
        ({"type": "array", "items": {"type": "integer"}, "uniqueItems": True, "maxItems": 9}, (0, 9)),
        ({"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": True, "maxItems": 9}, (0, 2)),
        ({"type": "object", "additionalProperties": TEXT, "minProperties": 2, "maxProperties": 8}, (2, 8)),
        (thing("a", **dict.fromkeys("abcdef", TEXT)), (1, 6)),
        ({**thing(**dict.fromkeys("abcdef", TEXT)), "minProperties": 1, "maxProperties": 3}, (1, 3)),
    ],
)  # fmt: skip
def test_lengths_reach_both_ends(schema, ends):
    assert _ends(schema) == ends


@pytest.mark.parametrize(
    ("schema", "ends"),
    [
        ({"type": "integer", "minimum": 3, "maximum": 900}, (3, 900)),
        (
            {"type": "integer", "minimum": 3, "maximum": 900, "exclusiveMinimum": True, "exclusiveMaximum": True},
            (4, 899),
        ),
        ({"type": "integer", "minimum": 3, "maximum": 900, "multipleOf": 7}, (7, 896)),
        ({"type": "integer", "format": "int32"}, (-(2**31), 2**31 - 1)),
        ({"type": "number", "minimum": 0.5, "maximum": 9.5}, (0.5, 9.5)),
        ({"type": "number", "minimum": 0.5, "maximum": 2.31, "multipleOf": 0.01}, (0.5, 2.31)),
    ],
)
def test_numbers_reach_both_ends(schema, ends):
    assert _ends(schema, float) == ends


def test_an_excluded_end_is_not_drawn():
    least, greatest = _ends({"type": "number", "minimum": 0, "exclusiveMinimum": True, "maximum": 1}, float)
    assert 0 < least < 1e-300
    assert greatest == 1


def test_a_number_without_an_end_is_often_one_that_most_programs_can_hold():
    draw = drawer(sampler(), {"type": "integer", "minimum": 0})
    drawn = [value for n in range(80) for value in draw(f"seed {n}")]
    assert drawn.count(2**31 - 1) > 5
    assert drawn.count(0) > 5


def test_the_ends_come_often_and_not_always():
    draw = drawer(sampler(), {**TEXT, "minLength": 2, "maxLength": 40})
    drawn = [len(str(value)) for n in range(300) for value in draw(f"seed {n}")]
    assert 40 <= drawn.count(2) <= 110
    assert 40 <= drawn.count(40) <= 90
    assert len(set(drawn)) > 10


def test_nothing_is_very_large():
    inside = {"type": "array", "items": {"type": "array", "maxItems": 20, "items": TEXT}, "maxItems": 20}
    schema = {"type": "array", "items": inside, "maxItems": 20}
    draw = drawer(sampler(), schema)
    sizes = [len(json.dumps(value)) for n in range(80) for value in draw(f"seed {n}")]
    assert len(sizes) > 70
    assert 10_000 < max(sizes) <= 1 << 16


@pytest.mark.parametrize(
    "schema",
    [
        {**TEXT, "minLength": 5, "maxLength": 2},
        {"enum": []},
        thing("x", x={"not": {}}),
        {**TEXT, "pattern": "(?<=x+)a"},
    ],
)
def test_where_there_is_none_nothing_is_drawn(schema):
    assert drawer(sampler(), schema)("seed") == ()
