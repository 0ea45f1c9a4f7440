"""pytest-xdist: the controller draws the seed and keeps the events, the workers plan the same and send theirs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from ..events.codec import decode, encode
from ..events.facts import Planned
from .controller import SALTED, SEED
from .document import SENT, document_path
from .problems import refuse
from .recording import ATTRIBUTE
from .session import Session, session_of

_EVENTS = "resourcegraph_events"
_PROBLEMS = "resourcegraph_problems"


class Workers:
    """The hooks of one process of a distributed run."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._scopes: set[str] = set()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Send the seed to a worker, so that all plan alike, and whether each of them runs every item."""
        node.workerinput[SEED] = str(self._session.seed)
        path = document_path(self._session.config)
        node.workerinput[SENT] = str(path) if path is not None else ""
        node.workerinput[SALTED] = node.config.getoption("dist", "no") == "each"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the events that a worker sent with a report."""
        if not self._session.is_worker:
            self._keep(getattr(report, ATTRIBUTE, ()))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Keep what a worker has not sent with a report, and end the run where its declarations are wrong."""
        output = getattr(node, "workeroutput", {})
        self._keep(output.get(_EVENTS, ()))
        problems = output.get(_PROBLEMS, ())
        if problems:
            self._session.refused = True
            refuse(problems)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Send the rest to the controller: what was planned where nothing ran, and what an interruption left."""
        if self._session.is_worker:
            output = session.config.workeroutput  # type: ignore[attr-defined]
            output[_EVENTS] = [encode(event) for event in self._session.unsent]
            output[_PROBLEMS] = [str(problem) for problem in self._session.problems]

    def _keep(self, lines: Iterable[str]) -> None:
        """Record events of a worker. All plan the same, so each scope counts once."""
        for line in lines:
            event = decode(line)
            if isinstance(event.fact, Planned):
                if event.fact.scope in self._scopes:
                    continue
                self._scopes.add(event.fact.scope)
            self._session.record(event)


def register(config: pytest.Config) -> None:
    """Register the hooks, where xdist is there."""
    if config.pluginmanager.has_plugin("xdist"):
        config.pluginmanager.register(Workers(session_of(config)), "resourcegraph-workers")
