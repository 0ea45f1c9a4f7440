"""The plan as a value: sequences of steps over symbolic resources."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..events.facts import Coverage
from ..events.key import Key
from ..model.action import Refusal

FindingName: TypeAlias = tuple[str, str, str]
"""(check, action, kind): what makes two findings the same."""

INVARIANT = "invariant"
"""The relation of a step that asks an invariant."""

BEFORE = "before"
"""The relation of a step that looks at something before it is changed."""

PHANTOM = "?"
"""The symbolic id of a resource that was never made; a run puts an id of the right form in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One action with a resource for each of its roles.

    Keys are symbolic: ids are aliases such as ``u1``. A step can name a resource that is dead, below another parent or
    was never made; ``refusal`` then tells which precondition it means to break. ``makes`` is the alias of the resource
    that it creates, ``twin`` one whose natural key it uses again (a living sibling's is taken), ``actor`` who takes the
    step (empty: the first actor).

    A step with a ``relation`` is an observation of the last step without one: it looks at something of that relation to
    what was changed. With the relation ``invariant`` its ``action`` is an invariant. No scheduler plans these; they are
    in what is replayed.
    """

    action: str
    roles: tuple[tuple[str, Key], ...] = ()
    makes: str | None = None
    refusal: Refusal | None = None
    twin: Key | None = None
    actor: str = ""
    relation: str = ""

    @property
    def role_keys(self) -> Mapping[str, Key]:
        """The resources by role."""
        return dict(self.roles)

    def __str__(self) -> str:
        """The step as a line of a program: ``u1 = create_upload(w1)``."""
        names = ", ".join(_name(key) for _, key in self.roles)
        made = f"{self.makes} = " if self.makes and self.refusal is None else ""
        again = f"{', ' if names else ''}key of {self.twin.id}" if self.twin is not None else ""
        who = f" as {self.actor}" if self.actor else ""
        return f"{made}{self.action}({names}{again}){who}"


def _name(key: Key) -> str:
    return "nothing" if key.id == PHANTOM else str(key.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """Steps that run from an empty world, in order; one sequence becomes one pytest item.

    ``goals`` are the names of the goals that it is the first in the plan to cover. ``finding`` is the (check, action,
    kind) that it is known to end with, where it repeats one.
    """

    name: str
    steps: tuple[Step, ...]
    goals: tuple[str, ...] = ()
    finding: FindingName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The sequences for one schema, and what became of every goal: covered + infeasible + unplanned is all of them.

    ``infeasible`` and ``unplanned`` are (goal, reason), ``unreached`` (action, reason). ``lower_bound`` is a number of
    requests that no plan for the covered goals can undercut.
    """

    sequences: tuple[Sequence, ...]
    cover: str
    seed: int
    covered: tuple[str, ...] = ()
    infeasible: tuple[tuple[str, str], ...] = ()
    unplanned: tuple[tuple[str, str], ...] = ()
    unreached: tuple[tuple[str, str], ...] = ()
    lower_bound: int = 0
    coverage: tuple[Coverage, ...] = ()

    @property
    def steps(self) -> int:
        """How many steps all sequences have."""
        return sum(len(sequence.steps) for sequence in self.sequences)
