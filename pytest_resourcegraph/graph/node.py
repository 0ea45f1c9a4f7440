"""One resource in the graph, and the kind that it is of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..events.key import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What the graph has to know of a resource type: its parent, its states, the types that it refers to."""

    name: str
    parent: str | None = None
    states: tuple[str, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One resource: alive, or dead with the step and the destroyed ancestor that ended it.

    ``written`` names the fields of ``data`` that a client wrote and the system confirmed.
    ``order`` counts creations in this graph, so that every listing has one order whatever the hash seed.
    """

    key: Key
    alias: str
    state: str | None
    data: Mapping[str, object]
    links: Mapping[str, Key]
    owner: str
    made: int
    order: int
    written: tuple[str, ...] = ()
    alive: bool = True
    ended: int = 0
    ended_with: Key | None = None
