"""A line of a report with what it means, so that colour is chosen where the terminal is known."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from .text import aligned, clean, cut

FEW = 3
"""Rows of a list of reasons that are shown unless all are asked for."""

_WIDE = 140


class Style(StrEnum):
    """What a line means: a writer may show good as green, warn as yellow, bad as red and dim as faint."""

    PLAIN = "plain"
    HEADING = "heading"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    DIM = "dim"


class Line(NamedTuple):
    """One line, without its end."""

    style: Style
    text: str


def reasons(title: str, rows: Sequence[Sequence[str]], *, everything: bool, style: Style) -> list[Line]:
    """A heading and rows of cells below it: the first few, or all of them."""
    if not rows:
        return []
    shown = rows if everything or len(rows) <= FEW + 1 else rows[:FEW]
    lines = [Line(Style.HEADING, f"  {title}")]
    lines += [
        Line(style, cut(line, _WIDE)) for line in aligned([[clean(cell) for cell in row] for row in shown], indent=4)
    ]
    if len(shown) < len(rows):
        lines.append(Line(Style.DIM, f"    … {len(rows) - len(shown):,} more (-v shows all)"))
    return lines


def spaced(parts: Iterable[list[Line]]) -> list[Line]:
    """The parts that say something, with an empty line between them."""
    lines: list[Line] = []
    for part in parts:
        if part:
            lines += [Line(Style.PLAIN, ""), *part] if lines else part
    return lines
