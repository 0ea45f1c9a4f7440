"""The hooks of pytest-resourcegraph. A conftest.py implements those it needs; ours are the same hooks, tried last.

Actors, clients, scheduler and plan are asked of the conftest.py files above a test, so each folder may have its own.
With ``@pytest.hookimpl(optionalhook=True)`` a conftest.py can also be loaded where the plugin is switched off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ..declare.builder import Builder
    from ..events.facts import Event
    from ..events.store import EventStore
    from ..model.check import Check
    from ..model.schema import Schema
    from ..plan.plan import Plan
    from ..plan.scheduler import Scheduler


@pytest.hookspec
def pytest_resourcegraph_declare(config: pytest.Config, builder: Builder, path: Path) -> None:
    """Add declarations for the tests below ``path``, the folder of a conftest.py."""


@pytest.hookspec(firstresult=True)
def pytest_resourcegraph_actors(config: pytest.Config) -> Mapping[str, Mapping[str, str]] | None:
    """Who takes part: headers (credentials) by the name of the actor, the usual one first.

    With two or more, what the first one owns is tried by the others.
    """


@pytest.hookspec(firstresult=True)
def pytest_resourcegraph_make_client(
    config: pytest.Config, actor: str, url: str | None, headers: Mapping[str, str]
) -> Any | None:
    """The client that actions get as ``api`` when this actor takes a step; None leaves it to the next."""


@pytest.hookspec(firstresult=True)
def pytest_resourcegraph_scheduler(config: pytest.Config) -> Scheduler | None:
    """What plans the sequences."""


@pytest.hookspec(firstresult=True)
def pytest_resourcegraph_modify_plan(config: pytest.Config, schema: Schema, plan: Plan) -> Plan | None:
    """Another plan in place of this one; None leaves it to the next. A function of its arguments, for xdist."""


@pytest.hookspec(firstresult=True)
def pytest_resourcegraph_body(config: pytest.Config, action: str, body: object) -> object | None:
    """The body to send for an action of an OpenAPI document.

    ``body`` is the one that was made of its schema, None where none could be; None leaves it to that.
    """


@pytest.hookspec
def pytest_resourcegraph_observe_event(config: pytest.Config, event: Event) -> None:
    """Called with every event as it is recorded (with xdist: as it arrives)."""


@pytest.hookspec
def pytest_resourcegraph_checks(config: pytest.Config) -> Sequence[Check] | None:
    """More checks; each judges every step after the built-in ones found nothing."""


@pytest.hookspec
def pytest_resourcegraph_writers(config: pytest.Config) -> Sequence[EventStore] | None:
    """Where events are kept: anything with ``append(event)`` and, if need be, ``close()``."""
