"""Refusal changes nothing: after a refused step, what it was about is as it was before."""

from collections.abc import Iterable

from ..model.action import Action
from ..model.check import Finding, Taken
from ..model.schema import Schema
from .aspect import UNCHANGED, of_living, of_success
from .refused import failed
from .shown import shown_wrong


class Unchanged:
    """Finds a resource that is gone or changed although the system had said no."""

    name = UNCHANGED

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what only looks."""
        return action.observes

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding where it is not read, or not as it was."""
        if taken.broken or of_living(taken) != self.name or taken.follows is None:
            return
        refused = f"{taken.follows.action.name} was refused"
        if not taken.succeeded:
            if of_success(taken) == self.name:
                yield failed(self.name, taken, f"{refused} and must have changed nothing")
            return
        for wrong in shown_wrong(taken):
            yield wrong.finding(self.name, taken, f"{refused} and must have changed nothing: ")
