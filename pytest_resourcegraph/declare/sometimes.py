"""What has to be true at least once, as a user declares it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..model.condition import Condition
from .action import States, Test
from .called import Called, P, R
from .types import TypeRef


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class SometimesDeclaration(Called[P, R]):
    """What a plan has to bring about once, not yet checked; the builder makes the model's value of it."""

    requires: Mapping[TypeRef, States] = field(default_factory=dict)
    when: Condition | Test | None = None

    @property
    def noun(self) -> str:
        """What messages call it."""
        return "sometimes"
