"""All that one run knows: its settings and seed, what is declared and planned, and where its events go."""

from __future__ import annotations

import secrets
import time
from functools import cached_property
from typing import TYPE_CHECKING

import pytest

from ..engine.observe import Observe, Observer
from ..errors import Problem
from ..events.exchange import Secrets
from ..events.facts import Event, RunFinished, RunStarted
from ..events.store import EventStore, MemoryStore
from ..events.stream import Stream
from ..report.summary import Summary
from .options import Budget, Seed, Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model.check import Check

MAIN = "main"


class Session:
    """One run in one process. ``worker`` is the name of the xdist worker, or ``main``."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self.config = config
        self.settings = settings
        self.worker: str = _worker_input(config).get("workerid", MAIN)
        self.seed = settings.seed or _drawn(config)
        self.observer = Observer(mode=Observe(settings.observe))
        self.summary = Summary()
        self.problems: list[Problem] = []
        self.plans: list[Event] = []
        self.current = MemoryStore()
        self.unsent: list[Event] = []
        self.spent = Spent(settings.budget)
        self.stream = Stream(clock=time.time, sink=self._happened, executor=self.worker)

    @property
    def is_worker(self) -> bool:
        """True in a process that xdist started."""
        return self.worker != MAIN

    @cached_property
    def actors(self) -> Mapping[str, Mapping[str, str]]:
        """Headers by actor, the usual one first."""
        return self.config.hook.pytest_resourcegraph_actors(config=self.config)  # type: ignore[no-any-return]

    @cached_property
    def secrets(self) -> Secrets:
        """Masks the values of every header that was given to a client."""
        values = [value for headers in self.actors.values() for value in headers.values()]
        values += [value for _, value in self.settings.headers]
        return Secrets.of([*values, *(word for value in values for word in value.split() if len(word) > 8)])

    @cached_property
    def checks(self) -> Sequence[Check]:
        """The built-in checks, then those that hooks add."""
        given = self.config.hook.pytest_resourcegraph_checks(config=self.config)
        return [check for checks in reversed(given) for check in checks]

    @cached_property
    def writers(self) -> Sequence[EventStore]:
        """Where events are kept; a worker keeps none, it sends them to the controller."""
        if self.is_worker:
            return ()
        given = self.config.hook.pytest_resourcegraph_writers(config=self.config)
        return [writer for writers in given for writer in writers]

    def record(self, event: Event) -> None:
        """Keep an event for good: summary, writers and whoever observes."""
        self.summary.add(event)
        for writer in self.writers:
            writer.append(event)
        self.config.hook.pytest_resourcegraph_observe_event(config=self.config, event=event)

    def start(self) -> None:
        """Say that the run began; opens what is to be written, so that a wrong path is known now."""
        if not self.is_worker:
            self.stream.append(RunStarted(seed=str(self.seed), url=self.settings.url))

    def finish(self, note: str = "") -> None:
        """Say that the run ended, and close what was written."""
        if not self.is_worker:
            self.stream.execution = ""
            self.stream.append(RunFinished(note=note))
        for writer in self.writers:
            close = getattr(writer, "close", None)
            if close is not None:
                close()

    def _happened(self, event: Event) -> None:
        self.current.append(event)
        self.spent.add(event)
        if self.is_worker:
            self.unsent.append(event)
        else:
            self.record(event)


class Spent:
    """Counts what a process spent of its budget."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._requests = 0
        self._since = time.monotonic()

    def add(self, event: Event) -> None:
        """Count the requests of a finished step."""
        self._requests += getattr(event.fact, "requests", 0)

    def why_stop(self) -> str:
        """Why nothing more may be spent; empty while it may."""
        most = self._budget.requests
        if most is not None and self._requests >= most:
            return f"the budget of {most} requests is spent"
        seconds = self._budget.seconds
        if seconds is not None and time.monotonic() - self._since >= seconds:
            return f"the budget of {seconds:g} s is spent"
        return ""


SESSION: pytest.StashKey[Session] = pytest.StashKey()


def session_of(config: pytest.Config) -> Session:
    """The session of a run, begun when it is first asked for."""
    if SESSION not in config.stash:
        config.stash[SESSION] = Session(config, read_settings(config))
        _register(config)
    return config.stash[SESSION]


def begin(config: pytest.Config) -> None:
    """Begin a run that was asked to plan: register what collects, records and reports."""
    from . import collect, fixtures, recording, reporting, workers

    session = session_of(config)
    for name, part in (("collect", collect), ("recording", recording), ("reporting", reporting)):
        config.pluginmanager.register(part, f"resourcegraph-{name}")
    fixtures.register(config.pluginmanager)
    workers.register(config)
    session.start()


def _register(config: pytest.Config) -> None:
    from . import builtin

    if not config.pluginmanager.has_plugin("resourcegraph-builtin"):
        config.pluginmanager.register(builtin, "resourcegraph-builtin")


def _worker_input(config: pytest.Config) -> Mapping[str, str]:
    found: Mapping[str, str] = getattr(config, "workerinput", {})
    return found


def _drawn(config: pytest.Config) -> Seed:
    """Plan 0, so that names stay the same from run to run, and fresh values; a worker takes those of its controller."""
    sent = _worker_input(config).get("resourcegraph_seed")
    return Seed.parse(sent) if sent else Seed(plan=0, values=secrets.token_hex(4))
