"""One run of a candidate, as far as shrinking has to know of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from ..events.facts import Fact, Found, StepFinished
from ..plan.plan import FindingName, Step
from .run import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came of a run: the names of its findings, how many steps were taken, and the requests with its cleanup.

    The run ends with the first step that shows a finding, so that the last of the steps ``taken`` shows it.
    """

    names: tuple[FindingName, ...] = ()
    taken: int = 0
    requests: int = 0


RunOnce: TypeAlias = Callable[[tuple[Step, ...]], Attempt]
"""Runs steps from an empty world, with no observations but those among them, and cleans up."""


def attempted(verdict: Verdict, facts: Iterable[Fact]) -> Attempt:
    """The attempt that a run was: from its verdict, and the facts that were appended during it."""
    known = tuple(facts)
    return Attempt(
        names=tuple((fact.check, fact.action, fact.kind) for fact in known if isinstance(fact, Found)),
        taken=len(verdict.trace),
        requests=sum(fact.requests for fact in known if isinstance(fact, StepFinished)),
    )
