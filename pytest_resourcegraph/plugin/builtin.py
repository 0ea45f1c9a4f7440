"""The built-in answers to our own hooks: what a conftest.py replaces or adds to. Tried last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..checks.catalogue import CHECKS
from ..declare.builder import Builder
from ..events.exchange import tells
from ..events.store import EventStore
from ..model.check import Check
from ..model.guard import ANONYMOUS
from ..plan.scheduler import Scheduler
from ..plan.schedulers.cover import Cover
from ..report.jsonl import JsonLines
from .declarations import add_declared
from .session import session_of

if TYPE_CHECKING:
    from ..engine.http import HttpClient

USER = "user"


@pytest.hookimpl(trylast=True)
def pytest_resourcegraph_declare(config: pytest.Config, builder: Builder, path: Path) -> None:
    """What the conftest.py files from the root down to ``path`` declare."""
    add_declared(config, builder, path)


@pytest.hookimpl(trylast=True)
def pytest_resourcegraph_actors(config: pytest.Config) -> Mapping[str, Mapping[str, str]]:
    """Those of the options, or one user without credentials of its own."""
    return session_of(config).settings.actors or {USER: {}}


@pytest.hookimpl(trylast=True)
def pytest_resourcegraph_make_client(
    config: pytest.Config, actor: str, url: str | None, headers: Mapping[str, str]
) -> HttpClient | None:
    """An HTTP client for the URL of the run."""
    if not url:
        return None
    # Imported here because loading requests takes 0.1 s, and who only collects, or brings a client, does not need it.
    from ..engine.http import HttpClient

    session = session_of(config)
    usual = dict(session.settings.headers)
    if actor == ANONYMOUS:
        usual = {name: value for name, value in usual.items() if not tells(name)}
    sent = {**usual, **headers}
    return HttpClient(url, headers=sent, timeout=session.settings.timeout, secrets=session.secrets)


@pytest.hookimpl(trylast=True)
def pytest_resourcegraph_scheduler(config: pytest.Config) -> Scheduler:
    """The covering scheduler."""
    return Cover()


@pytest.hookimpl(trylast=True)
def pytest_resourcegraph_checks(config: pytest.Config) -> Sequence[Check]:
    """The oracles; the first that finds something names the difference."""
    return tuple(check() for check in CHECKS)


@pytest.hookimpl(trylast=True)
def pytest_resourcegraph_writers(config: pytest.Config) -> Sequence[EventStore]:
    """The file of events, where one is asked for."""
    events = session_of(config).settings.events
    return (JsonLines(events),) if events else ()
