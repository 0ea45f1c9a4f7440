"""The figures that plans are judged by, so that nobody makes them worse without noticing."""

import pytest

from benchmarks.planner import MODELS, figures


@pytest.mark.parametrize("cover", ["transitions and refusals", "pairs"])
@pytest.mark.parametrize("model", MODELS)
def test_a_plan_needs_at_most_half_as_much_again_as_the_bound(model, cover):
    (row,) = figures((model,), (cover,))
    assert row.ratio <= 1.5
    assert row.left <= 1  # nothing destroys a product
