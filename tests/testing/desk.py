"""A desk to take steps at: an execution on a fake service (or on actions of a test), with its events at hand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from pytest_resourcegraph.checks.catalogue import CHECKS
from pytest_resourcegraph.engine.ask import Ask
from pytest_resourcegraph.engine.bind import phantom_id
from pytest_resourcegraph.engine.execution import Execution
from pytest_resourcegraph.engine.memory import Memory
from pytest_resourcegraph.engine.observe import Observe, Observer
from pytest_resourcegraph.engine.run import Verdict, perform, run
from pytest_resourcegraph.events.exchange import Exchange
from pytest_resourcegraph.events.facts import Event, Fact, SequenceStarted
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.events.stream import Stream
from pytest_resourcegraph.model.check import Check, Finding, Taken
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.model.unique import Uniques
from pytest_resourcegraph.plan.plan import PHANTOM, Step
from pytest_resourcegraph.plan.plan import Sequence as Planned
from pytest_resourcegraph.testing import FakeService, Fault


class Plain:
    """A client that only remembers what a test puts into it."""

    def __init__(self, *exchanges: Exchange) -> None:
        self.kept = list(exchanges)

    def exchanges(self) -> list[Exchange]:
        taken, self.kept = self.kept, []
        return taken


class Desk:
    """One execution and what it wrote. ``fake`` is there where the desk was opened with a schema only."""

    def __init__(
        self,
        schema: Schema,
        *,
        faults: Iterable[Fault] = (),
        clients: Mapping[str, object] | None = None,
        checks: Sequence[Check] = (),
        observe: Observe = Observe.OFF,
        observer: Observer | None = None,
        fixtures: Mapping[str, object] | None = None,
        integers: bool = False,
        lag: float = 0.0,
        memory: Memory | None = None,
        fake: FakeService | None = None,
        salt: str = "desk",
    ) -> None:
        self.fake = fake or FakeService(schema, faults=faults, integers=integers, lag=lag)
        self.events: list[Event] = []
        self.observer = observer or Observer(mode=observe)
        ticks = iter(range(1_000_000))
        self.memory = memory or Memory(checks or [make() for make in CHECKS])
        self._clients = clients if clients is not None else self.fake.clients()
        self.execution = Execution(
            schema=schema if clients is not None else self.fake.schema,
            clients=self._clients,
            stream=Stream(clock=lambda: float(next(ticks)), sink=self.events.append, execution="S0001"),
            memory=self.memory,
            name="S0001",
            uniques=Uniques(salt),
            fixtures=fixtures,
        )

    @property
    def facts(self) -> list[Fact]:
        """Every fact so far."""
        return [event.fact for event in self.events]

    def of(self, kind: type) -> list[Fact]:
        """The facts of one kind."""
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def take(self, action: str, alias: str | None = None, **asked: object) -> tuple[Taken, tuple[Finding, ...]]:
        """Take a step; resources are given by role, as aliases of the type of the role or as keys."""
        return self.execution.take(self._ask(action, alias, asked))

    def findings(self, action: str, alias: str | None = None, **asked: object) -> tuple[Finding, ...]:
        """What the checks say about one step."""
        return self.take(action, alias, **asked)[1]

    def perform(self, action: str, alias: str | None = None, **asked: object) -> tuple[Finding, ...]:
        """Take a step and observe what it did; what the checks say about all of it."""
        return perform(self.execution, self.observer, self._ask(action, alias, asked))[1]

    def run(self, *steps: Step, name: str = "S0001") -> Verdict:
        """Run a sequence of planned steps, with its cleanup."""
        return run(self.execution, self.observer, Planned(name=name, steps=steps), SequenceStarted(name=name))

    def key(self, type_name: str, alias: str) -> Key:
        """The real key of an alias."""
        return self.execution.bindings[(type_name, alias)]

    def client(self) -> object:
        """The client of the usual actor."""
        return self._clients[self.execution.schema.actors[0]]

    def will_send(self, body: object, *, method: str = "POST", status: int = 200) -> None:
        """What a client that only remembers will say that it sent in the next step."""
        client = self.client()
        assert isinstance(client, Plain)
        client.kept.append(Exchange(method=method, url="http://x/", request_body=body, status=status))

    def _ask(self, action: str, alias: str | None, asked: Mapping[str, object]) -> Ask:
        declared = self.execution.schema.actions[action]
        actor, twin, follows = str(asked.get("actor", "")), asked.get("twin"), asked.get("follows")
        roles = {role.name: self._key(role.type, asked[role.name]) for role in declared.roles}
        number = 1 + sum(1 for event in self.events if type(event.fact).__name__ == "StepStarted")
        return Ask(
            action=declared, roles=roles, alias=alias, actor=actor, number=number,
            twin=twin if isinstance(twin, Key) else None, relation=str(asked.get("relation", "")),
            follows=follows if isinstance(follows, Taken) else None,
        )  # fmt: skip

    def _key(self, type_name: str, given: object) -> Key:
        if isinstance(given, Key):
            phantom = given.id == PHANTOM
            return Key(type_name, phantom_id(type_name, self.execution.graph), given.parent) if phantom else given
        return self.key(type_name, str(given))


def desk_of(schema: Schema, **calls: Callable[..., object]) -> Desk:
    """A desk whose actions are the functions of a test, with a client that only remembers."""
    actions = {
        name: replace(action, call=calls[name], injected=(), fixtures=()) if name in calls else action
        for name, action in schema.actions.items()
    }
    return Desk(replace(schema, actions=actions), clients={actor: Plain() for actor in schema.actors})
