"""The order of the sequences in a plan: what a reader wants to know first comes first.

Smoke first (as few sequences as possible in which every action succeeds once), then what covers most new goals for
its requests, at last what covers refusals only. Where that leaves a choice, sequences that begin alike are neighbours.
"""

from collections.abc import Sequence

from ..goals.goal import GoalKey
from .piece import Piece


def emission_order(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces in the order in which they are best run."""
    left = sorted(pieces, key=lambda piece: piece.text)
    smoke: list[Piece] = []
    unseen = {name for piece in left for name in piece.succeeds}
    while unseen:
        best = min(left, key=lambda piece: (-len(piece.succeeds & unseen) / len(piece.steps), len(piece.steps)))
        smoke.append(best)
        left.remove(best)
        unseen -= best.succeeds
    seen = {key for piece in smoke for key in piece.keys}
    return smoke + _by_yield(left, seen)


def _by_yield(pieces: list[Piece], seen: set[GoalKey]) -> list[Piece]:
    """Most new goals for a step first, refusals after the rest; what is new depends on what comes before."""
    ordered: list[Piece] = []
    owners: dict[GoalKey, list[int]] = {}
    new: dict[int, int] = {}
    for number, piece in enumerate(pieces):
        keys = piece.keys - seen
        new[number] = len(keys)
        for key in keys:
            owners.setdefault(key, []).append(number)
    positive = {number: _has_successes(piece) for number, piece in enumerate(pieces)}
    while new:
        best = min(new, key=lambda number: (not positive[number], -new[number] / len(pieces[number].steps), number))
        ordered.append(pieces[best])
        del new[best]
        for key in pieces[best].keys:  # the order does not matter: each only counts down
            for number in owners.pop(key, ()):
                if number in new:
                    new[number] -= 1
    return ordered


def _has_successes(piece: Piece) -> bool:
    return any(keys for step, keys in zip(piece.steps, piece.covers, strict=True) if step.refusal is None)
