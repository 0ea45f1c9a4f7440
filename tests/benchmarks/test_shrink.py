"""The benchmark of shrinking still runs, and its figures mean what they say."""

from random import Random

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

from benchmarks import shrink
from benchmarks.failing import MODELS, Case, cases, walk


def first() -> Case:
    return next(cases(1, 25, ("11 actions",), shortest=10))


def test_a_walk_is_the_same_each_time():
    schema = MODELS["11 actions"]()
    assert walk(schema, Random("a"), 12) == walk(schema, Random("a"), 12)
    assert len(walk(schema, Random("b"), 12)) == 12


@pytest.mark.parametrize("name", list(shrink.WAYS))
def test_every_way_leaves_steps_that_still_show_the_finding(name):
    case = first()
    tally = shrink.Tally(case)
    left = shrink.WAYS[name](tally)
    assert len(left) < len(case.steps)
    assert case.finding in case.run_once(left).names
    assert tally.requests >= len(left)


def test_rows(monkeypatch):
    case = first()
    monkeypatch.setattr(shrink, "cases", lambda *_: iter([case]))
    requests, worst, median, least = shrink.rows()
    assert float(requests.ours) == float(worst.ours) > 0
    assert int(median.ours) == round(float(requests.ours) * len(case.steps))
    assert least.ours == "1 of 1, at most 0 more"
