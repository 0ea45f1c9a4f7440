"""The account of a plan: what became of every goal and every action."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...events.facts import Coverage
from ...model.schema import Schema
from ..bound import lower_bound
from ..goals.goal import Criterion, Goal, GoalKey
from ..names import sequence_name
from ..plan import Plan
from ..plan import Sequence as PlannedSequence
from ..scheduler import Request
from ..ways import Ways
from .piece import Piece
from .reason import unreachable

Told = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Turns pieces into a plan. ``reasons`` tell why goals are infeasible."""

    schema: Schema
    criteria: Sequence[Criterion]
    goals: Sequence[Goal]
    reasons: Mapping[GoalKey, str]
    request: Request

    def plan(self, pieces: Sequence[Piece], *, was_cut: bool) -> Plan:
        """The plan with these sequences, in this order."""
        known = {goal.key: goal for goal in self.goals}
        seen: dict[GoalKey, None] = {}
        sequences = []
        for number, piece in enumerate(pieces, start=1):
            new = piece.new_goals(seen)
            seen |= dict.fromkeys(key for _, key in new)
            actions = [step.action for step, _ in new] or [piece.steps[-1].action]
            goals = tuple(str(known[key]) for _, key in new)
            sequences.append(PlannedSequence(name=sequence_name(number, actions), steps=piece.steps, goals=goals))
        covered = [goal for goal in self.goals if goal.key in seen]
        longest = max([self.request.max_steps, *(len(piece.steps) for piece in pieces)])
        return Plan(
            sequences=tuple(sequences),
            cover=self.request.cover,
            seed=self.request.seed,
            covered=tuple(map(str, covered)),
            infeasible=tuple((str(goal), self.reasons[goal.key]) for goal in self._infeasible(seen)),
            unplanned=tuple((str(goal), self._why_not(was_cut)) for goal in self._unplanned(seen)),
            unreached=self._unreached(pieces, was_cut),
            lower_bound=lower_bound(self.schema, covered, longest),
            coverage=tuple(self._coverage(criterion.name, seen) for criterion in self.criteria),
        )

    def _infeasible(self, seen: Mapping[GoalKey, None]) -> list[Goal]:
        return [goal for goal in self.goals if goal.key not in seen and goal.key in self.reasons]

    def _unplanned(self, seen: Mapping[GoalKey, None]) -> list[Goal]:
        return [goal for goal in self.goals if goal.key not in seen and goal.key not in self.reasons]

    def _why_not(self, was_cut: bool) -> str:
        if was_cut:
            return f"the plan stops at cover={self.request.cover!r}"
        return f"the effort of {self.request.effort} simulated steps was spent"

    def _coverage(self, name: str, seen: Mapping[GoalKey, None]) -> Coverage:
        return Coverage(
            criterion=name,
            covered=sum(1 for key in seen if key[0] == name),
            infeasible=sum(1 for goal in self._infeasible(seen) if goal.criterion == name),
            unplanned=sum(1 for goal in self._unplanned(seen) if goal.criterion == name),
        )

    def _unreached(self, pieces: Sequence[Piece], was_cut: bool) -> Told:
        """The actions that no sequence expects to succeed."""
        done = {name for piece in pieces for name in piece.succeeds}
        missing = [action for action in self.schema.actions.values() if action.name not in done]
        if not missing:
            return ()
        ways = Ways(self.schema)
        found = []
        for action in missing:
            reason = unreachable(ways, action)
            if not reason and self.request.focus is not None and action.name not in self.request.focus:
                reason = "it is not in focus"
            if not reason:
                reason = self._why_not(was_cut) if self._unplanned_of(action.name, pieces) else ""
            found.append((action.name, reason or f"no goal of cover={self.request.cover!r} needs it"))
        return tuple(found)

    def _unplanned_of(self, action: str, pieces: Sequence[Piece]) -> bool:
        seen = {key: None for piece in pieces for key in piece.keys}
        return any(action in goal.actions for goal in self._unplanned(seen))
