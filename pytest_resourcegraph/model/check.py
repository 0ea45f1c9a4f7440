"""The protocol of a check, and what it is given to judge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ..events.facts import Purpose
from ..events.key import Key
from ..graph.graph import ResourceGraph
from .action import Action
from .answer import Answer
from .guard import Broken
from .schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step that was taken: what was asked of whom, what had to come of it, and what came.

    ``broken`` is empty where success was predicted. ``before`` is the graph at the request, ``after`` the graph with
    what the answer made true; both are real, with real ids. ``returned`` is what
    the action returned. ``relation`` is set for an observation: how its subject is related to what the step before it
    changed.
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

    @property
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

    ``kind`` tells findings of one check and action apart; ``expected`` completes "expected …".
    """

    check: str
    kind: str
    message: str
    expected: str = ""


class Check(Protocol):
    """Judges each step that was taken. To add one: a file in ``checks/`` and its test."""

    name: str

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """What is wrong; nothing where all is as predicted, or where this check has nothing to say."""
