"""One line of the table of figures, and the table as text or as markdown."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was measured, in words: ``ours`` and what it is ``compared`` with, the ``ratio`` of the two, the ``goal``
    that one of them has to meet, and ``noise``, the least and the most that single rounds gave."""

    name: str
    ours: str
    compared: str = ""
    ratio: str = ""
    goal: str = ""
    noise: str = ""


HEADINGS = tuple(spec.name for spec in fields(Row))


def text_table(rows: Iterable[Row]) -> str:
    """The rows in columns, for a terminal."""
    cells = [HEADINGS, *(astuple(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in cells)


def markdown_table(rows: Iterable[Row]) -> str:
    """The rows as a table of markdown, for RESULTS.md."""
    lines = [HEADINGS, ("---",) * len(HEADINGS), *(astuple(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
