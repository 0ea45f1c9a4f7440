"""Values that were made to be unique in their run, and must be unique again in another."""

import re
from collections.abc import Iterable

from .template import Part, Run

# A word, eight hex digits and one or more numbers, as `name-9f31c2ab-1` or a sibling's `name-9f31c2ab-1-2`.
_MADE = re.compile(r"(?<![0-9A-Za-z])\w[\w.-]*-([0-9a-f]{8})(?:-\d+)+(?![\w-])", re.ASCII)


def digits(texts: Iterable[str]) -> frozenset[str]:
    """The hex digits of all unique values in these texts."""
    return frozenset(made for text in texts for made in _MADE.findall(text))


def varied(text: str, known: frozenset[str]) -> tuple[Part, ...]:
    """The text with a place for each of the known digits."""
    if not known or not any(made in text for made in known):
        return (text,)
    # A hyphen and what is around it are the same in a quoted URL, but for `%2D`, which nobody writes.
    parts = re.split(rf"(?<![0-9a-f])({'|'.join(sorted(known))})(?![0-9a-f])", text)
    return tuple(Run() if place % 2 else part for place, part in enumerate(parts) if part)
