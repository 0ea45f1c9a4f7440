"""The first guesses at what a finding needs, from little to much: each is tried until one shows it."""

from collections.abc import Iterator, Sequence

from ...model.schema import Schema
from .closeness import Group, groups
from .failing import Failing
from .repair import Steps

_SHORT = 8
"""Steps up to which a run is cheap; a longer guess is not worth a run where it has little more than the last one."""


def slice_(schema: Schema, steps: Steps) -> Steps | None:
    """The dependency slice of the last step, repaired; None where that is not shorter than the sequence."""
    failing = Failing(schema, steps)
    return failing.left(failing.needs.slice(len(steps) - 1))


def guesses(schema: Schema, steps: Steps) -> Iterator[Steps]:
    """Ever longer parts of a failing sequence, all of them shorter than it.

    The core is what makes the last step possible at all, with the step that most likely brought it about. Then comes
    the slice, and then what was left out of it is put back, the closest first and twice as much each time.
    """
    seen: set[Steps] = set()
    for guess in _guesses(Failing(schema, steps)):
        if guess is not None and guess not in seen:
            seen.add(guess)
            yield guess


def _guesses(failing: Failing) -> Iterator[Steps | None]:
    yield core(failing)
    needed = set(failing.needs.slice(len(failing.steps) - 1))
    yield failing.left(needed)
    others = [group for group in groups(failing) if not needed.issuperset(group)]
    tried = len(needed)
    for guess in _grown(failing, needed, others):
        if tried < _SHORT or 2 * len(guess) >= 3 * tried:
            tried = len(guess)
            yield guess
    yield failing.left(range(len(failing.steps)))


def _grown(failing: Failing, needed: set[int], others: Sequence[Group]) -> Iterator[Steps]:
    """The slice with one, two, four … of the groups that were left out of it."""
    size = 1
    while size < 2 * len(others):
        guess = failing.left(needed.union(*others[:size]))
        if guess is not None:
            yield guess
        size *= 2


def core(failing: Failing) -> Steps | None:
    """The fewest steps of the slice after which the model still allows the last one and the suspect.

    Steps go one by one, the latest first; what was made impossible goes with them.
    """
    end = len(failing.steps) - 1
    suspect = failing.steps[failing.suspect] if failing.suspect is not None else None
    needed = {*failing.needs.slice(end), *(failing.needs.slice(failing.suspect) if failing.suspect is not None else ())}
    # Without the slice, where a condition needs what no dependency shows.
    left = failing.left(needed) or failing.steps
    for place in range(len(left) - 2, -1, -1):
        if place < len(left) - 1:
            shorter = failing.candidate((*left[:place], *left[place + 1 :]))
            if shorter is not None and (suspect is None or suspect in shorter):
                left = shorter
    return left if len(left) < len(failing.steps) else None
