"""Explores what moves a type whose states are only shown: each action that may move it, from each state that is met.

What is learned is a map of moves, offered as a declaration. On the way every answer is judged as in any sequence: a
refusal changes nothing, what an answer shows is what a reader shows, and what ends with its parent is gone whatever
state it was in. The search is a walk that prefers what was not tried where it stands (as in Chinese postman tours), and
begins anew where nothing is left.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..events.facts import Purpose
from ..events.key import Key
from ..model.action import Action
from ..model.check import Finding
from ..model.schema import Schema
from ..plan.provide import provide
from .ask import Ask
from .bind import bind_roles
from .doubt import Stopped, check_made
from .execution import Execution
from .fill import fill
from .observe import Observer
from .run import perform

LONGEST = 60
"""Steps that are taken at most for one type."""

REFUSED = ""
"""In place of a state: that an action was refused."""


@dataclass(slots=True)
class Explorer:
    """One walk. ``moves`` are the states reached, by (state, action); ``number`` counts the steps taken."""

    execution: Execution
    observer: Observer
    type_name: str
    moves: dict[tuple[str, str], str] = field(default_factory=dict)
    number: int = 0
    made: list[Key] = field(default_factory=list)

    def go(self) -> tuple[Finding, ...]:
        """Walk until nothing is left to try; gives the first findings. Raises Stopped where none can be made."""
        found = self._new()
        while not found and self.number < LONGEST:
            state = self._state()
            action = self._untried(state) if state is not None else None
            if action is not None:
                found = self._try(action, state or "")
                continue
            way, known = self._way_on(), len(self.made)
            if way is None:
                break
            found = self._new()
            if len(self.made) == known:  # no further one can be made
                break
            for name in way if not found else ():
                found = self._try(self.execution.schema.actions[name], self._state() or "")
                if found:
                    break
        return found or self._end_together()

    def _new(self) -> tuple[Finding, ...]:
        """One more of the type, below the same parent where there is one."""
        execution = self.execution
        before = set(self.made)
        if not self.made:
            steps, _ = provide(execution.schema, execution.graph, self.type_name)
        else:
            steps = ()
        for step in steps:
            check_made(execution.declined, step)
            roles = bind_roles(step, execution.bindings, execution.graph)
            found = self._take(Ask(
                action=execution.schema.actions[step.action], roles=roles, actor=step.actor, alias=step.makes
            ))  # fmt: skip
            if found:
                return found
        if not steps:
            maker = execution.schema.creators[self.type_name][0]
            filled = fill(maker.roles, {}, execution.graph)
            if filled is None:
                return ()
            found = self._take(Ask(action=maker, roles=filled))
            if found:
                return found
        living = [node.key for node in execution.graph.living(self.type_name) if node.key not in before]
        self.made += living[:1]
        if not self.made and not found:
            raise Stopped(next(iter(execution.declined.values()), f"no {self.type_name} was made"))
        return self._look() if living else ()

    def _look(self) -> tuple[Finding, ...]:
        """Read it, so that its state is known."""
        if not self.made or self._state() is not None:
            return ()
        for reader in self.execution.schema.readers[self.type_name][:1]:
            roles = fill(reader.roles, {reader.reads or "": self.made[-1]}, self.execution.graph)
            if roles is not None:
                return self._take(Ask(action=reader, roles=roles))
        return ()

    def _try(self, action: Action, state: str) -> tuple[Finding, ...]:
        role = _role(action, self.type_name)
        roles = fill(action.roles, {role: self.made[-1]}, self.execution.graph)
        if roles is None:
            self.moves[state, action.name] = REFUSED
            return ()
        found = self._list()
        if found:
            return found
        self.number += 1
        taken, found = perform(self.execution, self.observer, Ask(action=action, roles=roles, number=self.number))
        found = found or self._look()
        after = self._state() or ""
        self.moves[state, action.name] = after if taken.succeeded else REFUSED
        return found

    def _list(self) -> tuple[Finding, ...]:
        """List it with its siblings, so that it shows where a refusal makes one more."""
        key = self.made[-1]
        for lister in self.execution.schema.listers[self.type_name]:
            within = lister.lists.within if lister.lists is not None else None
            above = key.parent.above(lister.role(within).type) if within and key.parent is not None else None
            roles = fill(lister.roles, {within: above}, self.execution.graph) if within and above is not None else None
            if roles is not None:
                return self._take(Ask(action=lister, roles=roles))
        return ()

    def _take(self, ask: Ask) -> tuple[Finding, ...]:
        self.number += 1
        asked = Ask(
            action=ask.action, roles=ask.roles, actor=ask.actor, alias=ask.alias, number=self.number,
            purpose=Purpose.PLANNED,
        )  # fmt: skip
        return self.execution.take(asked)[1]

    def _state(self) -> str | None:
        node = self.execution.graph.node(self.made[-1]) if self.made else None
        return node.state if node is not None and node.alive else None

    def _untried(self, state: str) -> Action | None:
        known = movers(self.execution.schema, self.type_name)
        return next((action for action in known if (state, action.name) not in self.moves), None)

    def _way_on(self) -> tuple[str, ...] | None:
        """The shortest known way from a new one to a state where something is left to try; None for none."""
        first = next((state for (state, _) in self.moves), None)
        waiting: list[tuple[str, tuple[str, ...]]] = [(first, ())] if first is not None else []
        seen = {first}
        for state, way in waiting:
            if self._untried(state) is not None:
                return way
            for (source, name), target in self.moves.items():
                if source == state and target and target not in seen:
                    seen.add(target)
                    waiting.append((target, (*way, name)))
        return None

    def _end_together(self) -> tuple[Finding, ...]:
        """Destroy the parent of all that were made, and look at one in each state."""
        execution = self.execution
        parent = next((key.parent for key in self.made if key.parent is not None), None)
        states = {execution.graph.get(key).state: key for key in self.made if execution.graph.exists(key)}
        if parent is None or not states:
            return ()
        for destroyer in execution.schema.destroyers[parent.type]:
            role = next(name for name in destroyer.destroys if destroyer.role(name).type == parent.type)
            roles = fill(destroyer.roles, {role: parent}, execution.graph)
            if roles is None:
                continue
            found = self._take(Ask(action=destroyer, roles=roles))
            if found or execution.graph.exists(parent):
                return found
            return next((found for found in self._gone(states.values()) if found), ())
        return ()

    def _gone(self, keys: Iterable[Key]) -> Iterator[tuple[Finding, ...]]:
        for reader in self.execution.schema.readers[self.type_name][:1]:
            for key in keys:
                roles = fill(reader.roles, {reader.reads or "": key}, self.execution.graph)
                if roles is not None:
                    yield self._take(Ask(action=reader, roles=roles))


def movers(schema: Schema, type_name: str) -> tuple[Action, ...]:
    """The actions that may move one of a type."""
    return tuple(
        action for action in schema.actions.values()
        if action.moving and _role(action, type_name)
    )  # fmt: skip


def explorable(schema: Schema) -> tuple[str, ...]:
    """The types that are worth a walk: their states are shown, something may move them, something makes them."""
    return tuple(
        name for name, type_ in schema.types.items()
        if type_.shown_states and movers(schema, name) and schema.creators[name] and schema.readers[name]
    )  # fmt: skip


def _role(action: Action, type_name: str) -> str:
    return next((name for name in action.changes if action.role(name).type == type_name), "")
