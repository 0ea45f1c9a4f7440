"""From a first set of sequences to a cheaper one: the worst half is taken out and planned again.

Ruin and recreate (Schrimpf et al. 2000): scattered leftovers are what makes greedy covering expensive, and planned
together with some other goals they find companions. Accepted where it costs no more than before.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from ...model.schema import Schema
from ..goals.goal import Criterion, Goal
from ..ways import Ways
from .greedy import Greedy
from .piece import Piece

_ROUNDS = 24
_SEEDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Pieces that cover all goals but the ``hopeless`` and, where the effort ran out, the ``left`` ones.

    ``spent`` counts the steps simulated.
    """

    pieces: tuple[Piece, ...]
    hopeless: tuple[Goal, ...]
    left: tuple[Goal, ...]
    spent: int


class Search:
    """Plans the goals of one slice."""

    def __init__(
        self, schema: Schema, criteria: Sequence[Criterion], goals: Sequence[Goal], *, seed: int, max_steps: int
    ) -> None:
        self.schema = schema
        self.criteria = criteria
        self.goals = {goal.key: goal for goal in goals}
        self.seed = seed
        self.max_steps = max_steps
        self.ways = Ways(schema)

    def first(self, effort: int) -> Found:
        """One greedy pass; ``effort`` bounds it in simulated steps."""
        return self._pass(tuple(self.goals.values()), 0, effort)

    def better(self, found: Found, effort: int) -> Found:
        """The cheapest that so many simulated steps lead to, beginning with what was found."""
        best, spent = found, 0
        unreached = {goal.key for goal in (*found.hopeless, *found.left)}
        for number in range(1, _SEEDS + _ROUNDS):
            if spent + found.spent > effort or found.left or len(best.pieces) < 2:
                break
            kept = () if number < _SEEDS else self._kept(best.pieces, number)
            have = {key for piece in kept for key in piece.keys}
            missing = tuple(goal for key, goal in self.goals.items() if key not in have and key not in unreached)
            other = self._pass(missing, number, effort)
            spent += other.spent
            pieces = _trimmed((*kept, *other.pieces))
            if not other.hopeless and not other.left and self._cost(pieces) <= self._cost(best.pieces):
                best = Found(pieces=pieces, hopeless=best.hopeless, left=(), spent=best.spent)
        return best

    def _pass(self, goals: Sequence[Goal], number: int, effort: int) -> Found:
        seed = _number(f"{self.seed}\0{number}") if self.seed or number else 0
        greedy = Greedy(
            self.schema, self.criteria, goals, seed=seed, max_steps=self.max_steps, ways=self.ways, known=self.goals
        )
        greedy.run(effort)
        return Found(
            pieces=_trimmed(greedy.pieces), hopeless=tuple(greedy.hopeless), left=tuple(greedy.left),
            spent=greedy.setup.simulated,
        )  # fmt: skip

    def _kept(self, pieces: Sequence[Piece], number: int) -> tuple[Piece, ...]:
        """The better half: by goals per step that no other sequence covers, a little at random."""
        times = Counter(key for piece in pieces for key in piece.keys)

        def yields(place: int) -> tuple[float, int]:
            own = sum(1 for key in pieces[place].keys if times[key] == 1)
            chance = 0.6 + 0.8 * _number(f"{self.seed}\0{number}\0{place}") / 2**48
            return chance * own / len(pieces[place].steps), place

        order = sorted(range(len(pieces)), key=yields)
        return tuple(pieces[place] for place in sorted(order[max(2, len(order) // 2) :]))

    def _cost(self, pieces: Sequence[Piece]) -> int:
        return sum(self.schema.actions[step.action].cost for piece in pieces for step in piece.steps)


def _trimmed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces without the steps at their ends that cover nothing that is not covered elsewhere."""
    times = Counter(key for piece in pieces for keys in piece.covers for key in keys)
    kept = []
    for piece in pieces:
        length = len(piece.steps)
        while length and all(times[key] > 1 for key in piece.covers[length - 1]):
            length -= 1
            times.subtract(piece.covers[length])
        if length:
            kept.append(piece.cut(length))
    return tuple(kept)


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest(), "big")
