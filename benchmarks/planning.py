"""The planner's figures that have a goal: requests against the lower bound, and the time for 200 actions, 40 types."""

from collections.abc import Iterator
from statistics import median

from .planner import COVERS, MODELS, figures
from .row import Row

LARGEST = "200 actions"


def rows(rounds: int = 5, models: tuple[str, ...] = tuple(MODELS), covers: tuple[str, ...] = COVERS) -> Iterator[Row]:
    """A row for the requests of each model and expression, and one for the time of the largest model."""
    done = [figures(models, covers) for _ in range(rounds)]
    for one in done[0]:
        yield Row(
            name=f"plan of {one.model}, {one.cover}", ours=f"{one.requests} requests",
            compared=f"{one.lower_bound}, lower bound", ratio=f"{one.ratio:.2f}", goal="<= 1.5", noise="none: counted",
        )  # fmt: skip
    for number, one in enumerate(done[0]):
        if one.model == LARGEST:
            seconds = [figures_[number].seconds for figures_ in done]
            yield Row(
                name=f"time to plan {one.model}, {one.cover}", ours=f"{median(seconds):.2f} s",
                compared="40 types", goal="<= 1.5 s", noise=f"{min(seconds):.2f} to {max(seconds):.2f} s",
            )  # fmt: skip
