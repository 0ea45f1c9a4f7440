"""The scheduler that covers: few requests for all goals of the coverage expression."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...errors import PlanError, unknown_name
from ...model.schema import Schema
from ..cover import Cover as Expression
from ..cover import Progress, criteria, named, only, parse, reached
from ..goals import CRITERIA
from ..goals.goal import Criterion, Goal, GoalKey
from ..plan import Plan
from ..scheduler import Request
from ..slices import part, slices
from .account import Account
from .emission import emission_order
from .improve import Found, Search
from .piece import Piece
from .reason import no_way

_SHARE = 16
"""Making a plan cheaper may take this part of the effort, less twice what covering everything once has taken.

A small plan gets many rounds, which cost nothing; in a large one a round takes longer than the requests that it saves.
"""


class Cover:
    """Covers the goals of ``cover=`` slice by slice, greedily, then makes the plan cheaper as far as effort goes."""

    def plan(self, schema: Schema, request: Request) -> Plan:
        """The plan. Raises PlanError where the request is not understood."""
        expression = parse(request.cover)
        mentioned = criteria(expression)
        # What is declared to be true sometimes is sought whatever else is to be covered.
        every = (*mentioned, *(["sometimes"] if schema.sometimes and "sometimes" not in mentioned else []))
        chosen = [CRITERIA[name] for name in every]
        goals = _chosen_goals(schema, chosen, expression, request)
        outcome = _search(schema, chosen, goals, request)
        account = Account(schema=schema, criteria=chosen, goals=goals, reasons=outcome.reasons, request=request)
        taken = _until_reached(expression, emission_order(outcome.pieces), goals, outcome.reasons)
        return account.plan(taken, was_cut=len(taken) < len(outcome.pieces))


@dataclass(slots=True, kw_only=True)
class _Outcome:
    """The sequences of all slices, and why goals are infeasible."""

    pieces: list[Piece] = field(default_factory=list)
    reasons: dict[GoalKey, str] = field(default_factory=dict)


def _chosen_goals(
    schema: Schema, chosen: Sequence[Criterion], expression: Expression, request: Request
) -> tuple[Goal, ...]:
    """The goals of the criteria, of some only those that the expression names. Raises PlanError for an unknown name."""
    singles = only(expression)
    narrowed = {key[0] for key in singles}
    goals = [goal for criterion in chosen for goal in criterion.goals(schema)]
    for key in named(expression):
        if key not in {goal.key for goal in goals}:
            known = ["@".join(part for part in goal.key[1:] if part) for goal in goals if goal.criterion == key[0]]
            name = "@".join(part for part in key[1:] if part)
            what = f"there is no '{name}' among the {key[0]} of what is declared"
            noun = f"names of {key[0]}"
            raise PlanError(
                unknown_name(where=f"cover={request.cover!r}", what=what, noun=noun, name=name, known=known)
            )
    return tuple(
        goal
        for goal in goals
        if (request.focus is None or not request.focus.isdisjoint(goal.actions))
        and (goal.criterion not in narrowed or goal.key in singles)
    )


def _search(schema: Schema, chosen: Sequence[Criterion], goals: Sequence[Goal], request: Request) -> _Outcome:
    """A first pass over every slice, then what is left of the effort shared among them by their size."""
    outcome = _Outcome(reasons={goal.key: goal.never for goal in goals if goal.never})
    effort = request.effort
    begun: list[tuple[Search, Found]] = []
    for one in slices(schema):
        names = frozenset(one.actions)
        mine = [goal for goal in goals if not goal.never and not names.isdisjoint(goal.actions)]
        if mine:
            search = Search(part(schema, one), chosen, mine, seed=request.seed, max_steps=max(1, request.max_steps))
            found = search.first(effort)
            effort -= found.spent
            begun.append((search, found))
    spent = max(1, sum(found.spent for _, found in begun))
    spare = max(0, min(effort, request.effort // _SHARE - 2 * spent))
    for search, first in begun:
        found = search.better(first, spare * first.spent // spent)
        outcome.pieces += found.pieces
        outcome.reasons |= {goal.key: no_way(search.ways, goal) for goal in found.hopeless}
    return outcome


def _until_reached(
    expression: Expression, pieces: Sequence[Piece], goals: Sequence[Goal], reasons: dict[GoalKey, str]
) -> list[Piece]:
    """The first pieces, up to where the expression says to stop."""
    feasible: dict[str, int] = {}
    for goal in goals:
        if goal.key not in reasons:
            feasible[goal.criterion] = feasible.get(goal.criterion, 0) + 1
    covered: dict[str, int] = {}
    taken: list[Piece] = []
    seen: dict[GoalKey, None] = {}
    for piece in pieces:
        percent = {name: 100.0 * covered.get(name, 0) / number for name, number in feasible.items()}
        steps = sum(len(one.steps) for one in taken) + len(piece.steps)
        if reached(expression, Progress(percent=percent, covered=seen, steps=steps, sequences=len(taken) + 1)):
            break
        taken.append(piece)
        for _, key in piece.new_goals(seen):
            seen[key] = None
            covered[key[0]] = covered.get(key[0], 0) + 1
    return taken
