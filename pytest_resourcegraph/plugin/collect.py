"""Collects planned sequences as pytest items: one sequence, one item, below the conftest.py that declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ..errors import DefinitionError, ResourceGraphError
from ..model.validate import fixture_problems
from .declarations import declared_here, declares, schema_at
from .failing import TOLD
from .planning import plan_for
from .running import needed_fixtures, run_planned
from .session import session_of

if TYPE_CHECKING:
    from ..model.schema import Schema
    from ..plan.plan import Sequence

_FIXTURES_BY_NAME = ("_arg2fixturedefs", "_arg2nodeid2fixturedefs", "_arg2node2fixturedefs")
"""Where pytest keeps them: the first until 9.1, the others since 9.2."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A collector for a conftest.py that declares something."""
    if file_path.name == "conftest.py" and declares(parent.config, file_path.parent):
        collector: pytest.Collector = PlannedFile.from_parent(parent, path=file_path)
        return collector
    return None


class PlannedFile(pytest.File):
    """The sequences that are planned for the declarations of one conftest.py."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each sequence."""
        session = session_of(self.config)
        try:
            schema = schema_at(self, self.path.parent)
            check_fixtures(self, schema)
            plan = plan_for(self, schema, scope=self.nodeid, own=declared_here(self, self.path.parent))
        except ResourceGraphError as error:
            session.problems.extend(error.problems)
            return
        signature = _signature(needed_fixtures(schema))
        found: Any = None
        for sequence in plan.sequences:
            run = _function(schema, sequence, signature, self.nodeid)
            item: Any = PlannedItem.from_parent(self, name=sequence.name, callobj=run, fixtureinfo=found)
            # All ask for the same fixtures, so pytest looks for them once, as it does for the items of a parametrize.
            found = getattr(item, "_fixtureinfo", None)
            yield item


class PlannedItem(pytest.Function):
    """One sequence as a test: fails with the sequence and the graph, not with a traceback through the plugin."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:
        """The report of the sequence; what came from elsewhere as pytest shows it."""
        told = self.stash.get(TOLD, None)
        if told is None:
            return super().repr_failure(excinfo, *args, **kwargs)
        return "" if self.config.getoption("tbstyle", "auto") == "line" else told.screen

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The conftest.py and the name of the sequence."""
        return self.path, None, self.name


def _function(schema: Schema, sequence: Sequence, signature: Signature, scope: str) -> Callable[..., None]:
    """A test function that asks for exactly the fixtures that the sequence needs."""

    def run(**fixtures: Any) -> None:
        __tracebackhide__ = True
        run_planned(schema, sequence, fixtures["request"], fixtures, scope=scope)

    run.__signature__ = signature  # type: ignore[attr-defined]
    return run


def _signature(names: tuple[str, ...]) -> Signature:
    return Signature([Parameter(name, Parameter.KEYWORD_ONLY) for name in names])


def check_fixtures(node: pytest.Collector, schema: Schema) -> None:
    """Raises DefinitionError where an action asks for a fixture that there is not."""
    known = known_fixtures(node)
    problems = fixture_problems(schema, known) if known is not None else []
    if problems:
        raise DefinitionError(problems)


def known_fixtures(node: pytest.Collector) -> frozenset[str] | None:
    """The names of all fixtures, or None where this pytest does not tell.

    pytest has no public way to list fixtures at collection. Where these attributes are missing a wrong name is
    reported when the item is set up, with pytest's own message.
    """
    manager = getattr(node.session, "_fixturemanager", None)
    kept = [getattr(manager, name) for name in _FIXTURES_BY_NAME if hasattr(manager, name)]
    return frozenset().union(["request"], *kept) if kept else None
