"""Collects planned sequences as pytest items: one sequence, one item, below the conftest.py that declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from ..engine.lifecycle import explorable
from ..errors import DefinitionError, ReplayError, ResourceGraphError
from ..model.validate import fixture_problems
from .declarations import declared_here, declares, schema_at
from .document import document_path, is_ignored, is_joined
from .exploring import item_name as walk_name
from .exploring import run_explored
from .failing import TOLD
from .pinned import item_name, pinned_at, run_pinned
from .planning import plan_for
from .replaying import sequence_of
from .running import needed_fixtures, run_planned, run_replayed
from .session import REPLAY, session_of

if TYPE_CHECKING:
    from ..model.schema import Schema

Run: TypeAlias = Callable[..., None]
"""Runs one sequence, given the request, the fixtures and the scope."""

_FIXTURES_BY_NAME = ("_arg2fixturedefs", "_arg2nodeid2fixturedefs", "_arg2node2fixturedefs")
"""Where pytest keeps them: the first until 9.1, the others since 9.2."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A collector for a conftest.py that declares something."""
    if file_path == document_path(parent.config):
        if is_joined(parent.config):
            return None
        found: pytest.Collector = PlannedFile.from_parent(parent, path=file_path)
        return found
    if file_path.name == "conftest.py" and declares(parent.config, file_path.parent):
        collector: pytest.Collector = PlannedFile.from_parent(parent, path=file_path)
        return collector
    return None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Look into the folder of a fetched document, and take nothing else out of it."""
    return is_ignored(config, collection_path)


class PlannedFile(pytest.File):
    """The sequences that are planned for the declarations of one conftest.py."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each sequence."""
        session = session_of(self.config)
        try:
            schema = schema_at(self, self.path.parent)
            check_fixtures(self, schema)
            runs = self._replayed(schema) if session.settings.replay else self._planned(schema)
        except ResourceGraphError as error:
            session.problems.extend(error.problems)
            return
        signature = _signature(needed_fixtures(schema))
        found: Any = None
        for name, run in runs:
            function = _function(run, signature, self.nodeid)
            item: Any = PlannedItem.from_parent(self, name=name, callobj=function, fixtureinfo=found)
            # All ask for the same fixtures, so pytest looks for them once, as it does for the items of a parametrize.
            found = getattr(item, "_fixtureinfo", None)
            yield item

    def _planned(self, schema: Schema) -> list[tuple[str, Run]]:
        """What is pinned, then what is planned."""
        own = declared_here(self, self.path.parent)
        plan = plan_for(self, schema, scope=self.nodeid, own=own)
        pinned = [(item_name(one), partial(run_pinned, schema, one)) for one in pinned_at(self, schema)]
        planned = [(one.name, partial(run_planned, schema, one)) for one in plan.sequences]
        walks = (
            [(walk_name(name), partial(run_explored, schema, name)) for name in explorable(schema)]
            if own is None
            else []
        )
        return [*pinned, *planned, *walks]

    def _replayed(self, schema: Schema) -> list[tuple[str, Run]]:
        """The one sequence that is to be replayed; none, and the reason kept, where it is not of these declarations."""
        session = session_of(self.config)
        if session.replays:  # the declarations of a folder above have understood it
            return []
        try:
            sequence = sequence_of(schema, session.settings.replay, self.config.invocation_params.dir)
        except ReplayError as error:
            session.unreplayed.extend(error.problems)
            return []
        session.replays = True
        return [(REPLAY, partial(run_replayed, schema, sequence))]


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


def _function(run: Run, signature: Signature, scope: str) -> Callable[..., None]:
    """A test function that asks for exactly the fixtures that the sequence needs."""

    def call(**fixtures: Any) -> None:
        __tracebackhide__ = True
        run(fixtures["request"], fixtures, scope=scope)

    call.__signature__ = signature  # type: ignore[attr-defined]
    return call


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
