"""What it costs to shrink a failing run, and what is left of it, beside two ways that know nothing of the model."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import mean, median

from pytest_resourcegraph.engine.attempt import Attempt
from pytest_resourcegraph.engine.minimize import minimize
from pytest_resourcegraph.plan.plan import Step

from .failing import MODELS, Case, cases
from .row import Row

Steps = tuple[Step, ...]
OURS, SINGLY, DDMIN = "ours", "one by one", "ddmin"


@dataclass(slots=True)
class Tally:
    """Runs the steps of one case and counts the requests; the same steps are run once."""

    case: Case
    requests: int = 0
    known: dict[Steps, bool] = field(default_factory=dict)

    def shows(self, steps: Steps) -> bool:
        """Whether the steps end with the finding of the case."""
        if steps not in self.known:
            self.known[steps] = self.case.finding in self.run_once(steps).names
        return self.known[steps]

    def run_once(self, steps: Steps) -> Attempt:
        """Run the steps, known or not."""
        attempt = self.case.run_once(steps)
        self.requests += attempt.requests
        return attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrinking:
    """What one way made of one case."""

    case: Case
    requests: int
    left: int

    @property
    def ratio(self) -> float:
        """Requests for each step of the failing sequence."""
        return self.requests / len(self.case.steps)


def ours(tally: Tally) -> Steps:
    """With the model, within the default budget, and the shortest sequence run once more."""
    case = tally.case
    return minimize(case.schema, case.steps, case.finding, tally.run_once).steps


def one_by_one(tally: Tally) -> Steps:
    """Leave out one step after the other, the latest first, until none can be left out."""
    steps, before = tally.case.steps, -1
    while len(steps) != before:
        before = len(steps)
        for place in reversed(range(before)):
            shorter = (*steps[:place], *steps[place + 1 :])
            if tally.shows(shorter):
                steps = shorter
    return steps


def ddmin(tally: Tally) -> Steps:
    """The complements of ever smaller chunks, as Zeller and Hildebrandt (2002) have it."""
    steps, parts = tally.case.steps, 2
    while len(steps) >= 2:
        size = -(-len(steps) // parts)
        chunks = [steps[start : start + size] for start in range(0, len(steps), size)]
        others = [sum((*chunks[:n], *chunks[n + 1 :]), ()) for n in range(len(chunks))]
        found = next((one for one in (*chunks, *others) if tally.shows(one)), None)
        if found is not None:
            parts = max(parts - 1, 2) if found in others else 2
            steps = found
        elif parts >= len(steps):
            break
        else:
            parts = min(len(steps), 2 * parts)
    return steps


WAYS: dict[str, Callable[[Tally], Steps]] = {OURS: ours, SINGLY: one_by_one, DDMIN: ddmin}


def measured(seeds: int, length: int, models: tuple[str, ...] = tuple(MODELS)) -> dict[str, list[Shrinking]]:
    """Each case shrunk in each way."""
    found: dict[str, list[Shrinking]] = {name: [] for name in WAYS}
    for case in cases(seeds, length, models):
        for name, way in WAYS.items():
            tally = Tally(case)
            left = way(tally)
            found[name].append(Shrinking(case=case, requests=tally.requests, left=len(left)))
    return found


def rows(seeds: int = 2, length: int = 50, models: tuple[str, ...] = tuple(MODELS)) -> Iterator[Row]:
    """Rows for requests, and for what is left beside the least that any way left of that fault and finding."""
    found = measured(seeds, length, models)
    least: dict[object, int] = {}
    for one in (one for some in found.values() for one in some):
        least[one.case.kind] = min(one.left, least.get(one.case.kind, one.left))
    runs = [len(one.case.steps) for one in found[OURS]]
    number = f"{len(runs)} runs of {min(runs)} to {max(runs)} steps, {mean(runs):.0f} in the mean"
    for name, compute in (("median", median), ("worst", max)):
        ratios = {way: compute([one.ratio for one in some]) for way, some in found.items()}
        yield Row(
            name=f"shrinking, requests per step of the failing run, {name}", ours=f"{ratios[OURS]:.2f}",
            compared=f"{ratios[SINGLY]:.2f}, one by one; {ratios[DDMIN]:.2f}, ddmin",
            ratio=f"{ratios[OURS] / ratios[DDMIN]:.2f} of ddmin", goal="<= 3" if name == "median" else "",
            noise=f"none: counted; {number}",
        )  # fmt: skip
    requests = {way: median([one.requests for one in some]) for way, some in found.items()}
    yield Row(
        name="shrinking, requests, median", ours=f"{requests[OURS]:.0f}",
        compared=f"{requests[SINGLY]:.0f}, one by one; {requests[DDMIN]:.0f}, ddmin",
        ratio=f"{requests[OURS] / requests[DDMIN]:.2f} of ddmin", noise="none: counted",
    )  # fmt: skip
    beyond = {way: [one.left - least[one.case.kind] for one in some] for way, some in found.items()}
    text = {
        way: f"{sum(n == 0 for n in some)} of {len(some)}, at most {max(some)} more" for way, some in beyond.items()
    }
    yield Row(
        name="shrinking, runs cut down to the least", ours=text[OURS],
        compared=f"{text[SINGLY]}, one by one; {text[DDMIN]}, ddmin", goal="all", noise="none: counted",
    )  # fmt: skip
