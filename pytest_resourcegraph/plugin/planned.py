"""Planned sequences as parameters of a test that is written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from ..errors import Problem, ResourceGraphError
from .declarations import schema_at
from .planning import plan_for
from .running import given_fixtures, run_planned
from .session import session_of

if TYPE_CHECKING:
    from ..model.schema import Schema
    from ..plan.plan import Sequence, Step

_KNOWN = {"cover": str, "max_steps": int, "seed": int}


class PlannedSequence:
    """A planned sequence that a test runs: ``sequence.run()``. ``steps`` are its steps, ``goals`` what it covers."""

    def __init__(self, schema: Schema, sequence: Sequence, request: pytest.FixtureRequest) -> None:
        self._schema = schema
        self._sequence = sequence
        self._request = request

    @property
    def name(self) -> str:
        """The name, as in the id of the test."""
        return self._sequence.name

    @property
    def steps(self) -> tuple[Step, ...]:
        """The planned steps."""
        return self._sequence.steps

    @property
    def goals(self) -> tuple[str, ...]:
        """The names of the goals that it covers."""
        return self._sequence.goals

    def run(self) -> None:
        """Run it. Raises CheckFailure with the report where the system differs from the prediction."""
        __tracebackhide__ = True
        fixtures = given_fixtures(self._schema, self._request)
        scope = self._request.node.nodeid.partition("[")[0]
        run_planned(self._schema, self._sequence, self._request, fixtures, scope=scope)


def sequences_for(node: pytest.Item, mark: pytest.Mark) -> list[Sequence]:
    """The sequences that a mark asks for; none, and a problem that ends the run, for what it does not know."""
    problems = session_of(node.config).problems
    wrong = [_not_understood(node, text) for text in _wrong(mark)]
    if wrong:
        problems.extend(wrong)
        return []
    try:
        schema = schema_at(node, node.path.parent)
        return list(plan_for(node, schema, scope=node.nodeid, **mark.kwargs).sequences)
    except ResourceGraphError as error:
        problems.extend(error.problems)
        return []


def _wrong(mark: pytest.Mark) -> Iterator[str]:
    yield from map(repr, mark.args)
    for name, value in mark.kwargs.items():
        kind = _KNOWN.get(name)
        if kind is None or not isinstance(value, kind) or isinstance(value, bool):
            yield f"{name}={value!r}"


def _not_understood(node: pytest.Item, text: str) -> Problem:
    return Problem(
        where=node.nodeid,
        what=f"@pytest.mark.resource_graph({text}) is not understood",
        known="known arguments: cover='…', max_steps=N, seed=N",
        remedy="give them by keyword",
    )
