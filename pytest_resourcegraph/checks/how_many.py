"""How many: the second and the third of a kind behave as the first."""

from collections.abc import Iterable

from ..model.action import Action
from ..model.check import Finding, Taken
from ..model.schema import Schema
from .aspect import HOW_MANY, of_success, siblings_before
from .refused import failed

_ORDINALS = ("first", "second", "third")


class HowMany:
    """Finds a create that is refused because there is one already."""

    name = HOW_MANY

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what makes something."""
        return action.creates is not None

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding where one more is refused and no condition forbids it."""
        if taken.broken or taken.succeeded or of_success(taken) != self.name or taken.action.creates is None:
            return
        number = siblings_before(taken)
        ordinal = _ORDINALS[number] if number < len(_ORDINALS) else f"{number + 1}th"
        why = f"the {ordinal} {taken.action.creates.type} must be created as the first one was"
        yield failed(self.name, taken, why, kind=ordinal)
