"""The action as a user declares it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..model.action import Documents
from ..model.condition import Condition
from .called import Called, P, R
from .types import TypeRef

Several: TypeAlias = TypeRef | Iterable[TypeRef]
States: TypeAlias = str | Iterable[str]
Statuses: TypeAlias = int | Iterable[int]
Targets: TypeAlias = TypeRef | Mapping[str, TypeRef | None] | None
Test: TypeAlias = Callable[[ResourceGraph, Mapping[str, Key]], bool]
Refuses: TypeAlias = bool | str | Iterable[str] | Mapping[str, Statuses | bool]


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class ActionDeclaration(Called[P, R]):
    """What was said of an action, not yet checked; the builder makes the model's ``Action`` of it.

    What was derived has two more: ``sure`` is what it refuses once somebody says that it is not doubtful,
    ``unavailable`` are the statuses that its document names for what the service does not offer.
    """

    creates: TypeRef | None = None
    reads: TypeRef | None = None
    lists: TypeRef | None = None
    updates: Several = ()
    destroys: Several = ()
    moves: Mapping[TypeRef, States] = field(default_factory=dict)
    links: Mapping[TypeRef, Targets] = field(default_factory=dict)
    requires: Mapping[TypeRef, States] = field(default_factory=dict)
    when: Condition | Test | None = None
    exact: bool = True
    cost: int = 1
    touches: States = ()
    refuses: Refuses = True
    expects: Statuses = ()
    checks: Mapping[str, bool] = field(default_factory=dict)
    doubtful: bool = False
    moving: bool = False
    documents: Documents | None = None
    sure: Refuses | None = None
    unavailable: frozenset[int] = frozenset()

    @property
    def noun(self) -> str:
        """What messages call it."""
        return "action"
