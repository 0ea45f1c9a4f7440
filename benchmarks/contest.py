"""The engine and plain ``requests`` loops, taking turns at the same service with the same requests."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import permutations
from typing import cast

import pytest
import requests

from pytest_resourcegraph.engine.execution import Execution
from pytest_resourcegraph.engine.http import HttpClient
from pytest_resourcegraph.engine.memory import Memory
from pytest_resourcegraph.engine.observe import Observer
from pytest_resourcegraph.engine.run import run
from pytest_resourcegraph.events.exchange import Secrets
from pytest_resourcegraph.events.facts import Event, Outcome, SequenceStarted
from pytest_resourcegraph.events.store import MemoryStore
from pytest_resourcegraph.events.stream import Stream
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.model.unique import Uniques
from pytest_resourcegraph.plan.plan import Sequence
from pytest_resourcegraph.plugin.builtin import pytest_resourcegraph_checks
from pytest_resourcegraph.report.summary import Summary

from .replay import Sent, recording, replay
from .workspaces import credentials, running_service, schema

ENGINE, BARE, USUAL = "engine", "requests.Session, trust_env=False", "requests.Session"
# The built-in checks ask nothing of the configuration that the hook is given.
CHECKS = tuple(pytest_resourcegraph_checks(cast(pytest.Config, None)))


@dataclass(frozen=True, slots=True)
class Round:
    """All sequences once: the requests of each contender, its seconds on the clock and its seconds of processor."""

    requests: int
    seconds: Mapping[str, float]
    busy: Mapping[str, float]

    def rate(self, name: str) -> float:
        """Requests a second."""
        return self.requests / self.seconds[name]

    def milliseconds(self, name: str) -> float:
        """Processor time of a request, without that of the service."""
        return self.busy[name] / self.requests * 1000


@dataclass(slots=True)
class Contest:
    """The contenders; ``sessions`` are those of the plain loops, by contender and user."""

    url: str
    schema: Schema
    clients: Mapping[str, HttpClient]
    sessions: Mapping[str, Mapping[str, requests.Session]]
    secrets: Secrets
    recorded: dict[str, tuple[Sent, ...]] = field(default_factory=dict)

    def record(self, sequences: tuple[Sequence, ...]) -> None:
        """Run everything once, to know what is sent and to have all of it warm."""
        observer, memory = Observer(), Memory(CHECKS)
        for sequence in sequences:
            events = self.run_engine(sequence, observer, memory)
            self.recorded[sequence.name] = recording(events, self.schema.actors[0])
            for name in self.sessions:
                self.run_plain(name, sequence)

    def run_engine(self, sequence: Sequence, observer: Observer, memory: Memory) -> MemoryStore:
        """Run a sequence as the plugin does, which has one observer and one memory; gives its events."""
        store, summary = MemoryStore(), Summary()

        def happened(event: Event) -> None:
            store.append(event)
            summary.add(event)

        execution = Execution(
            schema=self.schema, clients=self.clients, stream=Stream(clock=time.time, sink=happened), memory=memory,
            uniques=Uniques(sequence.name), secrets=self.secrets,
        )  # fmt: skip
        verdict = run(execution, observer, sequence, SequenceStarted(name=sequence.name, goals=sequence.goals))
        assert verdict.outcome is Outcome.PASSED, verdict
        return store

    def run_plain(self, name: str, sequence: Sequence) -> None:
        """Send what the engine sent for a sequence, through the sessions of that name."""
        sent = self.recorded[sequence.name]
        statuses = replay(sent, self.url, self.sessions[name])
        assert statuses == [one.status for one in sent], f"{sequence.name} was answered otherwise than recorded"

    def round(self, sequences: tuple[Sequence, ...], turn: int) -> Round:
        """All sequences once. The contenders take turns after each; ``turn`` decides the first order."""
        observer, memory = Observer(), Memory(CHECKS)
        contenders: dict[str, Callable[[Sequence], object]] = {
            ENGINE: lambda sequence: self.run_engine(sequence, observer, memory),
            BARE: lambda sequence: self.run_plain(BARE, sequence),
            USUAL: lambda sequence: self.run_plain(USUAL, sequence),
        }
        seconds, busy = dict.fromkeys(contenders, 0.0), dict.fromkeys(contenders, 0.0)
        # All orders in turn: whoever comes next pays for what the one before left in the caches and on the heap.
        orders = tuple(permutations(contenders))
        for number, sequence in enumerate(sequences, start=turn):
            for name in orders[number % len(orders)]:
                clock, processor = time.perf_counter(), time.process_time()
                contenders[name](sequence)
                seconds[name] += time.perf_counter() - clock
                busy[name] += time.process_time() - processor
        return Round(sum(len(self.recorded[sequence.name]) for sequence in sequences), seconds, busy)


@contextmanager
def contest() -> Iterator[Contest]:
    """A service and whoever competes at it; all of it is gone afterwards."""
    users = credentials()
    secrets = Secrets.of(word for headers in users.values() for value in headers.values() for word in value.split())
    with ExitStack() as stack:
        url = stack.enter_context(running_service())
        clients = {name: HttpClient(url, headers=headers, secrets=secrets) for name, headers in users.items()}
        for client in clients.values():
            stack.callback(client.close)
        sessions: dict[str, dict[str, requests.Session]] = {BARE: {}, USUAL: {}}
        for kind, made in sessions.items():
            for name, headers in users.items():
                made[name] = stack.enter_context(requests.Session())
                made[name].trust_env = kind == USUAL
                made[name].headers.update(headers)
        yield Contest(url, schema(), clients, sessions, secrets)
