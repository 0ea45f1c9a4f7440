"""One call as the fake sees it: who asks for what, of which records, with which fields."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..events.key import Key
from ..model.action import Action
from .storage import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``keys`` are what the caller names by role, ``found`` the records that the fake found for them."""

    action: Action
    actor: str
    keys: Mapping[str, Key]
    found: Mapping[str, Record | None]
    sent: Mapping[str, object]

    def record(self, role: str) -> Record:
        """The record of a role, where a rule has already made sure that there is one."""
        record = self.found[role]
        if record is None:
            raise LookupError(f"nothing was found for {role}")
        return record
