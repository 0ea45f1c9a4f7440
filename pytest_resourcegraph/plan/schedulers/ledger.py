"""The goals that are still open, indexed by what it takes to cover one."""

from collections.abc import Iterable

from ...model.action import Refusal
from ...model.schema import Schema
from ..goals.goal import After, Among, Break, Do, Follow, Goal, GoalKey, Reach, Want

Group = tuple[str, ...]
"""What has to be there for a want: goals of one group are unlocked together."""


class Ledger:
    """Open goals in their order; closing one takes it out of every index."""

    def __init__(self, schema: Schema, goals: Iterable[Goal]) -> None:
        self.schema = schema
        self.open: dict[GoalKey, Goal] = {}
        self.plain: dict[GoalKey, Goal] = {}
        """Open goals that do not depend on what the step before was."""
        self.follows: dict[tuple[str, ...], dict[str, Goal]] = {}
        """Open goals of actions in a row: by the actions before, by the last one."""
        self.cascades: dict[str, dict[str, int]] = {}
        """By the type that is destroyed, by the type below it: how many goals want the lower one gone with it."""
        self.groups: dict[Group, int] = {}
        for goal in goals:
            self.open[goal.key] = goal
            self._count(goal, 1)
            if any(isinstance(want, Follow) for want in goal.wants):
                for want in goal.wants:
                    if isinstance(want, Follow):
                        self.follows.setdefault(want.actions[:-1], {})[want.actions[-1]] = goal
            else:
                self.plain[goal.key] = goal

    def close(self, key: GoalKey) -> bool:
        """Takes a goal out; False where it is none or was closed before."""
        goal = self.open.pop(key, None)
        if goal is None:
            return False
        self.plain.pop(key, None)
        self._count(goal, -1)
        for want in goal.wants:
            if isinstance(want, Follow):
                held = self.follows[want.actions[:-1]]
                del held[want.actions[-1]]
                if not held:
                    del self.follows[want.actions[:-1]]
        return True

    def group(self, want: Want) -> Group:
        """The group of a want."""
        match want:
            case Do():
                return ("do", want.action, *(f"{role} {state}" for role, state in want.states))
            case Follow():
                return ("follow", *want.actions[:-1])
            case After():
                return ("after", want.first)
            case Break():
                action = self.schema.actions[want.action]
                name = action.role(want.role).type if want.role else want.action
                return (want.refusal.value, name, want.detail, want.state)
            case Among():
                action = self.schema.actions[want.action]
                made = action.creates.type if action.creates is not None else ""
                return (want.how, action.role(want.role).type if want.role else made, want.detail)
            case Reach():
                return ("reach", want.name)

    def _count(self, goal: Goal, by: int) -> None:
        for want in goal.wants:
            group = self.group(want)
            self.groups[group] = self.groups.get(group, 0) + by
            if isinstance(want, Break) and want.refusal is Refusal.AFTER_PARENT_DESTROY:
                lower = self.schema.actions[want.action].role(want.role).type
                held = self.cascades.setdefault(want.detail, {})
                held[lower] = held.get(lower, 0) + by
