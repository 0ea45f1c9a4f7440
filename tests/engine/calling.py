"""A caller to make calls with: its client only remembers, its graph holds one folder."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from pytest_resourcegraph.engine.ask import Ask
from pytest_resourcegraph.engine.calling import Caller
from pytest_resourcegraph.events.change import Created
from pytest_resourcegraph.events.exchange import Exchange, Secrets
from pytest_resourcegraph.events.facts import Exchanged, Fact
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.fold import apply
from pytest_resourcegraph.model.action import Action, Invariant
from pytest_resourcegraph.model.answer import Answer
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.unique import Uniques

from ..testing.archive import archive
from ..testing.desk import Plain

BOX = Key("folder", 7)


class Calling:
    """A caller in a graph of one folder; ``facts`` are those that it appended, ``sent`` what it gave."""

    def __init__(
        self, *clients: object, fixtures: Mapping[str, object] | None = None, error_field: str = "",
        types: tuple[ResourceType, ...] = (),
    ) -> None:  # fmt: skip
        folder = ResourceType(name="folder", key="title", error_field=error_field or None)
        self.schema = archive(types=(folder, *types), actors=tuple("ab"[: len(clients)]) or ("",))
        self.graph = apply(self.schema.empty_graph(), Created(key=BOX, alias="f1", data={"title": "t"}))
        self.facts: list[Fact] = []
        self.sent: list[Exchange] = []
        by_actor = dict(zip(self.schema.actors, clients or (Plain(),), strict=True))
        self.caller = Caller(
            self.schema, by_actor, fixtures or {}, Uniques("calling"), Secrets(), self.facts.append, self.graph.node
        )

    def call(
        self, call: Callable[..., object], *, actor: str = "", refusable: bool = False, **said: object
    ) -> tuple[Answer, Mapping[str, str], object]:
        """Call an action; it is given the client unless something else is said."""
        action = replace(Action(name="try", call=call, injected=("api",)), **said)  # type: ignore[arg-type]
        ask = Ask(action=action, roles=dict.fromkeys((role.name for role in action.roles), BOX), actor=actor)
        return self.caller.call(ask, self.graph, self.sent, refusable=refusable)

    def hold(self, invariant: Invariant) -> AssertionError | None:
        """Ask an invariant about the folder."""
        return self.caller.ask(invariant, {role.name: BOX for role in invariant.roles}, self.graph, self.sent)

    def assert_told(self, *exchanges: Exchange) -> None:
        """These were given and appended, each once, and nothing else."""
        assert self.sent == list(exchanges)
        assert self.facts == [Exchanged(exchange=exchange) for exchange in exchanges]


def fail(error: BaseException) -> Callable[..., object]:
    """A call that raises it."""

    def call(api: object) -> None:
        raise error

    return call
