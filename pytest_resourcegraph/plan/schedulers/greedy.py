"""Greedy covering of the goals of one slice: the nearest uncovered goal, from where the sequence stands.

A step that covers a goal at once is taken first; of several, the one that closes least: what changes nothing before
what makes, before what moves, before what destroys. When none is left, regression finds the cheapest set-up, and a
set-up that unlocks several goals counts as so much cheaper.
"""

from collections.abc import Collection, Sequence
from hashlib import blake2b
from math import inf

from ...events.key import Key
from ...model.action import Action
from ...model.schema import Schema
from ..audit import Audit
from ..concern import changes
from ..goals.goal import Criterion, Follow, Goal, GoalKey, Want
from ..plan import Step
from ..pursuit import Pursuit
from ..setup import Setup
from ..trail import Trail
from ..ways import Ways
from .explore import explore
from .ledger import Ledger
from .piece import Piece
from .walk import Walk, worths

_TRIED = 6
"""How many of the most promising goals are tried before the cheapest of them is taken."""

_BEGUN = 4
"""How many of the hardest rows of actions are tried to begin a sequence with."""


class Greedy:
    """One pass over the goals of one schema with one seed; ``run`` fills ``pieces``.

    Then every goal is covered, ``hopeless`` (no way to it from an empty world) or, where ``effort`` ran out, ``left``.
    ``known`` are the keys of all goals that are to be noted where a step covers them, sought or not.
    """

    def __init__(
        self, schema: Schema, criteria: Sequence[Criterion], goals: Sequence[Goal], *, seed: int, max_steps: int,
        ways: Ways, known: Collection[GoalKey],
    ) -> None:  # fmt: skip
        self.schema = schema
        self.criteria = criteria
        self.max_steps = max_steps
        self.known = known
        self.ledger = Ledger(schema, goals)
        self.setup = Setup(ways)
        self.setup.before_destroy = self._gather
        self.pursuit = Pursuit(self.setup)
        self.rank = _ranks(schema, seed)
        self.worth = worths(self.pursuit, self.ledger)
        self.walk = Walk(self.pursuit, self.ledger, worth=self.worth, rank=self.rank)
        self.pieces: list[Piece] = []
        self.hopeless: list[Goal] = []
        self.left: list[Goal] = []
        self._begin()

    def run(self, effort: int) -> None:
        """Plans until every goal is closed or so many steps have been simulated."""
        while self.ledger.open:
            if self.setup.simulated > effort:
                self.left = list(self.ledger.open.values())
                break
            if self._step() or self._approach():
                continue
            if not self.trail.steps:
                self._give_up()
            self._finish()
        self._finish()

    def _begin(self) -> None:
        self.trail = Trail(self.schema)
        self.audit = Audit(self.schema, self.criteria)
        self.covers: list[tuple[GoalKey, ...]] = []

    def _finish(self) -> None:
        if self.trail.steps:
            self.pieces.append(Piece(steps=self.trail.steps, covers=tuple(self.covers)))
        self._begin()

    def _give_up(self) -> None:
        """Looks breadth first for what regression found no way to; the rest is hopeless."""
        for _, there in explore(self.pursuit, list(self.ledger.open.values())):
            self._take(there)
            self._finish()
        self.hopeless += self.ledger.open.values()
        for goal in self.hopeless:
            self.ledger.close(goal.key)

    def _take(self, there: Trail) -> None:
        """Goes on with the steps that ``there`` has more."""
        for step in there.steps[len(self.trail.steps) :]:
            after = self.trail.push(step)
            keys = tuple(dict.fromkeys(key for key in self.audit.take(self.trail, after) if key in self.known))
            for key in keys:
                self.ledger.close(key)
            self.covers.append(keys)
            self.trail = after

    # -- at once -----------------------------------------------------------------------------------------------------

    def _step(self) -> bool:
        """Takes the best step that covers a goal at once; False where there is none."""
        room = self.max_steps - len(self.trail.steps)
        if room < 1:
            return False
        there = self.walk.next(self.trail, room) if self.ledger.follows else None
        if there is None:
            step = self._plain()
            there = self._prepared(step) if step is not None else None
        if there is None:
            return False
        self._take(there)
        return True

    def _plain(self) -> Step | None:
        """The lightest step that covers a goal whatever the step before was."""
        best: tuple[int, int] | None = None
        found: Step | None = None
        for goal in self.ledger.plain.values():
            for want in goal.wants:
                step = self.pursuit.now(self.trail, want)
                if step is None:
                    continue
                closes = weight(self.schema.actions[step.action]) if step.refusal is None else 0
                price = (closes, self.rank[step.action])
                if price[0] == 0:
                    return step
                if best is None or price < best:
                    best, found = price, step
        return found

    def _prepared(self, step: Step) -> Trail:
        """The trail with the step, or before a destroy with what should go with it."""
        if step.refusal is None:
            for role in self.schema.actions[step.action].destroys:
                gathered = self._gather(self.trail, step.role_keys[role])
                if len(gathered.steps) > len(self.trail.steps):
                    return gathered
        return self.setup.push(self.trail, step)

    # -- with a set-up -----------------------------------------------------------------------------------------------

    def _approach(self) -> bool:
        """Takes the set-up and the step for the goal that is nearest; False where none fits into the sequence."""
        room = self.max_steps - len(self.trail.steps)
        if room < 2 and self.trail.steps:
            return False
        best = self._hard_row() if not self.trail.steps and self.worth else None
        if best is None:
            best = self._nearest(room)
        if best is None:
            return False
        self._take(best)
        return True

    def _hard_row(self) -> Trail | None:
        """A sequence begins with a row that is hard to reach: what is easy fits in anywhere, and later."""
        rows = [goal for goal in self.ledger.open.values() if goal.key in self.worth]
        rows.sort(key=lambda goal: (-self.worth[goal.key], self.rank[goal.actions[-1]], self.rank[goal.actions[0]]))
        for goal in rows[:_BEGUN]:
            there = self.pursuit.reach(self.trail, goal.wants[0])
            if there is not None and len(there.steps) <= self.max_steps:
                return there
        return None

    def _nearest(self, room: int) -> Trail | None:
        best: Trail | None = None
        tried = 0
        for estimate, _, want in self._promising(room):
            if best is not None and (tried >= _TRIED or best.spent - self.trail.spent <= estimate):
                break
            there = self.pursuit.reach(self.trail, want)
            # Only from an empty world a set-up may be longer than a sequence: the goal then has one of its own.
            if there is None or (self.trail.steps and len(there.steps) > self.max_steps):
                continue
            tried += 1
            if best is None or there.spent < best.spent:
                best = there
        return best

    def _promising(self, room: int) -> list[tuple[float, int, Want]]:
        """The wants by their estimated price, one for each group that a set-up would unlock together."""
        wants: dict[tuple[str, ...], tuple[float, int, Want]] = {}
        for goal in self.ledger.open.values():
            for want in goal.wants:
                estimate = self.pursuit.estimate(self.trail, want)
                if estimate == inf or (estimate > room and self.trail.steps):
                    continue
                group = (*self.ledger.group(want), *(goal.key if not self.trail.steps else ()))
                together = 1 if isinstance(want, Follow) else self.ledger.groups[self.ledger.group(want)]
                unlocked = max(1, min(together, room - int(estimate) + 1))
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
        for name in sorted(wanted, key=lambda name: (len(self.schema.ancestors(name)), name)):
            given = self.setup.provide(trail, name, below=key) if wanted[name] else None
            if given is None:
                continue
            cost = len(given[0].steps) - len(trail.steps)
            if cost and leaves + cost + 1 > room:
                continue
            trail = given[0]
            room -= cost
            leaves += wanted[name]
        return trail


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
