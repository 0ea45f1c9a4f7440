"""The scheduler that covers: few requests for all goals of the coverage expression."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from ...events.facts import Coverage
from ...model.schema import Schema
from ..audit import audit
from ..bound import lower_bound
from ..cover import Progress, criteria, parse, reached
from ..goals import CRITERIA
from ..goals.goal import Criterion, Goal, GoalKey
from ..names import sequence_name
from ..plan import Plan, Step
from ..plan import Sequence as PlannedSequence
from ..scheduler import Request
from ..slices import part, slices
from ..ways import Ways
from .greedy import Greedy

_SEEDS = 8


class Cover:
    """Covers the goals of ``cover=`` slice by slice; the best of several seeds for each."""

    def plan(self, schema: Schema, request: Request) -> Plan:
        """The plan. Raises PlanError where the request is not understood."""
        cover = parse(request.cover)
        chosen = [CRITERIA[name] for name in criteria(cover)]
        goals = _goals(schema, chosen, request.focus)
        found = _search(schema, chosen, goals, request)
        ordered = sorted(found.sequences, key=len)
        return _finish(schema, chosen, goals, ordered, found.reasons, request)


@dataclass(slots=True, kw_only=True)
class _Found:
    sequences: list[tuple[Step, ...]] = field(default_factory=list)
    reasons: dict[GoalKey, str] = field(default_factory=dict)


def _goals(schema: Schema, chosen: Sequence[Criterion], focus: frozenset[str] | None) -> tuple[Goal, ...]:
    return tuple(
        goal for criterion in chosen for goal in criterion.goals(schema)
        if focus is None or not focus.isdisjoint(goal.actions)
    )  # fmt: skip


def _search(schema: Schema, chosen: Sequence[Criterion], goals: Sequence[Goal], request: Request) -> _Found:
    found = _Found()
    for one in slices(schema):
        names = set(one.actions)
        mine = [goal for goal in goals if not goal.never and not names.isdisjoint(goal.actions)]
        if not mine:
            continue
        smaller = part(schema, one)
        ways = Ways(smaller)
        best: Greedy | None = None
        for seed in _seeds(request.seed):
            greedy = Greedy(smaller, chosen, mine, seed=seed, max_steps=request.max_steps, ways=ways)
            greedy.run()
            if best is None or greedy.requests < best.requests:
                best = greedy
        assert best is not None
        found.sequences += best.sequences
        for goal in best.hopeless:
            found.reasons[goal.key] = "no way was found"
    return found


def _seeds(seed: int) -> list[int]:
    return [
        int.from_bytes(blake2b(f"{seed}\0{number}".encode(), digest_size=6).digest(), "big") if seed or number else 0
        for number in range(_SEEDS)
    ]


def _finish(
    schema: Schema, chosen: Sequence[Criterion], goals: Sequence[Goal], ordered: Sequence[tuple[Step, ...]],
    reasons: Mapping[GoalKey, str], request: Request,
) -> Plan:  # fmt: skip
    known = {goal.key: goal for goal in goals}
    covered: dict[GoalKey, Goal] = {}
    sequences = []
    for number, steps in enumerate(ordered, start=1):
        new: list[Goal] = []
        salient: list[str] = []
        for step, keys in zip(steps, audit(schema, chosen, steps), strict=True):
            for key in keys:
                if key in known and key not in covered:
                    covered[key] = known[key]
                    new.append(known[key])
                    salient.append(step.action)
        name = sequence_name(number, salient or [steps[-1].action])
        sequences.append(PlannedSequence(name=name, steps=steps, goals=tuple(str(goal) for goal in new)))
    infeasible = tuple(
        (str(goal), goal.never or reasons[goal.key]) for goal in goals
        if goal.key not in covered and (goal.never or goal.key in reasons)
    )  # fmt: skip
    told = {name for name, _ in infeasible}
    unplanned = tuple(
        (str(goal), "the plan was cut") for goal in goals if goal.key not in covered and str(goal) not in told
    )
    done = {step.action for steps in ordered for step in steps if step.refusal is None}
    return Plan(
        sequences=tuple(sequences), cover=request.cover, seed=request.seed,
        lower_bound=lower_bound(
            schema, covered.values(), max([request.max_steps, *(len(steps) for steps in ordered)])
        ),
        covered=tuple(str(goal) for goal in goals if goal.key in covered),
        infeasible=infeasible, unplanned=unplanned,
        unreached=tuple((name, "no goal needs it") for name in schema.actions if name not in done),
        coverage=tuple(
            Coverage(
                criterion=criterion.name,
                covered=sum(1 for goal in goals if goal.criterion == criterion.name and goal.key in covered),
                infeasible=sum(1 for goal in goals if goal.criterion == criterion.name and str(goal) in told),
                unplanned=sum(
                    1 for goal in goals
                    if goal.criterion == criterion.name and goal.key not in covered and str(goal) not in told
                ),
            )
            for criterion in chosen
        ),
    )  # fmt: skip


__all__ = ["Cover", "Progress", "reached"]
