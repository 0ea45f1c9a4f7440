"""An observation: an observer with a resource for each of its roles, about to be made."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..events.key import Key
from ..model.action import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """An observer with a resource for each of its roles, and how its subject is related to the step before."""

    action: Action
    roles: Mapping[str, Key]
    relation: str
    actor: str = ""

    @property
    def identity(self) -> tuple[object, ...]:
        """Equal for observations that send the same request."""
        return (self.action.name, *self.roles.values(), self.actor)
