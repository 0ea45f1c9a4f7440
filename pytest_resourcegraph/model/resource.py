"""Resource types, and the handle by which an action or a test holds one resource."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..events.key import Id, Key
from ..graph.node import Kind, Node
from .origin import Origin

GONE: frozenset[int] = frozenset({404, 410})
"""Statuses that say by default that a resource is gone."""


class OnDestroy(StrEnum):
    """What becomes of a reference when its target is destroyed, in the words of SQL's ``ON DELETE``."""

    KEEP = "keep"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceType:
    """One type of resource: what can exist.

    ``references`` maps a name to the type referred to. ``id_field`` may be a dotted path into the answer. ``key`` names
    the field that identifies a resource among its siblings (a natural key). ``states[0]`` is the state of a new one
    unless ``initial`` says otherwise. ``gone`` are the statuses that say that one is no longer there;
    ``deleted_state`` the state that a destroyed one shows where the API keeps it readable.

    ``fields`` is the JSON Schema of one resource as an answer shows it, ``volatile`` the fields that change by
    themselves, ``on_destroy`` what a reference shows when its target ends (by reference; ``keep`` where nothing is
    said), ``reuses_ids`` whether a new one may have the id of a dead one. What was changed may show up to ``settles``
    seconds later. An answer in which something stands in ``error_field`` is a refusal, whatever its status. ``checks``
    turns oracles on and off by name for what is about this type.

    ``shown_states`` are those of a type of which nobody said what moves them. They are not predicted, but what was
    shown last has to be shown again until a step may have changed it. A ``likely_key`` is a guess: the
    system is held to it only where it has refused it to another one.
    """

    name: str
    parent: str | None = None
    references: Mapping[str, str] = field(default_factory=dict)
    id_field: str = "id"
    key: str | None = None
    states: tuple[str, ...] = ()
    state_field: str | None = None
    initial: str | None = None
    gone: frozenset[int] = GONE
    deleted_state: str | None = None
    idempotent: bool = False
    fields: Mapping[str, object] | None = None
    volatile: frozenset[str] = frozenset()
    on_destroy: Mapping[str, OnDestroy] = field(default_factory=dict)
    reuses_ids: bool = False
    shown_states: tuple[str, ...] = ()
    likely_key: bool = False
    settles: float = 0.0
    error_field: str | None = None
    checks: Mapping[str, bool] = field(default_factory=dict)
    origin: Origin = field(default=Origin(), compare=False)

    @property
    def born(self) -> str | None:
        """The state of a new resource, or None for a type without states."""
        return self.initial or (self.states[0] if self.states else None)

    @property
    def kind(self) -> Kind:
        """What the graph has to know of this type."""
        states = self.states or self.shown_states
        return Kind(name=self.name, parent=self.parent, states=states, references=self.references)


class Resource:
    """A handle to one resource: what an action gets for a parameter that names a type.

    The handle stays valid as the run goes on: ``state``, ``data`` and ``alive`` tell what the graph says now.
    ``resource["name"]`` is a field of the last known data.
    """

    __slots__ = ("_lookup", "key")

    def __init__(self, key: Key, lookup: Callable[[Key], Node | None]) -> None:
        self.key = key
        self._lookup = lookup

    @property
    def id(self) -> Id:
        """The id as the system gave it."""
        return self.key.id

    @property
    def type(self) -> str:
        """The name of the type."""
        return self.key.type

    @property
    def parent(self) -> "Resource":
        """The handle of the parent. Raises AttributeError for a resource at the root."""
        if self.key.parent is None:
            raise AttributeError(f"{self.key} has no parent")
        return Resource(self.key.parent, self._lookup)

    @property
    def state(self) -> str | None:
        """The lifecycle state, None for a type without states."""
        node = self._lookup(self.key)
        return node.state if node else None

    @property
    def data(self) -> Mapping[str, object]:
        """The fields last known, empty where nothing is known."""
        node = self._lookup(self.key)
        return node.data if node else {}

    @property
    def links(self) -> Mapping[str, "Resource"]:
        """Handles of what this resource refers to, by the name of the reference."""
        node = self._lookup(self.key)
        return {name: Resource(key, self._lookup) for name, key in (node.links if node else {}).items()}

    @property
    def alive(self) -> bool:
        """True until it or an ancestor is destroyed."""
        node = self._lookup(self.key)
        return node is not None and node.alive

    def __getitem__(self, name: str) -> object:
        return self.data[name]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Resource) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"<{self.key}>"
