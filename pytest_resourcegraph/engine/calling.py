"""Calls an action with what it asks for, and reads what comes back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ..events.exchange import Exchange, Secrets
from ..events.facts import Exchanged, Fact
from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..graph.node import Node
from ..model.action import Action, Invariant
from ..model.answer import Answer, error_in
from ..model.client import is_recording
from ..model.resource import Resource
from ..model.schema import Schema
from ..model.unique import Uniques
from .answer import read_answer, read_error, read_exchange
from .ask import Ask
from .bind import alias_of
from .twin import beside, pinned


class Caller:
    """The clients, fixtures and unique values of one sequence; ``append`` is given each exchange."""

    def __init__(
        self, schema: Schema, clients: Mapping[str, object], fixtures: Mapping[str, object], uniques: Uniques,
        secrets: Secrets, append: Callable[[Fact], object], lookup: Callable[[Key], Node | None],
    ) -> None:  # fmt: skip
        self._schema = schema
        self._clients = clients
        self._fixtures = fixtures
        self._uniques = uniques
        self._secrets = secrets
        self._append = append
        self._lookup = lookup

    def client(self, actor: str = "") -> object:
        """The client of an actor, the first actor's where none is named."""
        return self._clients[actor or self._schema.actors[0]]

    def call(
        self, ask: Ask, graph: ResourceGraph, sent: list[Exchange], *, refusable: bool
    ) -> tuple[Answer, Mapping[str, str], object]:
        """The answer, the unique values that were used and what was returned; ``sent`` is given the exchanges."""
        client = self.client(ask.actor)
        given = self._given(ask.action, ask.roles, client, graph)
        near = beside(self._schema, graph, ask.action, ask.roles)
        about = ask.alias or " ".join(alias_of(key, graph) for key in ask.roles.values()) if self._uniques.draws else ""
        with self._uniques.step(pinned(self._schema, graph, ask.twin), near, about) as used:
            try:
                returned = ask.action.call(**given)
            except BaseException as error:
                sent += self.exchanged(client, getattr(error, "response", None))
                answer = read_error(error, sent, ask.action.origin, refusable=refusable)
                if answer is None and refusable and isinstance(error, AssertionError):
                    answer = self._refused_in_body(ask.action, sent)
                if answer is None:
                    raise
                return self._told(ask.action, answer, sent), used, None
        sent += self.exchanged(client, returned)
        answer = read_answer(returned, sent, ask.action.origin)
        return self._told(ask.action, answer, sent), used, returned

    def ask(
        self, invariant: Invariant, roles: Mapping[str, Key], graph: ResourceGraph, sent: list[Exchange]
    ) -> AssertionError | None:
        """Call an invariant with what it asks for; why it does not hold. ``sent`` is given the exchanges."""
        client = self.client()
        try:
            invariant.call(**self._given(invariant, roles, client, graph))
        except AssertionError as error:
            return error
        finally:
            sent += self.exchanged(client, None)
        return None

    def exchanged(self, client: object, returned: object) -> list[Exchange]:
        """The exchanges since the last call, each appended."""
        if is_recording(client):
            exchanges = client.exchanges()
        else:
            read = read_exchange(returned, self._secrets)
            exchanges = [] if read is None else [read]
        for exchange in exchanges:
            self._append(Exchanged(exchange=exchange))
        return exchanges

    def _given(
        self, of: Action | Invariant, roles: Mapping[str, Key], client: object, graph: ResourceGraph
    ) -> dict[str, object]:
        """The keyword arguments for a call: handles, fixtures, and what is ours."""
        given: dict[str, object] = {name: Resource(key, self._lookup) for name, key in roles.items()}
        given.update((name, self._fixtures[name]) for name in of.fixtures)
        given.update((name, client if name == "api" else graph) for name in of.injected)
        return given

    def _refused_in_body(self, action: Action, sent: Sequence[Exchange]) -> Answer | None:
        """The refusal that the last body holds, for an action that failed to assert that it holds none."""
        last = sent[-1] if sent else None
        if last is None or not error_in(last.response_body, self._schema.error_fields(action)):
            return None
        return Answer(status=last.status, body=last.response_body)

    def _told(self, action: Action, answer: Answer, sent: Sequence[Exchange]) -> Answer:
        """The answer; one that says no, in its body or by a status that is documented to, is a refusal."""
        if answer.status in action.unavailable:
            return replace(answer, refused=True)
        fields = self._schema.error_fields(action)
        if not fields or not answer.succeeded():
            return answer
        bodies = (answer.received, answer.body, sent[-1].response_body if sent else None)
        said = next((found for body in bodies if (found := error_in(body, fields))), None)
        return replace(answer, refused=True, reason=said if isinstance(said, str) else "") if said else answer
