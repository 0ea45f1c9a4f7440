"""Seeks the shortest sequence that still shows a finding, by running few and short candidates.

The same failure has the same (check, action, kind), whatever its message. The original failure is never replaced by
another one, and where it does not come again it is given as it was, with that remark.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic

from ..errors import ResourceGraphError
from ..model.schema import Schema
from ..plan.plan import INVARIANT, FindingName, Step
from ..plan.shrink.candidates import simplifications
from ..plan.shrink.guesses import guesses
from ..plan.shrink.parts import chunks
from ..plan.shrink.repair import Steps, meant
from ..plan.simulate import simulate
from .attempt import Attempt, RunOnce

_CONFIRMED = 2
"""Runs of the shortest sequence: one that found it, and one more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What may be spent on one finding. No run is begun that is likely to go beyond it."""

    requests: int = 200
    seconds: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimized:
    """The shortest sequence that was seen to end with the finding.

    It came in ``again`` of ``tries`` runs of exactly these ``steps``, of which the first is the run of the candidate
    itself. With none it could not be repeated, and the steps are the ``was`` steps that were given. ``requests`` were
    spent in ``runs``; ``remark`` says why it stopped early, if it did.
    """

    steps: Steps
    finding: FindingName
    was: int
    again: int
    tries: int
    requests: int
    runs: int
    remark: str = ""

    @property
    def reproduced(self) -> bool:
        """Whether it came again at all."""
        return self.again > 0

    @property
    def frequency(self) -> str:
        """How reliably it comes, in words: ``deterministic: 2 of 2 runs``."""
        seen = f"{self.again} of {self.tries} runs"
        if self.tries < _CONFIRMED:
            return f"not known to be deterministic: {seen.removesuffix('s')}" if self.tries else "not tried again"
        return f"{'deterministic' if self.again == self.tries else 'flaky'}: {seen}"


class _OverBudget(Exception):
    """The next run may cost more than is left."""


def minimize(
    schema: Schema,
    steps: Iterable[Step],
    finding: FindingName,
    run_once: RunOnce,
    *,
    budget: Budget | None = None,
    clock: Callable[[], float] = monotonic,
) -> Minimized:
    """The shortest sequence found for the finding that the last of the steps shows.

    Nothing is raised but what ``run_once`` raises, and no list of steps is run twice except to confirm the last one.
    """
    search = _Search(schema, tuple(steps), finding, run_once, budget or Budget(), clock)
    remark = ""
    try:
        remark = search.go()
    except _OverBudget:
        remark = search.spent_text
    except ResourceGraphError as error:
        remark = f"the model cannot follow these steps: {error.problems[0].what}"
    return search.result(remark)


class _Search:
    """The state of one search: what was run, what it cost, and the best so far."""

    def __init__(
        self, schema: Schema, steps: Steps, finding: FindingName, run_once: RunOnce, budget: Budget,
        clock: Callable[[], float],
    ) -> None:  # fmt: skip
        self._schema = schema
        self._whole = steps
        self._finding = finding
        self._run_once = run_once
        self._budget = budget
        self._clock = clock
        self._begun = clock()
        self._seen: dict[Steps, list[bool]] = {}
        self._quiet: list[frozenset[Step]] = []
        self._requests = 0
        self._runs = 0
        self._other: tuple[FindingName, ...] = ()
        self._best: Steps | None = None

    @property
    def spent_text(self) -> str:
        """That the budget was spent, and on what."""
        return f"the budget is spent: {self._requests} requests in {self._clock() - self._begun:.1f} s"

    def go(self) -> str:
        """Search until nothing shorter shows it; gives a remark where it did not come again as it should."""
        whole = self._whole = meant(self._schema, self._whole)
        if not self._try_all(guesses(self._schema, whole)) and not self._shows(whole) and not self._shows(whole):
            return self._why_not()
        assert self._best is not None
        if len(self._seen[self._best]) > 1:
            return "it comes and goes, so nothing was left out"
        remark = ""
        try:
            self._shorten()
        except _OverBudget:
            remark = self.spent_text
        if len(self._seen[self._best]) < _CONFIRMED:
            self._run(self._best)
        return remark

    def _shorten(self) -> None:
        """Run ever shorter candidates until none of them shows it."""
        shorter = self._best is not None
        while shorter and self._best is not None:
            shorter = self._try_all(chunks(self._schema, self._best, self._quiet), likely=True)
            shorter = shorter or self._try_all(simplifications(self._schema, self._best))

    def result(self, remark: str) -> Minimized:
        """What was found."""
        steps = self._best if self._best is not None else self._whole
        runs = self._seen.get(steps, [])
        return Minimized(
            steps=steps, finding=self._finding, was=len(self._whole), again=sum(runs), tries=len(runs),
            requests=self._requests, runs=self._runs, remark=remark,
        )  # fmt: skip

    def _try_all(self, candidates: Iterable[Steps], *, likely: bool = False) -> bool:
        """Run candidates until one shows the finding; ``likely``: none that is a part of one that did not show it."""
        for candidate in candidates:
            hopeless = likely and any(quiet.issuperset(candidate) for quiet in self._quiet)
            if candidate not in self._seen and not hopeless and self._shows(candidate):
                return True
        return False

    def _shows(self, steps: Steps) -> bool:
        """Run the steps. Where they show the finding they are the best so far, cut after the step that shows it."""
        attempt = self._run(steps)
        if self._finding not in attempt.names:
            self._other = attempt.names
            if not attempt.names:
                self._quiet.append(frozenset(steps))
            return False
        self._best = steps[: attempt.taken or len(steps)]
        if self._best != steps:  # they were taken just now, and ended with it
            self._seen.setdefault(self._best, []).append(True)
        return True

    def _run(self, steps: Steps) -> Attempt:
        """Run the steps, if what is left of the budget is enough for it and for confirming the best so far."""
        expected = _cost(self._schema, steps)
        if self._best is not None and steps != self._best:
            expected += _cost(self._schema, self._best)
        # What it takes to confirm the best so far is kept back for that.
        late = self._clock() - self._begun >= self._budget.seconds
        if late or self._requests + expected > self._budget.requests:
            raise _OverBudget
        attempt = self._run_once(steps)
        self._runs += 1
        self._requests += attempt.requests
        self._seen.setdefault(steps, []).append(self._finding in attempt.names)
        return attempt

    def _why_not(self) -> str:
        if not self._other:
            return "it did not come again"
        check, action, kind = self._other[0]
        return f"it did not come again: {check} found {kind} in {action} instead"


def _cost(schema: Schema, steps: Steps) -> int:
    """About how many requests a run takes with its cleanup."""
    taken = sum(1 if step.relation == INVARIANT else schema.actions[step.action].cost for step in steps)
    return taken + len(simulate(schema, (step for step in steps if not step.relation)))
