"""What holds in a project for every type that does not say otherwise."""

from dataclasses import dataclass

from ..model.resource import GONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """The statuses that say gone, the state that deleted ones show (for types with a ``state_field``), the fields that
    change by themselves, the seconds in which a change may show, and whether a create may answer with what is there.
    """

    gone: frozenset[int] = GONE
    deleted_state: str | None = None
    volatile: frozenset[str] = frozenset()
    settles: float = 0.0
    idempotent: bool = False


NOTHING_SAID = Defaults()
