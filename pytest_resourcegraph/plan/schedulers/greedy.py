"""Greedy covering of the goals of one slice: the nearest uncovered goal, from where the sequence stands.

A step that covers a goal at once is taken first; of several, the one that closes least: what changes nothing before
what makes, before what moves, before what destroys. When none is left, regression finds the cheapest set-up, and a set-up
that unlocks several goals counts as so much cheaper.
"""

from collections.abc import Sequence
from hashlib import blake2b
from math import inf

from ...events.key import Key
from ...graph.node import Node
from ...model.action import Action
from ...model.schema import Schema
from ..audit import Audit
from ..concern import changes
from ..goals.goal import Criterion, Follow, Goal, GoalKey, Want
from ..enabled import bindings, step_of
from ..plan import Step
from ..pursuit import Pursuit
from ..setup import Setup
from ..trail import Trail
from ..ways import Ways
from .ledger import Ledger

Price = tuple[int, int, int, int, int]
"""Requests, then what decides between equals."""

_TRIED = 6
START = True
"""How many of the most promising goals are tried before the cheapest of them is taken."""


def VARIANT(g, price, onward, action, name, goal):
    return (price, -g.worth[goal.key], 0 if onward else 1, -onward, g.rank[name])


class Greedy:
    """One pass over the goals of one schema with one seed."""

    def __init__(
        self, schema: Schema, criteria: Sequence[Criterion], goals: Sequence[Goal], *, seed: int, max_steps: int, ways: Ways
    ) -> None:
        self.schema = schema
        self.criteria = criteria
        self.max_steps = max_steps
        self.ledger = Ledger(schema, goals)
        self.setup = Setup(ways)
        self.setup.before_destroy = self._gather
        self.pursuit = Pursuit(self.setup)
        self.rank = _ranks(schema, seed)
        self.sequences: list[tuple[Step, ...]] = []
        self.hopeless: list[Goal] = []
        self.trail = Trail(schema)
        self.audit = Audit(schema, criteria)
        empty = Trail(schema)
        self.worth = {goal.key: min(int(min(99, self.pursuit.estimate(empty, want))) for want in goal.wants) for goal in goals}

    def run(self) -> None:
        """Fills ``sequences`` until every goal is covered or ``hopeless``."""
        while self.ledger.open:
            if self._step() or self._approach():
                continue
            if self.trail.steps:
                self._finish()
            else:
                self._give_up()
        if self.trail.steps:
            self._finish()

    @property
    def requests(self) -> int:
        """The requests of all sequences."""
        return sum(self.schema.actions[step.action].cost for steps in self.sequences for step in steps)

    def _finish(self) -> None:
        self.sequences.append(self.trail.steps)
        self.trail = Trail(self.schema)
        self.audit = Audit(self.schema, self.criteria)

    def _give_up(self) -> None:
        for goal in list(self.ledger.open.values()):
            self.hopeless.append(goal)
            self.ledger.close(goal.key)

    def _take(self, step: Step) -> None:
        after = self.setup.push(self.trail, step)
        for key in self.audit.take(self.trail, after):
            self.ledger.close(key)
        self.trail = after

    # -- at once -----------------------------------------------------------------------------------------------------

    def _step(self) -> bool:
        """Takes the best step that covers a goal at once; False where there is none."""
        room = self.max_steps - len(self.trail.steps)
        if room < 1:
            return False
        if self.ledger.follows and self._walk(room):
            return True
        found = self._plain()
        if not found:
            return False
        step = min(found)[-1]
        for role in self.schema.actions[step.action].destroys:
            gathered = self._gather(self.trail, step.role_keys[role])
            if len(gathered.steps) > len(self.trail.steps):
                self._take_all(gathered)
                return True
        self._take(step)
        return True

    def _take_all(self, there: Trail) -> None:
        for step in there.steps[len(self.trail.steps) :]:
            self._take(step)

    # -- rows of actions ---------------------------------------------------------------------------------------------

    def _walk(self, room: int) -> bool:
        found = self._followers(self.trail, room)
        best = min(found, key=_price, default=None)
        if best is not None and best[0][0] <= 1:
            self._take(best[1])
            return True
        detours = self._detours(room) if room > 1 else []
        detour = min(detours, key=_price, default=None)
        if detour is not None and (best is None or detour[0][0] < best[0][0]):
            self._take_all(detour[1])
            return True
        if best is not None:
            self._take(best[1])
            return True
        return False

    def _followers(self, trail: Trail, room: int) -> list[tuple[Price, Step]]:
        """The steps that complete an open row of actions now, with what they cost."""
        found: list[tuple[Price, Step]] = []
        if not trail.steps:
            return found
        for prefix, lasts in self._open_follows(trail):
            if len(prefix) > 1 and not self.pursuit.ends_with(trail, prefix):
                continue
            for name in lasts:
                step = self._cheapest(trail, name, trail.steps[-1], room)
                if step is not None:
                    onward = len(self.ledger.follows.get((*prefix[1:], name), ()))
                    action = self.schema.actions[name]
                    price = action.cost + self._loss(trail, step, room)
                    found.append((VARIANT(self, price, onward, action, name, lasts[name]), step))
        return found

    def _cheapest(self, trail: Trail, name: str, before: Step, room: int) -> Step | None:
        steps = self.pursuit.follow(trail, name, before)
        if not self.schema.actions[name].destroys:
            return next(steps, None)
        return min(steps, key=lambda step: self._loss(trail, step, room), default=None)

    def _open_follows(self, trail: Trail) -> list[tuple[tuple[str, ...], dict[str, Goal]]]:
        names = tuple(step.action for step in trail.steps[-2:])
        prefixes = [names[-1:], names] if len(names) == 2 else [names]
        if trail.steps[-1].refusal is not None:
            return []
        return [(prefix, self.ledger.follows[prefix]) for prefix in prefixes if prefix in self.ledger.follows]

    def _detours(self, room: int) -> list[tuple[Price, Trail]]:
        """One step that covers nothing, and then one that does."""
        found: list[tuple[Price, Trail]] = []
        for prefix in self.ledger.follows:
            action = self.schema.actions[prefix[0]]
            if len(prefix) > 1:
                continue
            for binding in bindings(self.trail, action):
                step = step_of(self.trail, action, binding)
                there = self.setup.push(self.trail, step)
                best = min(self._followers(there, room - 1), key=_price, default=None)
                if best is not None:
                    price = (best[0][0] + action.cost + self._loss(self.trail, step, room), *best[0][1:])
                    found.append((price, self.setup.push(there, best[1])))
        return found

    def _loss(self, trail: Trail, step: Step, room: int) -> int:
        """About how many requests it takes to have again what a step ends, beyond the one that it is about."""
        action = self.schema.actions[step.action]
        if not action.destroys:
            return 0
        keys = [key for role, key in step.roles if role in action.destroys]
        ended = [node for key in keys for node in (trail.graph.get(key), *trail.graph.descendants(key))]
        worth = sum(1 + self._moved(node) for node in ended) - len(keys)
        return worth if room > 1 else -worth

    def _moved(self, node: Node) -> int:
        born = self.schema.types[node.key.type].born
        return len(self.setup.ways.path(node.key.type, born, (node.state,)) or ()) if node.state != born else 0

    def _plain(self) -> list[tuple[int, int, int, Step]]:
        found: list[tuple[int, int, int, Step]] = []
        for goal in self.ledger.plain.values():
            for want in goal.wants:
                step = self.pursuit.now(self.trail, want)
                if step is None:
                    continue
                action = self.schema.actions[step.action]
                heavy = 0 if step.refusal is not None else weight(action)
                found.append((heavy, 0, self.rank[step.action], step))
                if heavy == 0:
                    return found
        return found

    # -- with a set-up -----------------------------------------------------------------------------------------------

    def _approach(self) -> bool:
        """Takes the set-up and the step for the goal that is nearest; False where none fits into the sequence."""
        room = self.max_steps - len(self.trail.steps)
        if room < 2 and self.trail.steps:
            return False
        if not self.trail.steps and self.ledger.follows and START:
            hard = sorted((g for g in self.ledger.open.values() if isinstance(g.wants[0], Follow)), key=lambda g: (-self.worth[g.key], self.rank[g.actions[-1]], self.rank[g.actions[0]]))
            for goal in hard[:4]:
                there = self.pursuit.reach(self.trail, goal.wants[0])
                if there is not None:
                    self._take_all(there)
                    return True
        best: Trail | None = None
        tried = 0
        for estimate, _, want in self._promising(room):
            if best is not None and (tried >= _TRIED or best.spent - self.trail.spent <= estimate):
                break
            there = self.pursuit.reach(self.trail, want)
            if there is None:
                continue
            if len(there.steps) > self.max_steps and self.trail.steps:
                continue
            tried += 1
            if best is None or there.spent < best.spent:
                best = there
        if best is None:
            return False
        self._take_all(best)
        return True

    def _promising(self, room: int) -> list[tuple[float, int, Want]]:
        wants: dict[tuple[str, ...], tuple[float, int, Want]] = {}
        for goal in self.ledger.open.values():
            for want in goal.wants:
                group = self.ledger.group(want)
                if group in wants and isinstance(want, Follow):
                    continue
                estimate = self.pursuit.estimate(self.trail, want)
                if estimate == inf or (estimate > room and self.trail.steps):
                    continue
                unlocked = max(1, min(self.ledger.groups[group], room - int(estimate) + 1))
                entry = ((estimate - 1) / unlocked + 1, self.rank[goal.actions[0]], want)
                if group not in wants or entry[:2] < wants[group][:2]:
                    wants[group] = entry
        return sorted(wants.values(), key=lambda entry: entry[:2])

    def _gather(self, trail: Trail, key: Key) -> Trail:
        """Provides below a resource that is to be destroyed what open goals want to see gone with it, if it fits."""
        wanted = self.ledger.cascades.get(key.type)
        if not wanted or not any(wanted.values()):
            return trail
        room = self.max_steps - len(trail.steps) - 1
        leaves = 0
        for name in sorted(wanted, key=lambda name: (len(self.schema.ancestors(name)), self.rank_of_type(name))):
            if not wanted[name]:
                continue
            given = self.setup.provide(trail, name, below=key)
            if given is None:
                continue
            cost = len(given[0].steps) - len(trail.steps)
            if cost and leaves + cost + 1 > room:
                continue
            trail = given[0]
            room -= cost
            leaves += wanted[name]
        return trail

    def rank_of_type(self, name: str) -> int:
        """The place of a type in the order of declaration."""
        return list(self.schema.types).index(name)


def weight(action: Action) -> int:
    """How much a success closes: 0 changes nothing, 1 makes or updates, 2 moves, 3 destroys."""
    if action.destroys:
        return 3
    if action.moves:
        return 2
    return 1 if changes(action) else 0


def _ranks(schema: Schema, seed: int) -> dict[str, int]:
    """The declared order, permuted by the seed; seed 0 leaves it as it is."""
    names = list(schema.actions)
    if seed:
        names.sort(key=lambda name: blake2b(f"{seed}\0{name}".encode(), digest_size=8).digest())
    return {name: place for place, name in enumerate(names)}


__all__ = ["Greedy", "GoalKey"]


def _price(entry: tuple[Price, object]) -> Price:
    return entry[0]
