"""Collecting 5,000 planned sequences, against 5,000 ids of a plain ``pytest.mark.parametrize``.

Whole ``pytest --collect-only -q`` processes in turn: once as they are, and once net of a run that collects one item in
the same way. The plan is ready beforehand, a scheduler returns it, so that collection alone is measured.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from .processes import Cost, alternated
from .row import Row

PLANNED = """
from pytest_resourcegraph import ResourceType, action
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.plan.plan import Plan, Sequence, Step

thing = ResourceType("thing")

@action(creates=thing)
def create_thing(api):
    return api.post("/things")

@action(reads=thing)
def get_thing(api, thing):
    return api.get(f"/things/{thing.id}")

class Ready:
    def plan(self, schema, request):
        make = Step(action="create_thing", makes="t1")
        look = Step(action="get_thing", roles=(("thing", Key("thing", "t1")),))
        names = (f"S{number:04d}-create_thing-get_thing" for number in range(NUMBER))
        sequences = tuple(Sequence(name=name, steps=(make, look)) for name in names)
        return Plan(sequences=sequences, cover=request.cover, seed=request.seed)

def pytest_resourcegraph_scheduler():
    return Ready()
"""
PLAIN = """
import pytest

@pytest.mark.parametrize(
    "number", range(NUMBER), ids=[f"S{number:04d}-create_thing-get_thing" for number in range(NUMBER)]
)
def test_thing(number):
    pass
"""
PYTEST = (
    *(sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-c", "/dev/null"),
    *("--rootdir", ".", "--disable-plugin-autoload"),  # no other plugin takes part; ours is named
)
OURS = ("-p", "pytest_resourcegraph.plugin", "--resource-graph")


def prepared(folder: Path, number: int) -> dict[str, tuple[str, ...]]:
    """Commands that collect ``planned`` and ``plain`` items in ``folder``, and one item as ``…, one``."""
    commands: dict[str, tuple[str, ...]] = {}
    for suffix, items in (("", number), (", one", 1)):
        for kind, text, file, options in (
            ("planned", PLANNED, "conftest.py", OURS),
            ("plain", PLAIN, "test_thing.py", ()),
        ):
            place = folder / f"{kind}{items}"
            place.mkdir()
            (place / file).write_text(f"NUMBER = {items}\n{text}", encoding="utf-8")
            commands[kind + suffix] = (*PYTEST, *options, str(place))
    return commands


def measured(rounds: int, number: int) -> dict[str, list[Cost]]:
    """The costs of those commands, round by round."""
    with TemporaryDirectory() as folder:
        return alternated(prepared(Path(folder), number), Path(folder), rounds)


def rows(rounds: int = 9, number: int = 5000) -> Iterator[Row]:
    """Both ways on the clock, whole and net, and net in processor time."""
    costs = measured(rounds, number)
    yield _row(f"collection of {number:,} sequences", "parametrize", costs["planned"], costs["plain"], _seconds)
    planned, plain = (
        [whole - one for whole, one in zip(costs[kind], costs[f"{kind}, one"], strict=True)]
        for kind in ("planned", "plain")
    )
    yield _row(f"collection of {number:,}, net of start-up", "parametrize, net", planned, plain, _seconds)
    yield _row(f"collection of {number:,}, net, processor time", "parametrize, net", planned, plain, _busy)


def _row(name: str, against: str, planned: list[Cost], plain: list[Cost], figure: Callable[[Cost], float]) -> Row:
    ours, theirs = [figure(one) for one in planned], [figure(one) for one in plain]
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    return Row(
        name=name, ours=f"{median(ours):.2f} s", compared=f"{median(theirs):.2f} s, {against}",
        ratio=f"{median(ratios):.2f}", goal="<= 1.5", noise=f"{min(ratios):.2f} to {max(ratios):.2f}",
    )  # fmt: skip


def _seconds(cost: Cost) -> float:
    return cost.seconds


def _busy(cost: Cost) -> float:
    return cost.busy
