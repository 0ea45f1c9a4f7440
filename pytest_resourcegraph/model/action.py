"""Actions: what a client can do, as data, with the call that does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from .condition import Condition
from .effect import Create, Destroy, Effect, Link, Move, Update
from .origin import Origin

Documents: TypeAlias = Callable[[int, str, object], tuple[str, str] | None]
"""What of an answer (status, media type, body) is not as documented: (kind, text), or None."""


class Refusal(StrEnum):
    """The named ways in which a precondition can be broken."""

    WRONG_STATE = "wrong-state"
    AFTER_DESTROY = "after-destroy"
    AFTER_PARENT_DESTROY = "after-parent-destroy"
    WRONG_PARENT = "wrong-parent"
    OTHER_ACTOR = "other-actor"
    ANONYMOUS = "anonymous"
    DUPLICATE = "duplicate"
    MISSING_REFERENCE = "missing-reference"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A parameter that a resource fills.

    ``states`` are those in which the action accepts it (empty: any). ``below`` names the role whose resource must be an
    ancestor of this one, as where an action takes both the ids of a path. ``uses_parent`` says that the call names the
    parent of the resource too, so that it can be called with another one.
    """

    name: str
    type: str
    states: tuple[str, ...] = ()
    below: str | None = None
    uses_parent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a listing action lists: living resources of a type, within the resource of a role where one is given."""

    type: str
    within: str | None = None
    exact: bool = True


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing that a client can do.

    ``call`` is given the resources of ``roles``, the values of ``fixtures`` and what ``injected`` names (``api``,
    ``graph``), all by keyword. ``reads`` is the role that a reading action shows, ``lists`` what a listing one lists.
    ``expects`` are the statuses of success (empty: any 2xx). ``refusals`` maps each way of breaking the precondition
    that is to be tried to the statuses that refuse it (empty: any 4xx). ``checks`` turns oracles on and off by name
    for the steps of this action. A ``doubtful`` one may need more than is declared, as what is derived from a document:
    that it is refused is no finding, unless it reads what it has read before; a ``moving`` one may move a state in ways
    that nobody said. ``documents`` says what of an answer is
    not as documented, as (kind, text), ``unavailable`` are the statuses by which it may say that the service does not
    offer it (501), or not now (503). ``cost`` is counted in requests.
    Not slotted: planning asks for the derived parts millions of times, so they are kept once derived.
    """

    name: str
    roles: tuple[Role, ...] = ()
    effects: tuple[Effect, ...] = ()
    reads: str | None = None
    lists: Listing | None = None
    when: Condition | None = None
    cost: int = 1
    touches: frozenset[str] = frozenset()
    expects: frozenset[int] = frozenset()
    refusals: Mapping[Refusal, frozenset[int]] = field(default_factory=lambda: dict.fromkeys(Refusal, frozenset()))
    checks: Mapping[str, bool] = field(default_factory=dict)
    doubtful: bool = False
    moving: bool = False
    documents: Documents | None = field(default=None, compare=False)
    unavailable: frozenset[int] = frozenset()
    injected: tuple[str, ...] = ()
    fixtures: tuple[str, ...] = ()
    call: Callable[..., object] = field(default=lambda **_: None, compare=False)
    origin: Origin = field(default=Origin(), compare=False)

    def role(self, name: str) -> Role:
        """The role of that name. Raises KeyError where there is none."""
        for role in self.roles:
            if role.name == name:
                return role
        raise KeyError(name)

    @cached_property
    def identity(self) -> str:
        """Its name and place: what a process remembers of it is not that of another of the same name elsewhere."""
        return f"{self.name} {self.origin}"

    @cached_property
    def creates(self) -> Create | None:
        """The effect that makes a resource, if there is one."""
        return next((effect for effect in self.effects if isinstance(effect, Create)), None)

    @cached_property
    def destroys(self) -> tuple[str, ...]:
        """The roles whose resources end."""
        return tuple(effect.role for effect in self.effects if isinstance(effect, Destroy))

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The effects that change a state."""
        return tuple(effect for effect in self.effects if isinstance(effect, Move))

    @cached_property
    def changes(self) -> tuple[str, ...]:
        """The roles whose resources are updated, moved or linked by a success."""
        return tuple(dict.fromkeys(effect.role for effect in self.effects if isinstance(effect, (Move, Update, Link))))

    @cached_property
    def types(self) -> frozenset[str]:
        """The types that its answer may be about: what it reads, lists, makes, changes or destroys."""
        names = {*self.changes, *self.destroys, *([self.reads] if self.reads is not None else [])}
        made = {about.type for about in (self.lists, self.creates) if about is not None}
        return frozenset({self.role(name).type for name in names} | made)

    @cached_property
    def observes(self) -> bool:
        """True for an action that reads or lists and changes nothing."""
        return not self.effects and (self.reads is not None or self.lists is not None)


@dataclass(frozen=True, kw_only=True)
class Invariant:
    """What must always hold of the resources of its roles: ``call`` raises AssertionError where it does not.

    Not slotted: its identity is asked for after every step, and kept.
    """

    name: str
    roles: tuple[Role, ...] = ()
    injected: tuple[str, ...] = ()
    fixtures: tuple[str, ...] = ()
    call: Callable[..., object] = field(default=lambda **_: None, compare=False)
    origin: Origin = field(default=Origin(), compare=False)

    @cached_property
    def identity(self) -> str:
        """Its name and place: what a process remembers of it is not that of another of the same name elsewhere."""
        return f"{self.name} {self.origin}"
