"""One execution: a graph, its bindings and a stream, moved together by taking steps.

Planned sequences, hand-written tests, observations and cleanup all go through ``Execution.take``: there is no second
runner. All that an execution knows is a fold over the events that it appended.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter

from ..errors import GraphError
from ..events.change import Created, GraphFact, Updated
from ..events.exchange import Exchange, Secrets
from ..events.facts import Fact, Outcome, Purpose, StepFinished, StepStarted
from ..events.key import Key
from ..events.stream import Stream
from ..graph.fold import apply
from ..graph.graph import ResourceGraph
from ..graph.node import Node
from ..model.action import Invariant, Refusal
from ..model.answer import Answer
from ..model.check import Check, Finding, Taken
from ..model.guard import Broken, broken
from ..model.resource import Resource
from ..model.schema import Schema
from ..model.unique import Uniques
from ..plan.plan import INVARIANT, FindingName, Step
from ..plan.simulate import effects
from .ask import Ask, addressed, announced
from .bind import alias_of, free_alias
from .calling import Caller
from .consequence import check_judgeable, made_key, only_shown, shown, stray
from .doubt import weighed
from .judging import Judge
from .memory import Memory
from .patience import Patience, settling
from .readings import Readings
from .symbol import symbolic, symbolic_roles
from .tracked import opened, settled
from .twin import is_used_again, pinned


class Execution:
    """Takes steps against the real system and keeps the graph of what must exist now.

    ``clients`` are by actor; ``fixtures`` are the values that actions ask for by name. ``graph`` is the current graph,
    ``bindings`` the real keys by (type, alias), ``strays`` what was made although the system had to refuse and that
    the graph has no place for, ``trace`` the steps that were taken, observations included, as a plan would hold them.
    ``declined`` is what a create has refused to make, with its answer. ``name`` is that of the sequence.
    Findings that it ``accepts`` end nothing; those that came are ``accepted``.
    """

    def __init__(
        self,
        *,
        schema: Schema,
        clients: Mapping[str, object],
        stream: Stream,
        uniques: Uniques,
        checks: Iterable[Check] = (),
        memory: Memory | None = None,
        name: str = "",
        accepts: Collection[FindingName] = (),
        asks_invariants: bool = True,
        secrets: Secrets | None = None,
        fixtures: Mapping[str, object] | None = None,
    ) -> None:
        self.schema = schema
        self.graph: ResourceGraph = schema.empty_graph()
        self.bindings: dict[tuple[str, str], Key] = {}
        self.strays: list[Key] = []
        self.trace: list[Step] = []
        self.name = name
        self.declined: dict[tuple[str, str], str] = {}
        self._stream = stream
        self._memory = memory if memory is not None else Memory(checks)
        self._readings = Readings(self._memory.volatile)
        self._facts = 0
        self.asks_invariants = asks_invariants
        self._secrets = secrets or Secrets()
        self._judge = Judge(schema, self._memory, stream, self._secrets, accepts)
        self._caller = Caller(schema, clients, fixtures or {}, uniques, self._secrets, stream.append, self.lookup)

    @property
    def accepted(self) -> list[Finding]:
        """The findings that came and that are accepted."""
        return self._judge.accepted

    def emit(self, fact: Fact) -> None:
        """Append a fact and fold it into the graph."""
        self._stream.append(fact)
        before, self.graph = self.graph, apply(self.graph, fact)
        self._facts += self.graph is not before
        if isinstance(fact, Created):
            self.bindings[(fact.key.type, fact.alias)] = fact.key
        elif isinstance(fact, Updated):
            self._readings.updated(fact.key)

    def resource(self, key: Key) -> Resource:
        """The handle of a resource, valid as long as this execution goes on."""
        return Resource(key, self.lookup)

    def lookup(self, key: Key) -> Node | None:
        """The node of a key in the current graph."""
        return self.graph.node(key)

    def masked(self, text: str) -> str:
        """The text as it may be written down."""
        return self._secrets.text(text)

    def alias(self, key: Key) -> str:
        """The name of a resource in reports."""
        return alias_of(key, self.graph)

    def fresh_alias(self, type_name: str) -> str:
        """An alias for one more resource of a type, such as ``u3``."""
        return free_alias(type_name, self.schema.prefixes[type_name], self.bindings)

    def take(self, ask: Ask) -> tuple[Taken, tuple[Finding, ...]]:
        """Take one step: call, read the answer, make its facts, judge. Gives what was taken and what is wrong with it.

        What a type lets settle is asked again until it is right or its time is over. Raises what the action raised,
        except Refused, which is an answer, and AssertionError, which is a finding.
        """
        before = self.graph
        ask = addressed(ask, before)
        create = ask.action.creates
        alias = ask.alias or (self.fresh_alias(create.type) if create else "")
        actor = ask.actor or self.schema.actors[0]
        key_field = self.schema.types[ask.twin.type].key if ask.twin is not None else None
        reasons = broken(ask.action, before, ask.roles, actor=actor, twin=ask.twin, key_field=key_field)
        if ask.judged:
            self.trace.append(symbolic(ask, before, alias if create else ""))
        self._begin(announced(ask, alias, reasons, before))
        started = perf_counter()
        sent: list[Exchange] = []
        try:
            taken, findings = self._try(ask, alias, actor, reasons, sent)
            if findings and taken.earlier is not None:
                # What goes up and down by itself is known from two looks with nothing in between.
                taken, findings = self._try(ask, alias, actor, reasons, sent)
            if findings:
                patience = Patience(self.schema, settling(ask.action))
                while findings and patience.may_settle(taken):
                    taken, findings = self._try(ask, alias, actor, reasons, sent)
        except AssertionError as error:
            self.strays += stray(self.schema, ask.action, ask.roles, sent)
            finding = Finding(check="assertion", kind="assertion", message=f"{ask.action.name}: {error}")
            self._finish(ask, "assertion failed", Outcome.FAILED, len(sent), started)
            if ask.judged:
                self._report(ask.action.name, ask.number, (finding,))
            raise
        except BaseException as error:
            self.strays += stray(self.schema, ask.action, ask.roles, sent)
            interrupted = not isinstance(error, Exception)
            outcome = Outcome.INTERRUPTED if interrupted else Outcome.ERROR
            self._finish(ask, type(error).__name__, outcome, len(sent), started)
            raise
        outcome = Outcome.FAILED if findings else Outcome.PASSED
        self._finish(ask, taken.answer.label, outcome, max(1, len(sent)), started)
        return taken, self._report(ask.action.name, ask.number, findings)

    def hold(
        self, invariant: Invariant, roles: Mapping[str, Key], ask: Ask, purpose: Purpose = Purpose.OBSERVED
    ) -> tuple[Finding, ...]:
        """Ask whether an invariant holds after the step of ``ask``; a finding where it raises AssertionError."""
        names = ", ".join(self.alias(key) for key in roles.values())
        asked = replace(ask, purpose=purpose)
        self.trace.append(
            Step(action=invariant.name, roles=symbolic_roles(roles, self.graph), relation=INVARIANT, actor=ask.actor)
        )
        self._begin(
            StepStarted(
                number=ask.number, action=invariant.name, text=f"{invariant.name}({names})",
                purpose=purpose, relation=INVARIANT,
            )
        )  # fmt: skip
        started = perf_counter()
        sent: list[Exchange] = []
        taken = settling(ask.follows.action) if ask.follows is not None else set()
        patience = Patience(self.schema, {key.type for key in roles.values()} | taken)
        try:
            failed = self._caller.ask(invariant, roles, self.graph, sent)
            while failed is not None and patience.waits():
                failed = self._caller.ask(invariant, roles, self.graph, sent)
        except BaseException as error:
            self._finish(asked, type(error).__name__, Outcome.ERROR, len(sent), started)
            raise
        outcome, label = (Outcome.PASSED, "holds") if failed is None else (Outcome.FAILED, "does not hold")
        self._finish(asked, label, outcome, len(sent), started)
        if failed is None:
            return ()
        after = f" after {ask.follows.action.name}" if ask.follows is not None else ""
        finding = Finding(
            check=INVARIANT, kind=invariant.name, expected="it to hold",
            message=f"{invariant.name}({names}) must hold{after}, but {_first_line(failed)}",
        )  # fmt: skip
        return self._report(ask.follows.action.name if ask.follows is not None else "", ask.number, (finding,))

    def _begin(self, step: StepStarted) -> None:
        """Append the start of a step; it is the cause of every event until the next one."""
        self._stream.cause = None
        self._stream.cause = self._stream.append(step).number

    def _try(
        self, ask: Ask, alias: str, actor: str, reasons: tuple[Broken, ...], sent: list[Exchange]
    ) -> tuple[Taken, tuple[Finding, ...]]:
        """One call, with the facts that its answer makes true and what the checks say of it."""
        before = self.graph
        refusable = bool(reasons) or not ask.judged
        answer, used, returned = self._caller.call(ask, before, sent, refusable=refusable)
        unused = ask.twin is not None and not is_used_again(pinned(self.schema, before, ask.twin), used, answer)
        in_vain = unused and any(reason.refusal is Refusal.DUPLICATE for reason in reasons) and not ask.action.doubtful
        reasons = weighed(self._memory, self.schema, ask, answer, before, reasons, unused=unused)
        made = self._comply(ask, answer, alias, actor, reasons, used, sent)
        check_judgeable(self.schema, ask.action, answer, unused=in_vain)
        taken = Taken(
            schema=self.schema, action=ask.action, roles=ask.roles, actor=actor, number=ask.number,
            purpose=ask.purpose, broken=reasons, before=before, after=self.graph, answer=answer, made=made,
            returned=returned, relation=ask.relation, follows=ask.follows, used=used,
            twin=None if unused else ask.twin,
        )  # fmt: skip
        if not ask.judged:
            return taken, ()
        taken = self._noted(taken)
        return taken, self._judge.findings(taken)

    def _comply(
        self, ask: Ask, answer: Answer, alias: str, actor: str, reasons: tuple[Broken, ...], used: Mapping[str, str],
        sent: Sequence[Exchange],
    ) -> Key | None:  # fmt: skip
        """Follow the answer: the facts of a success, or what was not made and why; gives the key of what was."""
        create = ask.action.creates
        if answer.succeeded(ask.action.expects):
            made = self._follow(ask, answer, alias, actor, reasons, used)
            if made is not None:
                self.declined.pop((made.type, alias), None)  # asked again, it was done
            elif create is not None and ask.action.doubtful and not reasons:
                what = f"{ask.action.name} answered {answer.label}, and nothing in it is an id of what was made"
                self.declined[create.type, alias] = what
            return made
        if create is not None:  # where no check minds, what needs it cannot be done all the same
            self.declined[create.type, alias] = f"{ask.action.name} answered {answer.label}{answer.because}"
        self.strays += stray(self.schema, ask.action, ask.roles, sent)
        return None

    def _noted(self, taken: Taken) -> Taken:
        """What was taken, with what is known from earlier answers beside it; states that it shows become facts."""
        for fact in opened(self.schema, taken.before, self.graph, taken):
            self.emit(fact)
        for fact in settled(self.schema, self.graph, taken):
            self.emit(fact)
        if taken.action.observes:
            earlier = self._readings.keep(taken, facts=self._facts, place=len(self.trace))
            self._memory.learn_list(taken)
            bare = taken.action.identity in self._memory.bare
            known = self._readings.keep_list(taken, facts=self._facts) if bare else None
            if bare or earlier is not None:
                taken = replace(taken, earlier=earlier, bare=bare, known=known)
        return replace(taken, after=self.graph) if self.graph is not taken.after else taken

    def _follow(
        self, ask: Ask, answer: Answer, alias: str, actor: str, reasons: tuple[Broken, ...], used: Mapping[str, str]
    ) -> Key | None:
        """Make the facts of a success true; gives the key of what it created."""
        action = ask.action
        seen = shown(
            self.schema, action, answer, self.graph, ask.roles, must=not reasons and not action.doubtful, used=used
        )
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

    def _report(self, action: str, number: int, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Append the findings; gives those that are not accepted."""
        return self._judge.report(action, number, findings, self.name, self.trace) if findings else ()

    def _finish(self, ask: Ask, label: str, outcome: Outcome, requests: int, started: float) -> None:
        self._stream.append(
            StepFinished(
                number=ask.number, outcome=outcome, answer=label, requests=requests, elapsed=perf_counter() - started
            )
        )


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or "it does not"
