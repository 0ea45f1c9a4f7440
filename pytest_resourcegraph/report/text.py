"""Text that fits a screen and breaks neither a terminal nor XML."""

import re
from collections.abc import Iterable, Sequence

WIDTH = 100
"""Columns that a line of a report may have, unless it is to be copied whole."""

# What XML 1.0 forbids, what moves a terminal's cursor, and what reorders or hides text.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def clean(text: str) -> str:
    """The text on one line, with every character that is not to be printed as its escape."""
    return _UNSAFE.sub(_escape, text)


def clean_lines(text: str) -> list[str]:
    """The lines of the text, each clean; tabs are four spaces."""
    return [clean(line.rstrip()) for line in text.replace("\r\n", "\n").expandtabs(4).split("\n")]


def cut(text: str, width: int = WIDTH) -> str:
    """The text, ending in an ellipsis where it is longer than ``width``."""
    return text if len(text) <= width else text[: max(width - 1, 0)] + "…"


def counted(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun: ``1 step``, ``4 steps``, ``1,364 requests``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Sequence[str], most: int = 8) -> str:
    """The names with commas; those above ``most`` as a count."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def aligned(rows: Iterable[Sequence[str]], *, gap: int = 3, indent: int = 0, right: bool = False) -> list[str]:
    """Rows of cells as lines with equal columns; ``right`` aligns all but the first column to the right."""
    table = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    margin = " " * indent
    lines = []
    for row in table:
        cells = [
            cell.rjust(width) if right and place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append((margin + (" " * gap).join(cells)).rstrip())
    return lines


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return _SHORT.get(match[0]) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
