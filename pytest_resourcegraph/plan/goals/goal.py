"""A goal: something that a plan should do once, and what has to be done for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

from ...model.action import Refusal
from ...model.guard import Broken
from ...model.schema import Schema
from ..concern import Concern
from ..plan import Step
from ..trail import Trail

GoalKey: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Do:
    """The action succeeds, with resources in these states, given as (role, state) pairs."""

    action: str
    states: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """The actions succeed one directly after the other, each sharing something with the one before."""

    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """The action ``last`` succeeds at some time after ``first``, and they share something."""

    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The action is refused because of ``role``.

    ``detail`` is the state for wrong-state, and the type of the destroyed ancestor for after-parent-destroy; ``state``
    the one in which the resource then was, where that matters.
    """

    action: str
    role: str
    refusal: Refusal
    detail: str = ""
    state: str = ""


class Company(StrEnum):
    """In which company an action succeeds."""

    YOUNGER = "beside a younger one"
    OLDER = "beside an older one"
    NAMESAKE = "beside a namesake"
    THIRD = "as the third"
    AGAIN = "in the place of a dead one"
    REFERRED = "while it is referred to"
    PARENT = "while it has something in it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """The action succeeds in that company: on the resource of ``role``, or making one more.

    ``detail`` is a type: of what the dead one had with it, for one that takes its place, or of what refers to the one
    that is destroyed, or of what is in the one that is changed.
    """

    action: str
    how: Company
    role: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The property of that name, of those that are declared to be true sometimes, is true."""

    name: str


Want: TypeAlias = Do | Follow | After | Break | Among | Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One thing to cover. ``key`` begins with the criterion; any of ``wants`` covers it.

    ``never`` says why it cannot be covered, where that is known from the declarations alone.
    """

    key: GoalKey
    text: str
    wants: tuple[Want, ...] = ()
    actions: tuple[str, ...] = ()
    never: str = ""

    @property
    def criterion(self) -> str:
        """The name of the criterion that states it."""
        return self.key[0]

    def __str__(self) -> str:
        return f"{self.key[0]}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One step in its place: the trail ``before`` and ``after`` it, and the steps before with what they are about.

    ``reasons`` are those for which the step must be refused; empty for a step that succeeds.
    """

    schema: Schema
    before: Trail
    after: Trail
    step: Step
    about: Concern
    reasons: tuple[Broken, ...] = ()
    earlier: tuple[tuple[Step, Concern], ...] = ()


class Criterion(Protocol):
    """States goals for a schema and tells which of them a step covers. One file per criterion."""

    @property
    def name(self) -> str:
        """The name in ``cover=``."""

    def goals(self, schema: Schema) -> Iterable[Goal]:
        """All goals, in a fixed order."""

    def covers(self, moment: Moment) -> Iterator[GoalKey]:
        """The keys of what this step covers; keys that are no goals do no harm."""
