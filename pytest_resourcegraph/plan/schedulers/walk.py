"""Rows of actions (pairs, triples): the next step that completes one, or one step aside and then one that does.

Of several, the one whose goal would cost most to reach from nothing is taken first: the cheap ones, which fit nearly
everywhere, are kept to join the others (the rule of most constrained first; Warnsdorff 1823 for walks).
"""

from collections.abc import Mapping

from ...graph.node import Node
from ..enabled import bindings, step_of
from ..goals.goal import Follow, GoalKey
from ..plan import Step
from ..pursuit import Pursuit
from ..trail import Trail
from .ledger import Ledger

Price = tuple[int, int, int, int, int]
"""Requests, then what decides between equals."""


class Walk:
    """Looks for the next step of a row. ``worth`` is what a goal costs from nothing, ``rank`` the order of actions."""

    def __init__(
        self, pursuit: Pursuit, ledger: Ledger, *, worth: Mapping[GoalKey, int], rank: Mapping[str, int]
    ) -> None:
        self.pursuit = pursuit
        self.ledger = ledger
        self.worth = worth
        self.rank = rank
        self.actions = pursuit.schema.actions

    def next(self, trail: Trail, room: int) -> Trail | None:
        """The trail with the one or two steps that complete a row cheapest; None where more are needed."""
        at_once = self._follower(trail, room)
        if at_once is not None and at_once[0][0] <= 1:
            return self.pursuit.setup.push(trail, at_once[1])
        aside = self._aside(trail, room) if room > 1 else None
        if aside is not None and (at_once is None or aside[0][0] < at_once[0][0]):
            return aside[1]
        return self.pursuit.setup.push(trail, at_once[1]) if at_once is not None else None

    def _follower(self, trail: Trail, room: int) -> tuple[Price, Step] | None:
        """The cheapest step that completes an open row now."""
        best: tuple[Price, Step] | None = None
        if not trail.steps or trail.steps[-1].refusal is not None:
            return None
        for length in (1, 2):
            prefix = tuple(step.action for step in trail.steps[-length:])
            lasts = self.ledger.follows.get(prefix)
            if not lasts or len(prefix) < length or (length > 1 and not self.pursuit.ends_with(trail, prefix)):
                continue
            for name, goal in sorted(lasts.items(), key=lambda entry: -self.worth[entry[1].key]):
                least = (self.actions[name].cost, -self.worth[goal.key])
                if best is not None and best[0][:2] < least and (room > 1 or not self.actions[name].destroys):
                    continue  # whatever its step is, it costs no less
                step = self._cheapest(trail, name, room)
                if step is not None:
                    onward = len(self.ledger.follows.get((*prefix[1:], name), ()))
                    cost = self.actions[name].cost + self._loss(trail, step, room)
                    price = (cost, -self.worth[goal.key], 0 if onward else 1, -onward, self.rank[name])
                    if best is None or price < best[0]:
                        best = (price, step)
        return best

    def _cheapest(self, trail: Trail, name: str, room: int) -> Step | None:
        steps = self.pursuit.follow(trail, name, trail.steps[-1])
        if not self.actions[name].destroys:
            return next(steps, None)
        return min(steps, key=lambda step: self._loss(trail, step, room), default=None)

    def _aside(self, trail: Trail, room: int) -> tuple[Price, Trail] | None:
        """One step that completes nothing, and then one that does."""
        best: tuple[Price, Trail] | None = None
        for hardest, name in self._openings():
            action = self.actions[name]
            if best is not None and best[0][0] <= action.cost + 1 and best[0][1] <= -hardest:
                break
            for found in bindings(trail, action):
                step = step_of(trail, action, found)
                there = self.pursuit.setup.push(trail, step)
                follower = self._follower(there, room - 1)
                if follower is not None:
                    cost = follower[0][0] + action.cost + self._loss(trail, step, room)
                    price = (cost, *follower[0][1:])
                    if best is None or price < best[0]:
                        best = (price, self.pursuit.setup.push(there, follower[1]))
        return best

    def _openings(self) -> list[tuple[int, str]]:
        """The actions that begin an open pair, those of the goals that are hardest to reach first."""
        found = [
            (max(self.worth[goal.key] for goal in lasts.values()), prefix[0])
            for prefix, lasts in self.ledger.follows.items()
            if len(prefix) == 1
        ]
        return sorted(found, key=lambda entry: (-entry[0], self.rank[entry[1]]))

    def _loss(self, trail: Trail, step: Step, room: int) -> int:
        """About how many requests it takes to have again what a step ends, beyond the one that it is about.

        At the end of a sequence all is lost anyway: there the costliest destroy is the best one.
        """
        action = self.actions[step.action]
        if not action.destroys:
            return 0
        keys = [key for role, key in step.roles if role in action.destroys]
        ended = [node for key in keys for node in (trail.graph.get(key), *trail.graph.descendants(key))]
        worth = sum(1 + self._moved(node) for node in ended) - len(keys)
        return worth if room > 1 else -worth

    def _moved(self, node: Node) -> int:
        born = self.pursuit.schema.types[node.key.type].born
        if node.state == born:
            return 0
        return len(self.pursuit.ways.path(node.key.type, born, (node.state,)) or ())


def worths(pursuit: Pursuit, ledger: Ledger) -> dict[GoalKey, int]:
    """About how many requests each open row takes from nothing."""
    empty = Trail(pursuit.schema)
    return {
        goal.key: int(min(_UNREACHABLE, min(pursuit.estimate(empty, want) for want in goal.wants)))
        for goal in ledger.open.values()
        if isinstance(goal.wants[0], Follow)
    }


_UNREACHABLE = 99
