"""The rows of the contest: bugs found within each budget, the requests it took, speed, false alarms and lines."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from ..row import Row
from .contest import CONTESTANTS, Log, Result, Size, contest
from .contestant import Contestant


def rows(
    size: Size | None = None, contestants: Sequence[Contestant] = CONTESTANTS, log: Path | None = None
) -> Iterator[Row]:
    """The first contestant against each of the others. Ends the program where one of them is not installed."""
    require(contestants)
    size = size or Size()
    first, *others = contest(size, contestants, Log(log))
    for other in others:
        for budget in size.budgets:
            if budget <= min(first.contestant.most, other.contestant.most):
                yield _bugs(size, budget, first, other)
        yield _requests(size, first, other)
        yield _line("speed, of a plain loop", first, other, lambda one: f"{median(one.shares):.2f}", _shares)
        yield _line("false alarms", first, other, lambda one: str(len(one.alarms)), lambda one: "")
        yield _line("lines a user writes", first, other, lambda one: str(one.contestant.lines), lambda one: "counted")


def require(contestants: Sequence[Contestant]) -> None:
    """Raises SystemExit with three lines where a contestant cannot take part."""
    lacking = {one.name: names for one in contestants if (names := one.missing())}
    if lacking:
        known = "; ".join(f"{name} needs {', '.join(names)}" for name, names in lacking.items())
        raise SystemExit(
            f"benchmarks/peers: {len(lacking)} of {len(contestants)} contestants are not installed\n"
            f"known: {known}\n"
            "install them beside the plugin: pip install -e '.[bench]'"
        )


def _bugs(size: Size, budget: int, first: Result, other: Result) -> Row:
    ours, theirs = ([len(one.found(seed, budget)) for seed in size.seeds] for one in (first, other))
    bugs = len({outcome.bug for outcome in first.outcomes if outcome.bug})
    return Row(
        name=f"bugs found in {budget:,} requests", ours=f"{median(ours):g} of {bugs}",
        compared=f"{median(theirs):g}, {other.contestant.name}", ratio=_ratio(median(ours), median(theirs)),
        noise=f"{_range(ours)} against {_range(theirs)}",
    )  # fmt: skip


def _requests(size: Size, first: Result, other: Result) -> Row:
    """Over the bugs that both found with the same seed: else the one that finds only the easy ones looks fast."""
    pairs = []
    for seed in size.seeds:
        ours, theirs = (one.found(seed, max(size.budgets)) for one in (first, other))
        pairs += [(ours[bug], theirs[bug]) for bug in ours.keys() & theirs.keys()]
    if not pairs:
        return Row(name="requests to a bug that both find", ours="none", compared=f"none, {other.contestant.name}")
    ours_at, theirs_at = median(one for one, _ in pairs), median(one for _, one in pairs)
    return Row(
        name="requests to a bug that both find", ours=f"{ours_at:g}",
        compared=f"{theirs_at:g}, {other.contestant.name}", ratio=_ratio(theirs_at, ours_at),
        noise=f"medians of {len(pairs)} pairs",
    )  # fmt: skip


def _line(
    name: str, first: Result, other: Result, figure: Callable[[Result], str], noise: Callable[[Result], str]
) -> Row:
    said = [text for one in (first, other) if (text := noise(one))]
    return Row(
        name=name, ours=figure(first), compared=f"{figure(other)}, {other.contestant.name}",
        noise=" against ".join(dict.fromkeys(said)),
    )  # fmt: skip


def _ratio(one: float, other: float) -> str:
    return f"{one / other:.2f}" if other else ""


def _range(counts: Sequence[int]) -> str:
    return f"{min(counts)} to {max(counts)}"


def _shares(result: Result) -> str:
    return f"{min(result.shares):.2f} to {max(result.shares):.2f}"
