"""Siblings stay: what is done to one resource leaves the others of its kind as they were."""

from collections.abc import Iterable

from ..model.action import Action
from ..model.check import Finding, Taken
from ..model.schema import Schema
from .aspect import SIBLINGS, of_living, of_success
from .refused import failed
from .shown import shown_wrong


class Siblings:
    """Finds a sibling, or one with the same key elsewhere, that is gone or changed after a step about another."""

    name = SIBLINGS

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what only looks."""
        return action.observes

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding where it is not read, or not as it was."""
        if taken.broken or of_living(taken) != self.name:
            return
        subject = taken.roles.get(taken.action.reads or "")
        name = taken.name(subject) if subject is not None else "it"
        done = f" by {taken.follows.action.name} on another" if taken.follows is not None else ""
        if not taken.succeeded:
            if of_success(taken) == self.name:
                yield failed(self.name, taken, f"{name} must not be touched{done}")
            return
        for wrong in shown_wrong(taken):
            yield wrong.finding(self.name, taken, f"{name} must not be touched{done}: ")
