"""One execution: a graph, its bindings and a stream, moved together by taking steps.

Planned sequences, hand-written tests, observations and cleanup all go through ``Execution.take``: there is no second
runner. All that an execution knows is a fold over the events that it appended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import perf_counter

from ..errors import GraphError
from ..events.exchange import Exchange, Secrets
from ..events.facts import (
    Created,
    Exchanged,
    Fact,
    Found,
    GraphFact,
    Outcome,
    Purpose,
    StepFinished,
    StepStarted,
)
from ..events.key import Key
from ..events.stream import Stream
from ..graph.fold import apply
from ..graph.graph import ResourceGraph
from ..graph.node import Node
from ..model.action import Action, Invariant
from ..model.answer import Answer
from ..model.check import Check, Finding, Taken
from ..model.client import is_recording
from ..model.guard import Broken, broken
from ..model.resource import Resource
from ..model.schema import Schema
from ..model.unique import Uniques
from ..plan.simulate import effects
from .answer import read_answer, read_error, read_exchange
from .ask import Ask, announced
from .bind import alias_of, free_alias
from .consequence import check_judgeable, made_key, only_shown, shown, stray
from .twin import is_used_again, pinned


class Execution:
    """Takes steps against the real system and keeps the graph of what must exist now.

    ``clients`` are by actor; ``fixtures`` are the values that actions ask for by name. ``graph`` is the current graph,
    ``bindings`` the real keys by (type, alias), ``strays`` what was made although the system had to refuse and that
    the graph has no place for.
    """

    def __init__(
        self,
        *,
        schema: Schema,
        clients: Mapping[str, object],
        stream: Stream,
        checks: Sequence[Check],
        uniques: Uniques,
        secrets: Secrets | None = None,
        fixtures: Mapping[str, object] | None = None,
    ) -> None:
        self.schema = schema
        self.graph: ResourceGraph = schema.empty_graph()
        self.bindings: dict[tuple[str, str], Key] = {}
        self.strays: list[Key] = []
        self._clients = clients
        self._stream = stream
        self._checks = tuple(checks)
        self._uniques = uniques
        self._secrets = secrets or Secrets()
        self._fixtures = fixtures or {}

    def emit(self, fact: Fact) -> None:
        """Append a fact and fold it into the graph."""
        self._stream.append(fact)
        self.graph = apply(self.graph, fact)
        if isinstance(fact, Created):
            self.bindings[(fact.key.type, fact.alias)] = fact.key

    def resource(self, key: Key) -> Resource:
        """The handle of a resource, valid as long as this execution goes on."""
        return Resource(key, self.lookup)

    def lookup(self, key: Key) -> Node | None:
        """The node of a key in the current graph."""
        return self.graph.node(key)

    def masked(self, text: str) -> str:
        """The text as it may be written down."""
        return self._secrets.text(text)

    def client(self, actor: str = "") -> object:
        """The client of an actor, the first actor's where none is named."""
        return self._clients[actor or self.schema.actors[0]]

    def alias(self, key: Key) -> str:
        """The name of a resource in reports."""
        return alias_of(key, self.graph)

    def fresh_alias(self, type_name: str) -> str:
        """An alias for one more resource of a type, such as ``u3``."""
        return free_alias(type_name, self.schema.prefixes[type_name], self.bindings)

    def take(self, ask: Ask) -> tuple[Taken, tuple[Finding, ...]]:
        """Take one step: call, read the answer, make its facts, judge. Gives what was taken and what is wrong with it.

        Raises what the action raised, except Refused, which is an answer, and AssertionError, which is a finding.
        """
        before = self.graph
        create = ask.action.creates
        alias = ask.alias or (self.fresh_alias(create.type) if create else "")
        actor = ask.actor or self.schema.actors[0]
        reasons = broken(ask.action, before, ask.roles, actor=actor, twin=ask.twin)
        self._begin(announced(ask, alias, reasons, before))
        started = perf_counter()
        sent: list[Exchange] = []
        try:
            answer, used, returned = self._call(ask, sent, refusable=bool(reasons) or not ask.judged)
            unused = ask.twin is not None and not is_used_again(pinned(self.schema, before, ask.twin), used, answer)
            if unused:
                reasons = tuple(reason for reason in reasons if reason.key != ask.twin)
            made = None
            if answer.succeeded(ask.action.expects):
                made = self._follow(ask, answer, alias, actor, reasons, used)
            else:
                self.strays += stray(self.schema, ask.action, ask.roles, sent)
            check_judgeable(self.schema, ask.action, answer, unused=unused)
        except AssertionError as error:
            self.strays += stray(self.schema, ask.action, ask.roles, sent)
            finding = Finding(check="assertion", kind="assertion", message=f"{ask.action.name}: {error}")
            self._finish(ask, "assertion failed", Outcome.FAILED, len(sent), started)
            if ask.judged:
                self._report(ask, (finding,))
            raise
        except BaseException as error:
            self.strays += stray(self.schema, ask.action, ask.roles, sent)
            interrupted = not isinstance(error, Exception)
            outcome = Outcome.INTERRUPTED if interrupted else Outcome.ERROR
            self._finish(ask, type(error).__name__, outcome, len(sent), started)
            raise
        taken = Taken(
            schema=self.schema, action=ask.action, roles=ask.roles, actor=actor, number=ask.number,
            purpose=ask.purpose, broken=reasons, before=before, after=self.graph, answer=answer, made=made,
            returned=returned, relation=ask.relation,
        )  # fmt: skip
        findings = self._judge(taken) if ask.judged else ()
        self._finish(ask, answer.label, Outcome.FAILED if findings else Outcome.PASSED, max(1, len(sent)), started)
        self._report(ask, findings)
        return taken, findings

    def hold(self, invariant: Invariant, roles: Mapping[str, Key], ask: Ask) -> tuple[Finding, ...]:
        """Ask whether an invariant holds after the step of ``ask``; a finding where it raises AssertionError."""
        names = ", ".join(self.alias(key) for key in roles.values())
        asked = replace(ask, purpose=Purpose.OBSERVED)
        self._begin(
            StepStarted(
                number=ask.number, action=invariant.name, text=f"{invariant.name}({names})",
                purpose=Purpose.OBSERVED, relation="invariant",
            )
        )  # fmt: skip
        started = perf_counter()
        client = self.client()
        failed: AssertionError | None = None
        label = "holds"
        try:
            invariant.call(**self._given(invariant, roles, client))
        except AssertionError as error:
            failed, label = error, "does not hold"
        except BaseException as error:
            self._finish(asked, type(error).__name__, Outcome.ERROR, len(self._exchanged(client, None)), started)
            raise
        outcome = Outcome.PASSED if failed is None else Outcome.FAILED
        self._finish(asked, label, outcome, len(self._exchanged(client, None)), started)
        if failed is None:
            return ()
        finding = Finding(
            check="invariant", kind=invariant.name, expected="it to hold",
            message=f"{invariant.name}({names}) must hold after {ask.action.name}, but {_first_line(failed)}",
        )  # fmt: skip
        self._report(asked, (finding,))
        return (finding,)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _begin(self, step: StepStarted) -> None:
        """Append the start of a step; it is the cause of every event until the next one."""
        self._stream.cause = None
        self._stream.cause = self._stream.append(step).number

    def _call(self, ask: Ask, sent: list[Exchange], *, refusable: bool) -> tuple[Answer, Mapping[str, str], object]:
        """The answer, the unique values that were used and what was returned; ``sent`` is given the exchanges."""
        client = self.client(ask.actor)
        given = self._given(ask.action, ask.roles, client)
        with self._uniques.step(pinned(self.schema, self.graph, ask.twin)) as used:
            try:
                returned = ask.action.call(**given)
            except BaseException as error:
                sent += self._exchanged(client, getattr(error, "response", None))
                answer = read_error(error, sent, ask.action.origin, refusable=refusable)
                if answer is None:
                    raise
                return answer, used, None
        sent += self._exchanged(client, returned)
        return read_answer(returned, sent, ask.action.origin), used, returned

    def _given(self, of: Action | Invariant, roles: Mapping[str, Key], client: object) -> dict[str, object]:
        """The keyword arguments for a call: handles, fixtures, and what is ours."""
        given: dict[str, object] = {name: self.resource(key) for name, key in roles.items()}
        given.update((name, self._fixtures[name]) for name in of.fixtures)
        given.update((name, client if name == "api" else self.graph) for name in of.injected)
        return given

    def _exchanged(self, client: object, returned: object) -> list[Exchange]:
        if is_recording(client):
            exchanges = client.exchanges()
        else:
            read = read_exchange(returned, self._secrets)
            exchanges = [] if read is None else [read]
        for exchange in exchanges:
            self._stream.append(Exchanged(exchange=exchange))
        return exchanges

    def _follow(
        self, ask: Ask, answer: Answer, alias: str, actor: str, reasons: tuple[Broken, ...], used: Mapping[str, str]
    ) -> Key | None:
        """Make the facts of a success true; gives the key of what it created."""
        action = ask.action
        seen = shown(self.schema, action, answer, self.graph, ask.roles, must=not reasons, used=used)
        made = made_key(action, ask.roles, seen)
        if made is not None and self.graph.exists(made):
            self.bindings[(made.type, alias)] = made
            return made
        facts: tuple[GraphFact, ...] = ()
        try:
            facts, _ = effects(
                action, self.graph, ask.roles, made=seen.made, alias=alias, owner=actor,
                data=self._secrets.kept(seen.data) if seen.data else None,
                written=seen.written, step=ask.number,
            )  # fmt: skip
        except GraphError:
            # It complied with what it had to refuse, and the graph has no place for what came of it.
            if not reasons:
                raise
            if made is not None:
                self.strays.append(made)
        for fact in only_shown(facts, seen):
            self.emit(fact)
        return made

    def _judge(self, taken: Taken) -> tuple[Finding, ...]:
        """The findings of the first check that has any: one difference has one name."""
        for check in self._checks:
            findings = tuple(check.judge(taken))
            if findings:
                return findings
        return ()

    def _report(self, ask: Ask, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            self._stream.append(
                Found(
                    check=finding.check, action=ask.action.name, kind=finding.kind,
                    message=self.masked(finding.message), expected=self.masked(finding.expected),
                    step=ask.number, sequence=self._stream.execution,
                )
            )  # fmt: skip

    def _finish(self, ask: Ask, label: str, outcome: Outcome, requests: int, started: float) -> None:
        self._stream.append(
            StepFinished(
                number=ask.number, outcome=outcome, answer=label, requests=requests, elapsed=perf_counter() - started
            )
        )


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or "it does not"
