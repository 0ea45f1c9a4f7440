"""All contestants over the clean twin and all bugs, several seeds each."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue

from .contestant import Contestant, Finding
from .fuzzer import schemathesis
from .match import Outcome, asked, raw_rate, referee, search
from .modelled import hypothesis
from .ours import ours

POSITIVE = ("--mode", "positive", "--generation-with-security-parameters", "false")
CONTESTANTS = (
    ours(),
    schemathesis("Schemathesis, stateful phase", "--phases", "stateful", *POSITIVE),
    schemathesis("Schemathesis, all phases", *POSITIVE),
    hypothesis(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is tried: these bugs, or all. Smaller budgets are read off one search with the largest."""

    bugs: tuple[str, ...] = ()
    seeds: tuple[int, ...] = (1, 2, 3)
    budgets: tuple[int, ...] = (400, 1000, 2000)
    jobs: int = 2


@dataclass(slots=True)
class Result:
    """The outcomes of one contestant."""

    contestant: Contestant
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def shares(self) -> list[float]:
        """Its rate as a share of that of a plain loop, for each search in the clean twin."""
        return [one.rate / one.plain for one in self.outcomes if one.plain]

    @property
    def alarms(self) -> frozenset[str]:
        """What it found wrong with the clean twin, whatever the seed."""
        return frozenset().union(*(one.identities() for one in self.outcomes if not one.bug))

    def found(self, seed: int, budget: int) -> dict[str, int]:
        """The bugs found with this seed within the budget, and the request that showed each."""
        at = {one.bug: one.found_at(self.alarms) for one in self.outcomes if one.bug and one.seed == seed}
        return {bug: number for bug, number in at.items() if number is not None and number <= budget}


class Log:
    """The outcomes that are known, in a file of JSON lines: a contest that was stopped goes on where it was."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        lines = file.read_text(encoding="utf-8").splitlines() if file and file.exists() else []
        self._known = {_key(one): one for one in map(_outcome, lines)}

    def known(self, contestant: str, bug: str, seed: int, budget: int) -> Outcome | None:
        """An outcome from before."""
        return self._known.get((contestant, bug, seed, budget))

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome."""
        self._known[_key(outcome)] = outcome
        if self._file:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(outcome)) + "\n")


def contest(size: Size, contestants: Sequence[Contestant], log: Log) -> list[Result]:
    """The results of these contestants. Rates are taken one at a time; the bugs are shared out among the jobs."""
    with ExitStack() as stack:
        places: SimpleQueue[str] = SimpleQueue()
        for _ in range(size.jobs):
            places.put(stack.enter_context(referee()))
        results = [Result(one, _on_the_clean_twin(one, size, places, log)) for one in contestants]
        bugs = size.bugs or _catalogue(places)
        pool = stack.enter_context(ThreadPoolExecutor(size.jobs))
        waiting = [
            (result, pool.submit(_placed, result.contestant, bug, seed, size, result.alarms, places, log))
            for seed in size.seeds
            for bug in bugs
            for result in results
        ]
        for result, future in waiting:
            result.outcomes.append(future.result())
    return results


def _catalogue(places: "SimpleQueue[str]") -> tuple[str, ...]:
    url = places.get()
    places.put(url)
    return tuple(asked(url)["bugs"])


def _on_the_clean_twin(contestant: Contestant, size: Size, places: "SimpleQueue[str]", log: Log) -> list[Outcome]:
    """One at a time, each after a plain loop at the same service."""
    return [_placed(contestant, "", seed, size, frozenset(), places, log) for seed in size.seeds]


def _placed(
    contestant: Contestant,
    bug: str,
    seed: int,
    size: Size,
    alarms: frozenset[str],
    places: "SimpleQueue[str]",
    log: Log,
) -> Outcome:
    """The outcome of one search, at a service that nobody else is using."""
    budget = min(max(size.budgets), contestant.most)
    before = log.known(contestant.name, bug, seed, budget)
    if before:
        return before
    url = places.get()
    try:
        plain = 0.0 if bug else raw_rate(url)
        outcome = replace(search(contestant, url, bug, seed, budget, alarms), plain=plain)
    finally:
        places.put(url)
    log.add(outcome)
    return outcome


def _outcome(line: str) -> Outcome:
    said = json.loads(line)
    return Outcome(**said | {"findings": tuple(Finding(**one) for one in said["findings"])})


def _key(outcome: Outcome) -> tuple[str, str, int, int]:
    return outcome.contestant, outcome.bug, outcome.seed, outcome.budget
