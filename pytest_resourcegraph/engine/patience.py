"""Waits for what a system does a moment later: an answer may be wrong while a type is allowed to settle."""

from collections.abc import Iterable
from time import monotonic, sleep

from ..model.action import Action
from ..model.check import Taken
from ..model.schema import Schema

_FIRST, _LONGEST = 0.02, 0.5


class Patience:
    """The patience with one look at resources of these types: its clock begins when it is made."""

    def __init__(self, schema: Schema, types: Iterable[str]) -> None:
        self._seconds = max((schema.types[name].settles for name in types), default=0.0)
        self._until = monotonic() + self._seconds
        self._pause = _FIRST

    def may_settle(self, taken: Taken) -> bool:
        """Waits a little; False where the time is over, or where asking again could change something.

        What only looks can be asked again, and what was refused although it had to succeed: it has changed nothing.
        """
        repeatable = taken.action.observes or (taken.answer.is_refusal and not taken.broken)
        return repeatable and self.waits()

    def waits(self) -> bool:
        """Waits a little; False where the time is over."""
        left = self._until - monotonic()
        if not self._seconds or left <= 0:
            return False
        sleep(min(self._pause, left))
        self._pause = min(2 * self._pause, _LONGEST)
        return True


def settling(action: Action) -> set[str]:
    """The types of which an action may show something."""
    made = {action.creates.type} if action.creates is not None else set()
    listed = {action.lists.type} if action.lists is not None else set()
    return {role.type for role in action.roles} | made | listed
