"""pytest-xdist: the controller draws the seed and keeps the events, the workers plan the same and send theirs."""

from __future__ import annotations

from typing import Any

import pytest

from ..events.codec import decode, encode
from .recording import ATTRIBUTE
from .session import Session, session_of

_PLANS = "resourcegraph_plans"


class Workers:
    """The hooks of one process of a distributed run."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._scopes: set[str] = set()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Send the seed to a worker, so that all plan alike and no two use the same values."""
        node.workerinput["resourcegraph_seed"] = str(self._session.seed)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the events that a worker sent with a report."""
        if not self._session.is_worker:
            for line in getattr(report, ATTRIBUTE, ()):
                self._session.record(decode(line))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Keep what a worker planned; all planned the same, so each scope counts once."""
        for scope, line in getattr(node, "workeroutput", {}).get(_PLANS, ()):
            if scope not in self._scopes:
                self._scopes.add(scope)
                self._session.record(decode(line))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Send the plans to the controller."""
        if self._session.is_worker:
            plans = [[event.fact.scope, encode(event)] for event in self._session.plans]  # type: ignore[union-attr]
            session.config.workeroutput[_PLANS] = plans  # type: ignore[attr-defined]


def register(config: pytest.Config) -> None:
    """Register the hooks, where xdist is there."""
    if config.pluginmanager.has_plugin("xdist"):
        config.pluginmanager.register(Workers(session_of(config)), "resourcegraph-workers")
