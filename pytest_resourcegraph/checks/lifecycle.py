"""State follows the lifecycle: a move from a forbidden state is refused, and the state shown is the predicted one."""

from collections.abc import Iterable

from ..model.action import Action
from ..model.check import Finding, Taken
from ..model.schema import Schema
from .aspect import ALIVE, LIFECYCLE, of_living, of_refusal
from .refused import complied
from .shown import shown_wrong


class Lifecycle:
    """Finds a step that is accepted in a state which forbids it, and a state that no declared move led to."""

    name = LIFECYCLE

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what is about a type that has states."""
        names = {*action.types, *(role.type for role in action.roles)}
        return any(schema.types[name].kind.states for name in names)

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding for the first of both."""
        if taken.broken:
            if of_refusal(taken) == self.name:
                yield from complied(self.name, taken)
            return
        if of_living(taken) == ALIVE:
            for wrong in shown_wrong(taken):
                if wrong.kind == "state":
                    yield wrong.finding(self.name, taken)
