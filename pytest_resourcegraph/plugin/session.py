"""All that one run knows: its settings and seed, what is planned, and where its events go."""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import pytest

from ..engine.memory import Memory
from ..engine.observe import Observe, Observer
from ..errors import Problem, ResourceGraphError
from ..events.exchange import Secrets
from ..events.facts import Accepted, Event, RunFinished, RunStarted
from ..events.store import EventStore, MemoryStore
from ..events.stream import Stream
from ..plan.plan import INVARIANT
from ..report.summary import Summary
from . import OPEN, controller
from .baseline import EVERYTHING, read_baseline, update_baseline
from .chosen import chosen, is_on
from .found import FoundSoFar
from .settings import Seed, Settings
from .spent import Spent, limited

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..model.check import Check
    from ..plan.plan import FindingName


class Session:
    """One run in one process. ``worker`` is the name of the xdist worker, or ``main``."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self.config = config
        self.settings = settings
        self.worker = controller.worker_name(config)
        self.seed = settings.seed or _drawn(config)
        self.observer = Observer(mode=Observe(settings.observe))
        self.found = FoundSoFar()
        self.baseline = config.rootpath / settings.baseline
        self.accepts = EVERYTHING if settings.update_baseline else read_baseline(self.baseline)
        self.summary = Summary()
        self.problems: list[Problem] = []
        self.refused = False
        self.replays = False
        self.unreplayed: list[Problem] = []
        self.current = MemoryStore()
        self.unsent: list[Event] = []
        self.spent = Spent(limited(settings.budget, settings.cover), share=controller.workers(config))
        self.stream = Stream(clock=time.time, sink=self._happened, executor=self.worker)
        self._runs: Counter[str] = Counter()
        self._secret: dict[str, None] = {}
        self.keep_secret(value for _, value in settings.headers)

    @property
    def is_worker(self) -> bool:
        """True in a process that xdist started."""
        return self.worker != controller.MAIN

    def keep_secret(self, values: Iterable[str]) -> None:
        """Mask these values of headers, and the long words in them, from here on."""
        for value in values:
            self._secret.update(dict.fromkeys([value, *(word for word in value.split() if len(word) > 8)]))

    @property
    def secrets(self) -> Secrets:
        """Masks the values of every header that was given to a client."""
        return Secrets.of(self._secret)

    @property
    def shown_url(self) -> str:
        """The URL of the settings, for reports."""
        return self.secrets.url(self.settings.url)

    def salt(self, nodeid: str) -> str:
        """What makes the unique values of one execution differ from all others, and the same again from the seed.

        The worker is part of it only where several workers run the same item: a failure on any worker is then
        repeated without workers. An item that runs again in this run counts on.
        """
        self._runs[nodeid] += 1
        return "\0".join([self.seed.values, controller.salt(self.config), nodeid, str(self._runs[nodeid])])

    @cached_property
    def known_checks(self) -> Sequence[Check]:
        """The built-in checks, then those that hooks add."""
        given = self.config.hook.pytest_resourcegraph_checks(config=self.config)
        return [check for checks in reversed(given) for check in checks]

    @cached_property
    def checks(self) -> Sequence[Check]:
        """Those of them that are on."""
        return chosen(self.known_checks, self.settings.checks)

    @cached_property
    def memory(self) -> Memory:
        """What this process keeps from sequence to sequence."""
        return Memory(self.checks)

    @cached_property
    def writers(self) -> Sequence[EventStore]:
        """Where events are kept; a worker keeps none, it sends them to the controller."""
        if self.is_worker or not self.settings.active:
            return ()
        given = self.config.hook.pytest_resourcegraph_writers(config=self.config)
        return [writer for writers in given for writer in writers]

    @property
    def asks_invariants(self) -> bool:
        """Whether the users' invariants are on."""
        return is_on(INVARIANT, self.settings.checks)

    def record(self, event: Event) -> None:
        """Keep an event for good: summary, writers and whoever observes."""
        self.summary.add(event)
        for writer in self.writers:
            writer.append(event)
        self.config.hook.pytest_resourcegraph_observe_event(config=self.config, event=event)

    def start(self) -> None:
        """Say that the run began; opens what is to be written, so that a wrong path is known now."""
        try:
            if not self.is_worker:
                self.stream.append(RunStarted(seed=str(self.seed), url=self.shown_url))
                if self.accepts:
                    self.stream.append(self._accepted(self.accepts))
        except ResourceGraphError as error:
            raise pytest.UsageError(str(error)) from None

    def finish(self, remark: str = "") -> None:
        """Say that the run ended, and close what was written."""
        if not self.is_worker:
            self.stream.execution, self.stream.cause = "", None
            self.stream.append(RunFinished(remark=remark))
        self.close()

    def update_baseline(self) -> None:
        """Accept what this run found, where that was asked for. Raises pytest.UsageError where it cannot be written."""
        if self.settings.update_baseline and self.settings.active and not self.is_worker:
            summary = self.summary.value()
            written = update_baseline(
                self.baseline, summary.findings, lambda name: self._is_sought(name) and summary.could_show(name)
            )
            self.stream.execution, self.stream.cause = "", None
            self.stream.append(self._accepted(written))

    def _accepted(self, names: Collection[FindingName]) -> Accepted:
        unsought = tuple(name for name in names if not self._is_sought(name))
        return Accepted(file=self.settings.baseline, findings=tuple(names), unsought=unsought)

    def _is_sought(self, name: FindingName) -> bool:
        return is_on(name[0], self.settings.checks)

    def close(self) -> None:
        """Close what was written, once; nothing is written after that."""
        writers = self.__dict__.get("writers", ())
        self.__dict__["writers"] = ()
        for writer in writers:
            close = getattr(writer, "close", None)
            if close is not None:
                close()

    def _happened(self, event: Event) -> None:
        self.current.append(event)
        self.spent.add(event)
        if not self.is_worker:
            self.record(event)
        elif self.settings.active:
            self.unsent.append(event)


REPLAY = "replay"
"""The name of the item that replays a sequence."""

SESSION: pytest.StashKey[Session] = pytest.StashKey()


def session_of(config: pytest.Config) -> Session:
    """The session of a run, opened when it is first asked for."""
    if SESSION not in config.stash:
        config.stash[OPEN](config)
    return config.stash[SESSION]


def _drawn(config: pytest.Config) -> Seed:
    """Plan 0, so that names stay the same from run to run, and fresh values; a worker takes those of its controller."""
    sent = controller.seed(config)
    return Seed.parse(sent) if sent else Seed(plan=0, values=secrets.token_hex(4))
