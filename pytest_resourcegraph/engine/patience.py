"""Waits for what a system does a moment later: an answer may be wrong while a type is allowed to settle."""

from time import monotonic, sleep

from ..model.action import Action
from ..model.check import Taken
from ..model.schema import Schema

_FIRST, _LONGEST = 0.02, 0.5


class Patience:
    """The patience with one step: its clock begins when it is made."""

    def __init__(self, schema: Schema, action: Action) -> None:
        self._seconds = max((schema.types[name].settles for name in _types(action)), default=0.0)
        self._until = monotonic() + self._seconds
        self._pause = _FIRST

    def may_settle(self, taken: Taken) -> bool:
        """Waits a little; False where the time is over, or where asking again could change something.

        What only looks can be asked again, and what was refused although it had to succeed: it has changed nothing.
        """
        repeatable = taken.action.observes or (taken.answer.is_refusal and not taken.broken)
        left = self._until - monotonic()
        if not self._seconds or not repeatable or left <= 0:
            return False
        sleep(min(self._pause, left))
        self._pause = min(2 * self._pause, _LONGEST)
        return True


def _types(action: Action) -> set[str]:
    made = {action.creates.type} if action.creates is not None else set()
    listed = {action.lists.type} if action.lists is not None else set()
    return {role.type for role in action.roles} | made | listed
