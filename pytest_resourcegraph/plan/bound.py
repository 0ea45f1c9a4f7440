"""How many requests any plan for some goals needs at least: a figure to judge plans by.

The bound is a sum of numbers of steps by action, each of them a minimum for every plan that covers the goals:

1. *Goals.* One occurrence of an action covers at most one from-state of each of its roles, and stands at one place of
   at most one pair (one triple), so it occurs as often as its goals that exclude each other.
2. *Refusals.* A refused step breaks its precondition in one way with one detail for each role, so each (action, way) is
   a step as often as the role with most details wants it. Refused steps and successes are different steps.
3. *Lifetimes.* A resource ends once: by a destroy of its own or together with one ancestor. So of a type as many are
   made as are destroyed, plus as many as must have ended with an ancestor: for an after-parent-destroy goal one for
   each ancestor type; for a pair (x, destroy) of a root type one for each x that leaves one below that very root alive.
   Company is made as well: two for a goal beside another one or in the place of a dead one, three for one as the third.
4. *Gates.* Where children are only made in some state of their parent and one single action leads there, it occurs
   once for each parent that (3) proves to have had a child.
5. *Sequences.* A sequence has at most ``longest`` steps and begins with nothing, so the steps that need a type are
   spread over so many sequences at least, and each of them makes one.
6. *First steps.* The first step of a sequence needs nothing and is the second of no pair: it succeeds, or it is refused
   to somebody without credentials.

All but (1) and (2) raise the number of one action only where no other one could do it, or the sum of a group of actions
that makes one type; groups are disjoint. The rules are applied until nothing rises.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from ..model.action import Action, Refusal
from ..model.effect import Create
from ..model.schema import Schema
from .goals.goal import After, Among, Break, Company, Do, Follow, Goal, Reach, Want
from .goals.relation import doomed


def lower_bound(schema: Schema, goals: Iterable[Goal], longest: int) -> int:
    """Requests that no plan for all these goals can undercut, with no sequence of more than ``longest`` steps."""
    return Bound(schema, goals, max(1, longest)).requests()


class Bound:
    """The minimum numbers of steps for some goals; ``count`` by action, ``refused`` by action and way."""

    def __init__(self, schema: Schema, goals: Iterable[Goal], longest: int) -> None:
        self.schema = schema
        self.longest = longest
        self.goals = tuple(goals)
        self.count: Counter[str] = Counter()
        self.refused: Counter[tuple[str, Refusal]] = Counter()
        self.made: Counter[str] = Counter()
        """By type: how many are made at least."""
        self.second: Counter[str] = Counter()
        """By action: how often it is the second of a pair or stands later."""
        self.ended: dict[tuple[str, str], int] = {}
        """By type and ancestor type: how many of the first ended together with one of the second."""
        self._count_goals()
        self._count_ends()

    def requests(self) -> int:
        """The bound, in requests."""
        for _ in range(4 + 2 * len(self.schema.types)):
            before = (dict(self.count), dict(self.made))
            self._needs()
            self._lifetimes()
            self._sequences()
            self._hand_down()
            if before == (dict(self.count), dict(self.made)):
                break
        actions = self.schema.actions
        total = sum(actions[name].cost * number for name, number in self.count.items())
        total += sum(actions[name].cost * number for (name, _), number in self.refused.items())
        return total + max(self._more_made(), self._more_first())

    # -- (1) and (2) -------------------------------------------------------------------------------------------------

    def _count_goals(self) -> None:
        froms: dict[tuple[str, str], set[str | None]] = {}
        places: dict[tuple[str, int, int], int] = {}
        details: dict[tuple[str, Refusal, str], dict[str, set[str]]] = {}
        for want in self._single_wants():
            match want:
                case Do():
                    self.count[want.action] = max(1, self.count[want.action])
                    for role, state in want.states:
                        froms.setdefault((want.action, role), set()).add(state)
                case Follow():
                    for place, name in enumerate(want.actions):
                        asked = (name, len(want.actions), place)
                        places[asked] = places.get(asked, 0) + 1
                case Break():
                    found = details.setdefault((want.action, want.refusal, want.role), {})
                    found.setdefault(want.detail, set()).update({want.state} - {""})
                case Among():
                    self.count[want.action] = max(1, self.count[want.action])
                    self._count_company(want)
                case After():
                    for name in (want.first, want.last):
                        self.count[name] = max(1, self.count[name])
                case Reach():
                    for needed in self.schema.sometimes[want.name].roles:
                        self.made[needed.type] = max(1, self.made[needed.type])
        for (name, _), states in froms.items():
            self.count[name] = max(self.count[name], len(states))
        for (name, _, place), number in places.items():
            self.count[name] = max(self.count[name], number)
            self.second[name] = max(self.second[name], number if place else 0)
        for (name, way, _), by_detail in details.items():
            number = sum(max(1, len(states)) for states in by_detail.values())
            self.refused[name, way] = max(self.refused[name, way], number)

    def _count_company(self, want: Among) -> None:
        """What lives beside, or died before, was made as well."""
        action = self.schema.actions[want.action]
        made = action.creates.type if action.creates is not None else ""
        name = action.role(want.role).type if want.role else made
        least = {Company.THIRD: 3, Company.REFERRED: 1, Company.PARENT: 1}.get(want.how, 2)
        self.made[name] = max(least, self.made[name])
        if want.how in (Company.REFERRED, Company.PARENT):
            self.made[want.detail] = max(1, self.made[want.detail])

    def _single_wants(self) -> Iterator[Want]:
        """What the goals want that can be covered in one way only; the others prove nothing about any action."""
        return (goal.wants[0] for goal in self.goals if len(goal.wants) == 1)

    # -- (3) ---------------------------------------------------------------------------------------------------------

    def _count_ends(self) -> None:
        found: Counter[tuple[str, str]] = Counter()
        for want in self._single_wants():
            if isinstance(want, Break) and want.refusal is Refusal.AFTER_PARENT_DESTROY:
                lower = self.schema.actions[want.action].role(want.role).type
                for name in (lower, *self.schema.ancestors(lower)):
                    if self.schema.is_above(want.detail, name):
                        self.ended[name, want.detail] = 1
            elif isinstance(want, Follow) and len(want.actions) == 2:
                found.update(self._ended_by(*(self.schema.actions[name] for name in want.actions)))
        for ends, number in found.items():
            self.ended[ends] = max(self.ended.get(ends, 0), number)

    def _ended_by(self, first: Action, last: Action) -> Iterator[tuple[str, str]]:
        """The (type, root type) of what is alive below a root after ``first`` and ends with it in ``last``.

        Told only where the two can share nothing but that root.
        """
        if len(last.roles) != 1 or not last.destroys or first.touches & last.touches or first.lists or last.lists:
            return
        root = last.roles[0].type
        if self.schema.types[root].parent is not None:
            return
        within = [role for role in first.roles if root in (role.type, *self.schema.ancestors(role.type))]
        if len(within) != 1:
            return
        lowest, gone = within[0].type, doomed(first)
        alive = [] if within[0].name in gone else [lowest]
        if first.creates is not None and first.creates.parent == within[0].name:
            alive.append(first.creates.type)
        for name in (*alive, *self.schema.ancestors(lowest)):
            if self.schema.is_above(root, name):
                yield name, root

    def _lifetimes(self) -> None:
        for name in self.schema.types:
            ends = sum(
                self.count[action.name] for action in self.schema.destroyers[name]
            ) + sum(number for (lower, _), number in self.ended.items() if lower == name)  # fmt: skip
            self.made[name] = max(self.made[name], ends)
            for lower, above in self.ended:
                parent = self.schema.types[lower].parent
                if parent == name and (above == name or self.schema.is_above(above, name)):
                    self._gate(lower, name)

    # -- (4) ---------------------------------------------------------------------------------------------------------

    def _gate(self, lower: str, parent: str) -> None:
        makers = [(action, action.creates) for action in self.schema.creators[lower]]
        accepted: set[str] = set()
        for action, create in makers:
            if create is None or create.parent is None or not action.role(create.parent).states:
                return
            accepted |= set(action.role(create.parent).states)
        born = [action.creates.state for action in self.schema.creators[parent] if action.creates is not None]
        if not accepted.isdisjoint(state for state in born if state is not None):
            return
        doors = {
            action.name: len(action.moves) for action in self.schema.actions.values() for move in action.moves
            if action.role(move.role).type == parent and any(target in accepted for _, target in move.moves)
        }  # fmt: skip
        if list(doors.values()) == [1]:
            (door,) = doors
            hosts = sum(number for (name, _), number in self.ended.items() if name == lower)
            self.count[door] = max(self.count[door], hosts)

    # -- (5) ---------------------------------------------------------------------------------------------------------

    def _needs(self) -> None:
        """What is done to a type, or destroyed, has to be there once at least."""
        for name, number in self._used().items():
            self.made[name] = max(min(1, number), self.made[name])
        for want in self._single_wants():
            if isinstance(want, Break) and want.refusal in _ENDS:
                killed = want.detail or self.schema.actions[want.action].role(want.role).type
                killers = self.schema.destroyers[killed]
                if len(killers) == 1:
                    self.count[killers[0].name] = max(1, self.count[killers[0].name])

    def _used(self) -> Counter[str]:
        """By type: how many steps need one, themselves or above what they need."""
        used: Counter[str] = Counter()
        for name, number in self.count.items():
            for type_name in self._types_of(self.schema.actions[name]):
                used[type_name] += number
        for (name, way), number in self.refused.items():
            if way is not Refusal.MISSING_REFERENCE:
                for type_name in self._types_of(self.schema.actions[name]):
                    used[type_name] += number
        return used

    def _types_of(self, action: Action) -> frozenset[str]:
        return frozenset(above for role in action.roles for above in (role.type, *self.schema.ancestors(role.type)))

    def _sequences(self) -> None:
        for name, number in self._used().items():
            # Until the first of the type is made no step needs one, and its ancestors are made before.
            several = any(self._makes_several(action) for action in self.schema.actions.values())
            room = self.longest - 1 - (0 if several else len(self.schema.ancestors(name)))
            if room > 0:
                self.made[name] = max(self.made[name], -(-number // room))

    def _hand_down(self) -> None:
        """Gives what must be made to the one action that can make it."""
        for name, number in self.made.items():
            creators = self.schema.creators[name]
            if len(creators) == 1:
                self.count[creators[0].name] = max(self.count[creators[0].name], number)

    # -- groups ------------------------------------------------------------------------------------------------------

    def _more_made(self) -> int:
        """What several makers of a type together must make beyond what each must for itself."""
        total = 0
        for name, number in self.made.items():
            creators = self.schema.creators[name]
            if creators and not any(self._makes_several(action) for action in creators):
                missing = number - sum(self.count[action.name] for action in creators)
                total += max(0, missing) * min(action.cost for action in creators)
        return total

    def _makes_several(self, action: Action) -> bool:
        return sum(1 for effect in action.effects if isinstance(effect, Create)) > 1

    # -- (6) ---------------------------------------------------------------------------------------------------------

    def _more_first(self) -> int:
        """What the actions that can begin a sequence must occur beyond being the second of pairs.

        An anonymous one of them is refused before it could need anything, so that it begins a sequence as well.
        """
        steps = sum(self.count.values()) + sum(self.refused.values())
        sequences = -(-steps // self.longest)
        first = [action for action in self.schema.actions.values() if not action.roles]
        if not first or any(way in (Refusal.MISSING_REFERENCE, Refusal.CONDITION) for _, way in self.refused):
            return 0
        missing = sequences + sum(self.second[action.name] - self.count[action.name] for action in first)
        missing -= sum(self.refused[action.name, Refusal.ANONYMOUS] for action in first)
        return max(0, missing) * min(action.cost for action in first)


_ENDS = (Refusal.AFTER_DESTROY, Refusal.AFTER_PARENT_DESTROY)
