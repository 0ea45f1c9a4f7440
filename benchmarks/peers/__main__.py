"""``python -m benchmarks.peers``: the contest with a choice of contestants, seeds, bugs and budgets, and a log.

``--quick`` is a contest of a minute: one seed, every ninth bug, 400 requests. With ``--log FILE`` a contest that was
stopped goes on where it was, and ``--details`` says of each bug who found it.
"""

import argparse
from pathlib import Path

from ..row import markdown_table, text_table
from .contest import CONTESTANTS, Log, Size, contest
from .match import asked, referee
from .table import require, rows


def main(arguments: list[str] | None = None) -> None:
    """Run the contest that is asked for and print its table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--only", action="append", metavar="NAME", help="contestants whose name contains this")
    parser.add_argument("--seeds", type=int, default=3, metavar="N")
    parser.add_argument("--budgets", default="400,1000,2000", metavar="N,N,…")
    parser.add_argument("--bugs", default="", metavar="NAME,NAME,…", help="default: all")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="searches at the same time")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--log", type=Path, metavar="FILE")
    parser.add_argument("--details", action="store_true", help="a line for each bug instead of the table")
    parser.add_argument("--markdown", action="store_true")
    chosen = parser.parse_args(arguments)
    contestants = [one for one in CONTESTANTS if not chosen.only or any(part in one.name for part in chosen.only)]
    require(contestants)
    size = _size(chosen)
    if chosen.details:
        _print_details(size, chosen.log)
        return
    for one in contestants:
        print(f"{one.name}: {one.versions}")
    table = list(rows(size, contestants, chosen.log))
    print(markdown_table(table) if chosen.markdown else text_table(table))


def _size(chosen: argparse.Namespace) -> Size:
    bugs = tuple(filter(None, chosen.bugs.split(",")))
    if chosen.quick:
        with referee() as url:
            bugs = bugs or tuple(asked(url)["bugs"][::9])
        return Size(bugs=bugs, seeds=(1,), budgets=(400,), jobs=chosen.jobs)
    budgets = tuple(int(one) for one in chosen.budgets.split(","))
    return Size(bugs=bugs, seeds=tuple(range(1, chosen.seeds + 1)), budgets=budgets, jobs=chosen.jobs)


def _print_details(size: Size, log: Path | None) -> None:
    results = contest(size, CONTESTANTS, Log(log))
    bugs = dict.fromkeys(outcome.bug for outcome in results[0].outcomes if outcome.bug)
    for bug in bugs:
        found = [[one.found(seed, max(size.budgets)).get(bug) for seed in size.seeds] for one in results]
        print(f"| {bug} | {' | '.join(' '.join(str(at or '-') for at in each) for each in found)} |")
    for one in results:
        print(f"{one.contestant.name}: false alarms: {', '.join(sorted(one.alarms)) or 'none'}")


if __name__ == "__main__":
    main()
