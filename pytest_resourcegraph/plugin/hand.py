"""Steps that a test takes by hand: the same engine, one step at a time, with prediction, checks and cleanup."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest

from ..engine.ask import Ask
from ..engine.bind import bind_roles
from ..engine.live import LiveGraph
from ..engine.run import Verdict, finish, perform
from ..errors import PlanError, Problem, unknown_name
from ..events.facts import Outcome, SequenceStarted
from ..events.key import Key
from ..events.store import MemoryStore
from ..model.resource import Resource
from ..plan.provide import provide
from .again import again
from .failing import TOLD, fail, tell, users_part
from .running import execution_for, given_fixtures
from .session import session_of

if TYPE_CHECKING:
    from ..model.action import Action
    from ..model.schema import Schema


class Hand:
    """The execution of one hand-written test: takes a step for each call of an action fixture."""

    def __init__(self, schema: Schema, request: pytest.FixtureRequest) -> None:
        item: pytest.Item = request.node
        self._schema = schema
        self._session = session_of(item.config)
        self._session.current = MemoryStore()
        self._execution = execution_for(schema, item, given_fixtures(schema, request))
        self._item = item
        self._number = 0
        self._begun = perf_counter()
        self._verdict = Verdict(outcome=Outcome.PASSED)
        self.graph = LiveGraph(self._execution)
        self._execution.emit(SequenceStarted(name=item.nodeid, scope="", again=again(self._session, item)))

    def action(self, name: str) -> Callable[..., Any]:
        """A function that takes one step: resources by keyword or in order, ``actor=`` for another actor.

        It gives the handle of what was created, otherwise what the action returned. Raises CheckFailure where the
        system differs from the prediction.
        """
        action = self._schema.actions[name]

        def act(*resources: Resource, actor: str = "", **named: Resource) -> Any:
            __tracebackhide__ = True
            roles = self._roles(action, resources, named)
            return self._take(action, roles, actor)

        act.__name__ = name
        return act

    def check_types(self, names: Iterable[str]) -> None:
        """Raises PlanError for a name in ``@pytest.mark.resource`` that is no type."""
        for name in names:
            if name not in self._schema.types:
                what = f"@pytest.mark.resource names '{name}', which is no resource type"
                raise PlanError(unknown_name(where="", what=what, noun="types", name=name, known=self._schema.types))

    def provide(self, type_name: str, state: str | None) -> Resource:
        """A living resource of the type, in the state where one is asked for, made by the shortest plan."""
        __tracebackhide__ = True
        steps, key = provide(self._schema, self._execution.graph, type_name, state)
        for step in steps:
            roles = bind_roles(step, self._execution.bindings, self._execution.graph)
            self._take(self._schema.actions[step.action], roles, step.actor, step.makes)
        return self._execution.resource(self._real(key))

    def finish(self) -> None:
        """Clean up what the steps made."""
        finish(self._execution, self._item.nodeid, self._verdict, self._number, perf_counter() - self._begun)

    def _take(self, action: Action, roles: dict[str, Key], actor: str, alias: str | None = None) -> Any:
        __tracebackhide__ = True
        self._number += 1
        ask = Ask(action=action, roles=roles, number=self._number, actor=actor, alias=alias)
        try:
            taken, findings = perform(self._execution, self._session.observer, ask)
        except Exception as error:
            outcome = Outcome.FAILED if isinstance(error, AssertionError) else Outcome.ERROR
            self._verdict = Verdict(outcome=outcome, error=error)
            self._item.stash[TOLD] = tell(self._session, error, tuple(self._session.current))
            error.__traceback__ = users_part(error.__traceback__)
            raise
        if findings:
            self._verdict = Verdict(outcome=Outcome.FAILED, findings=findings)
            fail(self._session, self._item, self._verdict, tuple(self._session.current))
        if taken.made is not None and taken.succeeded:
            return self._execution.resource(taken.made)
        return taken.returned

    def _roles(self, action: Action, given: tuple[Resource, ...], named: dict[str, Resource]) -> dict[str, Key]:
        known = [role.name for role in action.roles]
        if len(given) > len(known):
            raise PlanError(Problem(what=f"{action.name}() takes {len(known)} resources, not {len(given)}"))
        resources = {**dict(zip(known, given, strict=False)), **named}
        for name in resources:
            if name not in known:
                what = f"{action.name}() has no parameter '{name}' for a resource"
                raise PlanError(unknown_name(where="", what=what, noun="parameters", name=name, known=known))
        missing = [name for name in known if name not in resources]
        if missing:
            raise PlanError(
                Problem(
                    what=f"{action.name}() needs {', '.join(missing)}",
                    known=f"given: {', '.join(resources) or 'nothing'}",
                    remedy=f"pass a resource, as in {action.name}({missing[0]}=…)",
                )
            )
        return {name: resources[name].key for name in known}

    def _real(self, key: Key) -> Key:
        if self._execution.graph.node(key) is not None:
            return key
        return self._execution.bindings[(key.type, str(key.id))]
