"""Every candidate for a failing sequence, in the order of promise."""

from collections.abc import Iterator

from ...model.schema import Schema
from .guesses import guesses
from .merge import merges
from .parts import chunks, singles
from .repair import Steps
from .shortcut import shortcuts


def simplifications(schema: Schema, steps: Steps) -> Iterator[Steps]:
    """What is tried last, when nothing larger can go: single steps, one resource for two, and a shorter way."""
    yield from singles(schema, steps)
    yield from merges(schema, steps)
    yield from shortcuts(schema, steps)


def candidates(schema: Schema, steps: Steps) -> Iterator[Steps]:
    """All of them, each once; each is shorter than the sequence and valid when simulated."""
    seen: set[Steps] = set()
    for make in (guesses, chunks, simplifications):
        for candidate in make(schema, steps):
            if candidate not in seen:
                seen.add(candidate)
                yield candidate
