"""--resource-graph-cover: what is planned for."""

import pytest

from .reading import RUN, row


@pytest.mark.parametrize("cover", ["actions", "states", "transitions", "pairs", "refusals", "actions and refusals"])
def test_its_goals_are_covered(in_memory, cover):
    result = in_memory.runpytest(*RUN, f"--resource-graph-cover={cover}")
    assert result.ret == 0
    for criterion in cover.split(" and "):
        covered, _, unplanned = map(int, row(result, criterion).split())
        assert covered > 0
        assert unplanned == 0


def test_more_goals_take_more_steps(in_memory):
    steps = [
        int(row(in_memory.runpytest(*RUN, f"--resource-graph-cover={cover}"), "steps"))
        for cover in ("actions", "pairs")
    ]
    assert steps[0] < steps[1]
