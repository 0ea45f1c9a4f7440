"""The facts that change the resource graph: five, closed, and folded by ``graph.fold`` alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from .key import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """A resource exists from now on. ``alias`` is its name in the plan and in reports.

    ``written`` names the fields of ``data`` that a client wrote and the system confirmed: a reader must show them.
    """

    key: Key
    alias: str
    state: str | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    written: tuple[str, ...] = ()
    links: tuple[tuple[str, Key], ...] = ()
    owner: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Destroyed:
    """A resource and all its living descendants are gone from now on."""

    key: Key
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A resource is in another state from now on; in one that is not known where that is None."""

    key: Key
    state: str | None
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """Fields of a resource have these values from now on; other fields stay.

    ``written``, where given, names all the fields that a reader must show from now on.
    """

    key: Key
    data: Mapping[str, object] = field(default_factory=dict)
    written: tuple[str, ...] | None = None
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A reference of a resource points to ``target`` from now on, or nowhere where that is None."""

    key: Key
    reference: str
    target: Key | None
    step: int = 0


GraphFact: TypeAlias = Created | Destroyed | Moved | Updated | Linked
