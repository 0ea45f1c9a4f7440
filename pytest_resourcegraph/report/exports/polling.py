"""The exchanges of a step, with what was asked again and again as one."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...events.exchange import Exchange

_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """One exchange, or the last of several that are alike. ``first`` is the place of the first of them in its step.

    ``settles`` where another kind of status came at last, so that it was waited for.
    """

    exchange: Exchange
    first: int
    times: int = 1
    pause: float = 0.0
    settles: bool = False


def polled(exchanges: Sequence[Exchange], times: Sequence[float]) -> list[Polled]:
    """The exchanges in their order. A request that may have changed something is never taken for the same again."""
    groups: list[list[int]] = []
    for place, exchange in enumerate(exchanges):
        if groups and _is_again(exchanges[groups[-1][-1]], exchange):
            groups[-1].append(place)
        else:
            groups.append([place])
    return [_polled(exchanges, times, group) for group in groups]


def _polled(exchanges: Sequence[Exchange], times: Sequence[float], group: Sequence[int]) -> Polled:
    families = {(exchanges[place].status or 0) // 100 for place in group}
    waited = times[group[-1]] - times[group[0]]
    return Polled(
        exchange=exchanges[group[-1]], first=group[0], times=len(group), settles=len(families) > 1,
        pause=round(max(waited / (len(group) - 1), 0.05), 2) if len(group) > 1 else 0.0,
    )  # fmt: skip


def _is_again(earlier: Exchange, later: Exchange) -> bool:
    same = (earlier.method, earlier.url, earlier.request_body) == (later.method, later.url, later.request_body)
    return same and (earlier.method in _LOOKING or not 200 <= (earlier.status or 0) < 300)
