"""What holds in a project for every type that does not say otherwise."""

from dataclasses import dataclass

from ..model.resource import GONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """The statuses that say gone, the state that deleted ones show (for types with a ``state_field``), the fields that
    change by themselves, the seconds in which a change may show, whether a create may answer with what is there, and
    the field that holds the error of an answer which says 2xx all the same.
    """

    gone: frozenset[int] = GONE
    deleted_state: str | None = None
    volatile: frozenset[str] = frozenset()
    settles: float = 0.0
    idempotent: bool = False
    error_field: str | None = None


NOTHING_SAID = Defaults()
