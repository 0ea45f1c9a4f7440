"""Freed key: a natural key that nothing has, or nothing beside it, can be used (again)."""

from collections.abc import Iterable

from ..model.action import Action
from ..model.check import Finding, Taken
from ..model.schema import Schema
from .aspect import FREE_KEY, of_success
from .refused import failed


class FreeKey:
    """Finds a key that stays taken after its owner was destroyed, and one that is taken by a resource elsewhere."""

    name = FREE_KEY

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what makes something."""
        return action.creates is not None

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding where a create with a free key is refused."""
        if taken.broken or taken.succeeded or of_success(taken) != self.name or taken.twin is None:
            return
        twin = taken.before.node(taken.twin)
        if twin is not None and twin.alive:
            why = f"the key is taken in another place only: {taken.name(taken.twin)} has it there"
            yield failed(self.name, taken, why, kind="taken-elsewhere")
        else:
            ended = f" in step {twin.ended}" if twin is not None else ""
            why = f"the key is free: {taken.name(taken.twin)}, which had it, was destroyed{ended}"
            yield failed(self.name, taken, why, kind="freed")
