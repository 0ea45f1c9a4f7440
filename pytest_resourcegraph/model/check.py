"""The protocol of a check, and what it is given to judge."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, cast

from ..events.claim import Claim
from ..events.facts import Purpose
from ..events.key import Key
from ..graph.graph import ResourceGraph
from .action import Action
from .answer import Answer
from .guard import Broken
from .schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader showed of a resource after step ``number``, and in ``between`` then and now.

    ``place`` counts the steps that were taken until then, observations included, from 1. ``volatile`` are fields that
    change by themselves.
    """

    body: Mapping[str, object]
    number: int
    place: int
    between: tuple[Mapping[str, object], ...] = ()
    volatile: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A step that was taken: what was asked of whom, what had to come of it, and what came.

    ``broken`` is empty where success was predicted. ``before`` is the graph at the request, ``after`` the graph with
    what the answer made true; both are real, with real ids. ``returned`` is what
    the action returned. ``relation`` is set for an observation: how its subject is related to what the step that it
    ``follows`` changed. ``used`` are the unique values that were sent, by name, ``twin`` the resource whose natural key
    was used again. ``earlier`` is what the same reader showed when the same things existed below its subject, if they
    have changed since and changed back. ``bare`` says of a list that it was empty below what was new,
    ``known`` are the ids that it showed before, where nothing has been done since.
    Not slotted: every check asks whether it succeeded, which is kept once known.
    """

    schema: Schema
    action: Action
    roles: Mapping[str, Key]
    actor: str
    number: int
    purpose: Purpose
    broken: tuple[Broken, ...]
    before: ResourceGraph
    after: ResourceGraph
    answer: Answer
    made: Key | None = None
    returned: object = None
    relation: str = ""
    follows: "Taken | None" = None
    used: Mapping[str, str] = field(default_factory=dict)
    twin: Key | None = None
    earlier: "Reading | None" = None
    bare: bool = False
    known: frozenset[str] | None = None

    @cached_property
    def succeeded(self) -> bool:
        """True where the system complied."""
        return self.answer.succeeded(self.action.expects)

    def name(self, key: Key) -> str:
        """The resource as a report calls it: its type and alias."""
        node = self.after.node(key) or self.before.node(key)
        return f"{key.type} {node.alias if node else key.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A difference between system and prediction.

    ``kind`` tells findings of one check and action apart; ``expected`` completes "expected …". ``claims`` say as data
    what of the answer is not as it had to be; without them a script cannot repeat the comparison.
    """

    check: str
    kind: str
    message: str
    expected: str = ""
    claims: tuple[Claim, ...] = ()


class Check(Protocol):
    """Judges each step that was taken. To add one: a file in ``checks/`` and its test."""

    name: str

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """What is wrong; nothing where all is as predicted, or where this check has nothing to say."""


class Selective(Protocol):
    """A check that has something to say about some actions only; the others are not brought before it."""

    def concerns(self, action: Action, schema: Schema) -> bool:
        """Whether the steps of the action are to be judged."""


def switched_on(checks: Sequence[Check], action: Action, schema: Schema) -> tuple[Check, ...]:
    """The checks that judge the steps of an action: as the action says, else as the types that it is about say."""
    switches = [schema.types[name].checks for name in action.types]
    return tuple(
        check
        for check in checks
        if action.checks.get(check.name, all(switch.get(check.name, True) for switch in switches))
        and (not hasattr(check, "concerns") or cast(Selective, check).concerns(action, schema))
    )
