"""Which oracle an answer is the business of, so that one difference has one name."""

from ..model.action import Refusal
from ..model.check import Taken

ALIVE, SIBLINGS, UNCHANGED = "alive", "siblings", "unchanged"
RIGHT_PARENT, ACCESS, LIFECYCLE, PREDICTED = "right-parent", "access", "lifecycle", "predicted"
FREE_KEY, HOW_MANY = "free-key", "how-many"

_REFUSING = {
    Refusal.WRONG_PARENT: RIGHT_PARENT,
    Refusal.OTHER_ACTOR: ACCESS,
    Refusal.ANONYMOUS: ACCESS,
    Refusal.WRONG_STATE: LIFECYCLE,
}


def of_living(taken: Taken) -> str:
    """Who says whether an answer shows a living resource as it is: ``alive``, ``siblings`` or ``unchanged``."""
    if taken.follows is not None and not taken.follows.succeeded:
        return UNCHANGED
    return SIBLINGS if taken.relation in ("sibling", "namesake") else ALIVE


def of_refusal(taken: Taken) -> str:
    """Who says that a step which had to be refused was not."""
    return next((_REFUSING[reason.refusal] for reason in taken.broken if reason.refusal in _REFUSING), PREDICTED)


def of_success(taken: Taken) -> str:
    """Who says that a step which had to succeed was refused."""
    living = of_living(taken)
    if living != ALIVE:
        return living
    create = taken.action.creates
    if create is None:
        return PREDICTED
    if taken.twin is not None:
        return FREE_KEY
    return HOW_MANY if siblings_before(taken) else PREDICTED


def siblings_before(taken: Taken) -> int:
    """How many of the type lived beside what a step creates."""
    create = taken.action.creates
    if create is None:
        return 0
    above = taken.roles[create.parent] if create.parent is not None else None
    if above is not None and not taken.before.exists(above):
        return 0
    return len(taken.before.children(above, create.type))
