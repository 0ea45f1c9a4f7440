"""Requests a second of the engine, against plain ``requests`` loops that send exactly the same requests.

All talk to the example service, in a process of its own. The fair comparison is a session with ``trust_env=False``, as
ours is; one with the defaults looks for proxies and a netrc file at every request.
"""

from collections.abc import Iterator
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


def rows(number: int = 30, *, most: int | None = None) -> Iterator[Row]:
    """The engine against each plain loop, and the processor time that it adds to a request."""
    done = rounds(number, most=most)
    for other, goal in ((BARE, ">= 0.90"), (USUAL, "")):
        ratios = [one.rate(ENGINE) / one.rate(other) for one in done]
        yield Row(
            name="throughput", ours=f"{_middle_rate(done, ENGINE):.0f} requests/s",
            compared=f"{_middle_rate(done, other):.0f} requests/s, {other}", ratio=f"{median(ratios):.3f}", goal=goal,
            noise=f"{min(ratios):.3f} to {max(ratios):.3f}",
        )  # fmt: skip
    added = [one.milliseconds(ENGINE) - one.milliseconds(BARE) for one in done]
    yield Row(
        name="throughput, processor time", ours=f"{median(one.milliseconds(ENGINE) for one in done):.3f} ms a request",
        compared=f"{median(one.milliseconds(BARE) for one in done):.3f} ms a request, {BARE}",
        ratio=f"+ {median(added):.3f} ms", noise=f"+ {min(added):.3f} to {max(added):.3f} ms",
    )  # fmt: skip


def _middle_rate(done: list[Round], name: str) -> float:
    return median(one.rate(name) for one in done)
