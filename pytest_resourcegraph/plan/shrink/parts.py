"""Smaller parts of a failing sequence: delta debugging (Zeller and Hildebrandt 2002) with repair on the model."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ...model.schema import Schema
from ..plan import Step
from .closeness import Group, parts
from .failing import Failing
from .guesses import core
from .repair import Steps

Quiet: TypeAlias = Sequence[frozenset[Step]]


def chunks(schema: Schema, steps: Steps, quiet: Quiet = ()) -> Iterator[Steps]:
    """The sequence without all, halves, quarters … of the parts that can go, the least promising first.

    First whole lives of resources, then steps. ``quiet`` are sets of steps that did not show the finding: a part
    without which nothing but such steps is left is taken for needed.
    """
    failing = Failing(schema, steps)
    least = core(failing)
    if least is not None:
        yield least
    lives = tuple(reversed(parts(failing)))
    for units in (lives, [(place,) for part in lives for place in part]):
        yield from _chunks(failing, [part for part in units if _can_go(failing, part, quiet)])


def _chunks(failing: Failing, free: Sequence[Group]) -> Iterator[Steps]:
    size = len(free)
    while size:
        for start in range(0, len(free), size):
            left = failing.without(place for part in free[start : start + size] for place in part)
            if left is not None:
                yield left
        size = (size + 1) // 2 if size > 1 else 0


def _can_go(failing: Failing, part: Group, quiet: Quiet) -> bool:
    left = failing.without(part)
    return left is not None and not any(steps.issuperset(left) for steps in quiet)


def singles(schema: Schema, steps: Steps) -> Iterator[Steps]:
    """The sequence without one of its steps, and without what that one made possible."""
    failing = Failing(schema, steps)
    for part in reversed(parts(failing)):
        for place in part:
            left = failing.without([place])
            if left is not None:
                yield left
