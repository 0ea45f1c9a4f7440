"""Collects planned sequences as pytest items: one sequence, one item, below the conftest.py that declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ..errors import CheckFailure, DefinitionError, ResourceGraphError
from ..model.validate import fixture_problems
from .declarations import declared_here, declares, schema_at
from .planning import plan_for
from .running import needed_fixtures, run_planned
from .session import session_of

if TYPE_CHECKING:
    from ..model.schema import Schema
    from ..plan.plan import Sequence


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A collector for a conftest.py that declares something."""
    if file_path.name == "conftest.py" and declares(parent.config, file_path.parent):
        collector: pytest.Collector = PlannedFile.from_parent(parent, path=file_path)
        return collector
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config) -> None:
    """End with a usage error that tells everything that is wrong with the declarations, if anything is."""
    problems = session_of(config).problems
    if problems:
        raise pytest.UsageError("\n\n".join(dict.fromkeys(map(str, problems))))


class PlannedFile(pytest.File):
    """The sequences that are planned for the declarations of one conftest.py."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each sequence."""
        session = session_of(self.config)
        try:
            schema = schema_at(self, self.path.parent)
            check_fixtures(self, schema)
            plan = plan_for(session, schema, scope=self.nodeid, focus=declared_here(self, self.path.parent))
        except ResourceGraphError as error:
            session.problems.extend(error.problems)
            return
        names = needed_fixtures(schema)
        for sequence in plan.sequences:
            yield PlannedItem.from_parent(self, name=sequence.name, callobj=_function(schema, sequence, names, self.nodeid))


class PlannedItem(pytest.Function):
    """One sequence as a test: fails with the sequence and the graph, not with a traceback through the plugin."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:
        """The report of a finding; other errors as pytest shows them."""
        if isinstance(excinfo.value, CheckFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **kwargs)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The conftest.py and the name of the sequence."""
        return self.path, None, self.name


def _function(schema: Schema, sequence: Sequence, names: tuple[str, ...], scope: str) -> Callable[..., None]:
    """A test function that asks for exactly the fixtures that the sequence needs."""

    def run(**fixtures: Any) -> None:
        __tracebackhide__ = True
        run_planned(schema, sequence, fixtures["request"], fixtures, scope=scope)

    run.__signature__ = _signature(names)  # type: ignore[attr-defined]
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

    pytest has no public way to list fixtures at collection. Where this attribute is missing a wrong name is reported
    when the item is set up, with pytest's own message.
    """
    manager = getattr(node.session, "_fixturemanager", None)
    names = getattr(manager, "_arg2fixturedefs", None)
    return frozenset(names) if names is not None else None
