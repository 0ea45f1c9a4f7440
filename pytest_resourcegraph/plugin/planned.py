"""Planned sequences as parameters of a test that is written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..errors import ResourceGraphError
from .declarations import schema_at
from .planning import plan_for
from .running import given_fixtures, run_planned
from .session import session_of

if TYPE_CHECKING:
    from ..model.schema import Schema
    from ..plan.plan import Sequence, Step

_KNOWN = ("cover", "max_steps", "seed")


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
    """The sequences that a mark asks for. Raises UsageError for what it does not know."""
    unknown = [name for name in mark.kwargs if name not in _KNOWN]
    if unknown or mark.args:
        raise pytest.UsageError(
            f"{node.nodeid}: resource_graph({unknown[0] if unknown else mark.args[0]!r}) is not understood\n"
            f"known arguments, all by keyword: {', '.join(_KNOWN)}"
        )
    session = session_of(node.config)
    try:
        schema = schema_at(node, Path(node.path).parent)
        plan = plan_for(session, schema, scope=node.nodeid, **mark.kwargs)
    except ResourceGraphError as error:
        raise pytest.UsageError(str(error)) from None
    return list(plan.sequences)
