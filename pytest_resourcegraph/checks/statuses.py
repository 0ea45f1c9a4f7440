"""Statuses: which ones refuse a step, and how they are written."""

from collections.abc import Iterable

from ..model.action import Refusal
from ..model.check import Taken
from ..model.guard import Broken

DEAD = frozenset({Refusal.AFTER_DESTROY, Refusal.AFTER_PARENT_DESTROY})
"""The ways of breaking a precondition that concern resources which are gone."""


UNKNOWN: frozenset[int] = frozenset({401, 403, 404})
"""Statuses that refuse somebody who has not said who it is; 404 hides that there is something."""


def refusing(taken: Taken) -> frozenset[int]:
    """The statuses that may refuse a step, empty for any 4xx: whichever reason the system sees first is right."""
    wanted: frozenset[int] = frozenset()
    for broken in taken.broken:
        statuses = _of(taken, broken)
        if not statuses:
            return frozenset()
        wanted |= statuses
    return wanted


def _of(taken: Taken, broken: Broken) -> frozenset[int]:
    declared = taken.action.refusals.get(broken.refusal)
    if declared:
        return declared
    if broken.refusal is Refusal.ANONYMOUS:
        return UNKNOWN
    if broken.refusal in DEAD and broken.key is not None and taken.action.observes:
        return taken.schema.types[broken.key.type].gone
    return frozenset()


def is_refused(taken: Taken, wanted: frozenset[int]) -> bool:
    """True where the system said no, with one of these statuses where it speaks in statuses and some are named."""
    answer = taken.answer
    told = answer.status is None or answer.status < 400  # in its body, or without HTTP: a status says nothing of it
    return answer.is_refusal and (
        told or not wanted or answer.status in wanted or answer.status in taken.action.unavailable
    )


def either(statuses: Iterable[int]) -> str:
    """``404 or 410``; empty for none."""
    return " or ".join(str(status) for status in sorted(statuses))
