"""The invariant as a user declares it."""

from dataclasses import dataclass

from .called import Called, P, R


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class InvariantDeclaration(Called[P, R]):
    """What must always hold, not yet checked; the builder makes the model's ``Invariant`` of it."""

    @property
    def noun(self) -> str:
        """What messages call it."""
        return "invariant"
