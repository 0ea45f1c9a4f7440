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
