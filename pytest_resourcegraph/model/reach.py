"""Actions that can never run, whatever is done before, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..errors import Problem
from .action import Action, Role
from .resource import ResourceType


def never_run(types: Mapping[str, ResourceType], actions: Mapping[str, Action]) -> Iterator[Problem]:
    """A problem for each reason for which actions can never run, told of the first action that it stops.

    A fixpoint over the types that can be created and the states that they can reach. It ignores what one action takes
    from another, so what is told can truly never run.
    """
    reach = Reach(actions=actions)
    stopped: dict[str, list[Action]] = {}
    for action in actions.values():
        why = reach.why_never(action)
        if why:
            stopped.setdefault(why, []).append(action)
    for why, found in stopped.items():
        first, *others = found
        names = ", ".join(action.name for action in others)
        yield Problem(
            where=str(first.origin),
            what=f"action '{first.name}' can never run: {why}",
            known=f"nor can: {names}" if names else "no other action is stopped by it",
            remedy="declare the action that does, or take this one out",
        )


@dataclass(slots=True, kw_only=True)
class Reach:
    """What can come to be: the states by type that some sequence of the actions leads to."""

    actions: Mapping[str, Action]
    states: dict[str, set[str | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        before = -1
        while before != self._size():
            before = self._size()
            for action in self.actions.values():
                if all(self.fills(role) for role in action.roles):
                    self._take(action)

    def fills(self, role: Role) -> bool:
        """True where a resource for the role can exist, in one of its states."""
        states = self.states.get(role.type)
        return bool(states) if not role.states else any(state in (states or ()) for state in role.states)

    def why_never(self, action: Action, asked: frozenset[Role] = frozenset()) -> str:
        """The root of it in words; empty where the action can run."""
        lacking = next((role for role in action.roles if not self.fills(role)), None)
        if lacking is None:
            return ""
        return self._why_no_state(lacking, asked) if self.states.get(lacking.type) else self._why_none(lacking, asked)

    def _why_none(self, role: Role, asked: frozenset[Role]) -> str:
        asking = Role(name="", type=role.type)
        makers = [action for action in self.actions.values() if action.creates and action.creates.type == role.type]
        if not makers:
            return f"nothing creates '{role.type}'"
        if asking in asked:
            return f"creating the first '{role.type}' needs another"
        return self.why_never(makers[0], asked | {asking})

    def _why_no_state(self, role: Role, asked: frozenset[Role]) -> str:
        asking = Role(name="", type=role.type, states=role.states)
        wanted = "' or '".join(role.states)
        ways = [
            (action, source)
            for action in self.actions.values()
            for move in action.moves
            for source, target in move.moves
            if action.role(move.role).type == role.type and target in role.states
        ]
        if not ways:
            return f"no action moves '{role.type}' to '{wanted}'"
        if asking in asked:
            return f"moving the first '{role.type}' to '{wanted}' needs another"
        action, source = ways[0]
        before = Role(name="", type=role.type, states=(source,))
        return self.why_never(action, asked | {asking}) or self._why_no_state(before, asked | {asking})

    def _take(self, action: Action) -> None:
        if action.creates is not None:
            self.states.setdefault(action.creates.type, set()).add(action.creates.state)
        for move in action.moves:
            states = self.states[action.role(move.role).type]
            states.update(target for source, target in move.moves if source in states)

    def _size(self) -> int:
        return sum(len(states) for states in self.states.values())
