"""Counts what a run spends of its budget."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import PlanError
from ..plan.cover import parse, seconds

if TYPE_CHECKING:
    from ..events.facts import Event
    from .settings import Budget


def limited(budget: Budget, cover: str) -> Budget:
    """The budget, with the time limit that the goals may name, as in ``pairs or time(60s)``; the lesser one holds."""
    try:
        limit = seconds(parse(cover))
    except PlanError:
        return budget  # what is wrong with the goals is told when they are planned
    known = [number for number in (limit, budget.seconds) if number is not None]
    return replace(budget, seconds=min(known, default=None))


class Spent:
    """What this process spent; with ``share`` processes each may spend its part of the requests."""

    def __init__(self, budget: Budget, *, share: int = 1) -> None:
        self._budget = budget
        self._most = None if budget.requests is None else -(-budget.requests // share)
        self._requests = 0
        self._since = time.monotonic()

    def add(self, event: Event) -> None:
        """Count the requests of a finished step."""
        self._requests += getattr(event.fact, "requests", 0)

    def why_stop(self) -> str:
        """Why nothing more may be spent; empty while it may."""
        if self._most is not None and self._requests >= self._most:
            return f"the budget of {self._budget.requests} requests is spent"
        seconds = self._budget.seconds
        if seconds is not None and time.monotonic() - self._since >= seconds:
            return f"the budget of {seconds:g} s is spent"
        return ""
