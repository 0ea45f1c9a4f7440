"""The protocol of a scheduler. To add one: a file in ``schedulers/`` and its test."""

from dataclasses import dataclass
from typing import Protocol

from ..model.schema import Schema
from .plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is wanted of a plan.

    ``cover`` is the coverage expression, ``seed`` permutes what is otherwise equal, ``max_steps`` cuts a sequence,
    ``focus`` limits the goals to those of these actions (None: all), ``effort`` bounds the search in simulated steps.
    """

    cover: str = "transitions and refusals and siblings"
    seed: int = 0
    max_steps: int = 15
    focus: frozenset[str] | None = None
    effort: int = 200_000


class Scheduler(Protocol):
    """Plans sequences for a schema, without any request: the same inputs give the same plan, byte for byte."""

    def plan(self, schema: Schema, request: Request) -> Plan:
        """The plan. Raises PlanError where the request is not understood."""
