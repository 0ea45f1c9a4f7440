"""Everything that is wrong with a schema, found before anything is planned."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ..errors import Problem
from .action import Action, Invariant
from .action_problems import action_problems, invariant_problems, sometimes_problems
from .reach import never_run
from .resource import ResourceType
from .schema import Schema
from .type_problems import type_problems

LINE = 110
"""The length to which a list of known names is cut."""


def problems(
    types: Mapping[str, ResourceType], actions: Mapping[str, Action], invariants: Mapping[str, Invariant]
) -> list[Problem]:
    """All problems of what is declared: types first, then actions, then invariants, in their order.

    Actions that can never run are told only where all else is right, since they may follow from what is wrong.
    """
    return definition_problems(types, actions, invariants) or list(never_run(types, actions))


def definition_problems(
    types: Mapping[str, ResourceType], actions: Mapping[str, Action], invariants: Mapping[str, Invariant],
    sometimes: Mapping[str, Action] = MappingProxyType({}),
) -> list[Problem]:  # fmt: skip
    """As ``problems``, without the question whether all actions can run."""
    found = list(type_problems(types))
    for action in actions.values():
        found += action_problems(action, types)
    for invariant in invariants.values():
        found += invariant_problems(invariant, types)
    for asked in sometimes.values():
        found += sometimes_problems(asked, types)
    return found


def fixture_problems(schema: Schema, known: Iterable[str]) -> list[Problem]:
    """A problem for each parameter that is neither a resource type nor one of the known fixtures."""
    names = frozenset(known)
    every: list[tuple[str, Action | Invariant]] = [("action", action) for action in schema.actions.values()]
    every += [("invariant", invariant) for invariant in schema.invariants.values()]
    return [
        _unknown(f"{noun} '{declared.name}'", str(declared.origin), name, sorted(schema.types), sorted(names))
        for noun, declared in every
        for name in declared.fixtures
        if name not in names
    ]


def _unknown(label: str, where: str, name: str, types: list[str], fixtures: list[str]) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(name, [*types, *fixtures], n=1, cutoff=0.5)
    # The nearest names first, so that the line can be cut where there are many.
    close = get_close_matches(name, fixtures, n=5, cutoff=0.3)
    listed = [*close, *(fixture for fixture in fixtures if fixture not in close)]
    return Problem(
        where=where,
        what=f"{label} has a parameter '{name}' that is neither a resource type nor a fixture",
        known=_cut(f"known types: {', '.join(types) or 'none'}", f"; fixtures: {', '.join(listed) or 'none'}"),
        remedy=f"did you mean '{near[0]}'?" if near else f"declare a resource type or a fixture '{name}'",
    )


def _cut(*parts: str) -> str:
    line = "".join(parts)
    if len(line) <= LINE:
        return line
    return line[: LINE - 2].rpartition(",")[0] + ", …"
