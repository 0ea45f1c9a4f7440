"""``python -m benchmarks`` prints the table of all figures; ``python -m benchmarks NAME`` that of one benchmark."""

import argparse
from collections.abc import Callable, Iterable
from functools import partial

from tests.openapi.derived import derived

from . import collection, corpus, planning, shrink, startup, throughput
from .peers import table
from .row import Row, markdown_table, text_table

BENCHMARKS: dict[str, Callable[[], Iterable[Row]]] = {
    "throughput": throughput.rows,
    "planner": planning.rows,
    "collection": collection.rows,
    "corpus": partial(corpus.rows, derived),
    "shrink": shrink.rows,
    "startup": startup.rows,
    "peers": table.rows,
}
APART = ("peers",)
"""Run only when named: it takes an hour, and needs the tools it compares with."""


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmarks that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = f"one of: {', '.join(BENCHMARKS)} (default: all but {', '.join(APART)})"
    parser.add_argument("names", nargs="*", metavar="NAME", help=names)
    parser.add_argument("--markdown", action="store_true", help="print a table for RESULTS.md")
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}\nknown benchmarks: {', '.join(BENCHMARKS)}")
    rows = [row for name in chosen.names or _usual() for row in BENCHMARKS[name]()]
    print(markdown_table(rows) if chosen.markdown else text_table(rows))


def _usual() -> list[str]:
    return [name for name in BENCHMARKS if name not in APART]


if __name__ == "__main__":
    main()
