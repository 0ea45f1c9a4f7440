"""The schema: everything declared for one scope, checked, immutable, and asked by every later stage."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..graph.graph import ResourceGraph
from ..graph.node import Kind
from .action import Action, Invariant
from .regression import Regression
from .resource import ResourceType


@dataclass(frozen=True, kw_only=True)
class Schema:
    """Resource types, actions, invariants and regressions by name, in the order of their declaration.

    ``sometimes`` are the properties that have to be true at least once, each as an action that does nothing: it could
    be taken just where the property is true, if its ``call`` does not say no.
    ``actors`` are the names of the clients, the first one the usual; ``anonymous`` is the one without credentials, who
    must be refused everything (empty: there is none). Not slotted: what is derived is kept once derived.
    """

    types: Mapping[str, ResourceType] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    invariants: Mapping[str, Invariant] = field(default_factory=dict)
    regressions: Mapping[str, Regression] = field(default_factory=dict)
    sometimes: Mapping[str, Action] = field(default_factory=dict)
    actors: tuple[str, ...] = ("",)
    anonymous: str = ""

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """What the graph has to know of the types."""
        return {name: type_.kind for name, type_ in self.types.items()}

    def empty_graph(self) -> ResourceGraph:
        """A graph of these types in which nothing exists."""
        return ResourceGraph(self.kinds)

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The shortest beginning of each type's name that no other type's has, for aliases such as ``w1``."""
        names = list(self.types)
        found: dict[str, str] = {}
        for name in names:
            others = [other for other in names if other != name]
            length = next(
                (n for n in range(1, len(name)) if not any(other.startswith(name[:n]) for other in others)), len(name)
            )
            found[name] = name[:length]
        return found

    @cached_property
    def creators(self) -> Mapping[str, tuple[Action, ...]]:
        """By type: the actions that create one."""
        return self._by_type(lambda action, name: action.creates is not None and action.creates.type == name)

    @cached_property
    def destroyers(self) -> Mapping[str, tuple[Action, ...]]:
        """By type: the actions that destroy one."""
        return self._by_type(lambda action, name: any(action.role(role).type == name for role in action.destroys))

    @cached_property
    def readers(self) -> Mapping[str, tuple[Action, ...]]:
        """By type: the actions that read one and change nothing."""
        return self._by_type(
            lambda action, name: action.observes and action.reads is not None and action.role(action.reads).type == name
        )

    @cached_property
    def listers(self) -> Mapping[str, tuple[Action, ...]]:
        """By type: the actions that list some and change nothing."""
        return self._by_type(
            lambda action, name: action.observes and action.lists is not None and action.lists.type == name
        )

    def error_fields(self, action: Action) -> tuple[str, ...]:
        """Where an error stands in the answers of an action, as the types that they are about say."""
        if not self._error_fields:
            return ()
        names = action.types or {role.type for role in action.roles}
        return tuple(sorted({self._error_fields[name] for name in names if name in self._error_fields}))

    @cached_property
    def _error_fields(self) -> Mapping[str, str]:
        return {name: type_.error_field for name, type_ in self.types.items() if type_.error_field}

    @cached_property
    def uncleanable(self) -> tuple[str, ...]:
        """The types of which neither one nor an ancestor is destroyed by any action."""
        return tuple(
            name for name in self.types if not any(self.destroyers[above] for above in (name, *self.ancestors(name)))
        )

    def ancestors(self, name: str) -> tuple[str, ...]:
        """The types above this one, its parent first."""
        return self._above[name]

    @cached_property
    def _above(self) -> Mapping[str, tuple[str, ...]]:
        return {name: tuple(self._going_up(name)) for name in self.types}

    def _going_up(self, name: str) -> Iterator[str]:
        above = self.types[name].parent
        while above is not None:
            yield above
            above = self.types[above].parent

    def is_above(self, upper: str, lower: str) -> bool:
        """True where ``upper`` is an ancestor type of ``lower``."""
        return upper in self.ancestors(lower)

    def _by_type(self, fits: Callable[[Action, str], bool]) -> Mapping[str, tuple[Action, ...]]:
        return {name: tuple(action for action in self.actions.values() if fits(action, name)) for name in self.types}
