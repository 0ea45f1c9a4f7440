"""Requests a second of the engine, against plain ``requests`` loops that send exactly the same requests.

All talk to the example service, in a process of its own. The fair comparison is a session with ``trust_env=False``, as
ours is; one with the defaults looks for proxies and a netrc file at every request.
"""

from collections.abc import Callable, Iterator
from statistics import median

from pytest_resourcegraph.plan.scheduler import Request
from pytest_resourcegraph.plan.schedulers.cover import Cover

from .contest import BARE, ENGINE, USUAL, Round, contest
from .row import Row


def rounds(number: int, *, cover: str = "transitions and refusals", most: int | None = None) -> list[Round]:
    """That many rounds over the first ``most`` sequences of a plan."""
    with contest() as at_it:
        sequences = Cover().plan(at_it.schema, Request(cover=cover)).sequences[:most]
        at_it.record(sequences)
        return [at_it.round(sequences, turn) for turn in range(number)]


def rows(number: int = 15) -> Iterator[Row]:
    """The engine against each plain loop, and what it adds to a request."""
    done = rounds(number)
    for other, goal in ((BARE, ">= 0.90"), (USUAL, "")):
        ratios = [round_.ratio(other) for round_ in done]
        yield Row(
            name="throughput", ours=f"{_middle(done, lambda r: r.rate(ENGINE)):.0f} requests/s",
            compared=f"{_middle(done, lambda r: r.rate(other)):.0f} requests/s, {other}",
            ratio=f"{median(ratios):.3f}", goal=goal, noise=f"{min(ratios):.3f} to {max(ratios):.3f}",
        )  # fmt: skip
    added = [(one.busy[ENGINE] - one.busy[BARE]) / one.requests * 1000 for one in done]
    yield Row(
        name="throughput, processor time", ours=f"{_middle(done, lambda r: _busy(r, ENGINE)):.3f} ms a request",
        compared=f"{_middle(done, lambda r: _busy(r, BARE)):.3f} ms a request, {BARE}",
        ratio=f"+ {median(added):.3f} ms", noise=f"{min(added):.3f} to {max(added):.3f} ms",
    )  # fmt: skip


def _busy(one: Round, name: str) -> float:
    return one.busy[name] / one.requests * 1000


def _middle(done: list[Round], figure: Callable[[Round], float]) -> float:
    return median(map(figure, done))
