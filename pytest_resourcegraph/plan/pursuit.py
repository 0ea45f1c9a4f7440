"""Pursuing what a goal wants: as the next step, or with the shortest set-up that regression finds."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from math import inf

from ..model.action import Action, Refusal
from .among import among_now, company_estimate, reach_among
from .breaking import broken_now, reach_broken
from .concern import concern, related
from .enabled import bindings, enabled, step_of
from .goals.goal import After, Among, Break, Do, Follow, Reach, Want
from .goals.relation import doomed, states_after
from .goals.sometimes import is_true
from .plan import Step
from .setup import Setup
from .trail import Trail


class Pursuit:
    """Answers for one schema how a want can be had from the end of a trail."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.schema = setup.schema
        self.ways = setup.ways

    def now(self, trail: Trail, want: Want) -> Step | None:
        """The one step that gives it, or None where more than one is needed."""
        match want:
            case Do():
                return self.do_now(trail, want)
            case Break():
                return broken_now(trail, want)
            case Among():
                return among_now(trail, want)
            case Follow():
                count = len(want.actions) - 1
                if len(trail.steps) < count or not self.ends_with(trail, want.actions[:-1]):
                    return None
                return self.follow_now(trail, want.actions[-1], trail.steps[-1])
            case After():
                for step in trail.steps:
                    if step.action == want.first and step.refusal is None:
                        found = self.follow_now(trail, want.last, step)
                        if found is not None:
                            return found
                return None
            case Reach():
                return None  # no step is known to make it true; it is noted where one did

    def do_now(self, trail: Trail, want: Do) -> Step | None:
        """The success that is possible now with resources in the wanted states."""
        action = self.schema.actions[want.action]
        states = {role: (state,) for role, state in want.states}
        found = next(bindings(trail, action, states=states), None)
        return step_of(trail, action, found) if found is not None else None

    def follow_now(self, trail: Trail, name: str, before: Step) -> Step | None:
        """The success of an action that is possible now and shares something with that step."""
        return next(self.follow(trail, name, before), None)

    def follow(self, trail: Trail, name: str, before: Step) -> Iterator[Step]:
        """Every such success, up to symmetry."""
        about = trail.about if before is trail.steps[-1] else concern(self.schema, before)
        action = self.schema.actions[name]
        for found in bindings(trail, action):
            step = step_of(trail, action, found)
            if related(about, concern(self.schema, step)):
                yield step

    def reach(self, trail: Trail, want: Want) -> Trail | None:
        """The trail that ends in what is wanted, with what it needs before; None where no way was found."""
        step = self.now(trail, want)
        if step is not None:
            return self.setup.push(trail, step)
        match want:
            case Do():
                states = {role: (state,) for role, state in want.states}
                return self.setup.perform(trail, self.schema.actions[want.action], states=states)
            case Break():
                return reach_broken(self.setup, trail, want)
            case Among():
                return reach_among(self.setup, trail, want)
            case Follow():
                return self._chain(trail, want.actions)
            case After():
                return self._chain(trail, (want.first, want.last))
            case Reach():
                return self._make_true(trail, self.schema.sometimes[want.name])

    def _make_true(self, trail: Trail, asked: Action) -> Trail | None:
        """A longer trail on which a property is true."""
        prepared = self.setup.prepare(trail, asked)
        if prepared is None or not is_true(prepared[0], asked):
            return None
        if len(prepared[0].steps) > len(trail.steps):
            return prepared[0]
        # True from the beginning: any step after which it still is will do.
        steps = (step for action in self.schema.actions.values() for step in enabled(trail, action))
        longer = (self.setup.push(trail, step) for step in steps)
        return next((there for there in longer if is_true(there, asked)), None)

    def ends_with(self, trail: Trail, actions: tuple[str, ...]) -> bool:
        """Whether the last steps succeed with these actions, each sharing something with the next."""
        last = trail.steps[len(trail.steps) - len(actions) :]
        return all(
            step.action == name and step.refusal is None for step, name in zip(last, actions, strict=True)
        ) and all(related(concern(self.schema, one), concern(self.schema, two)) for one, two in pairwise(last))

    def _chain(self, trail: Trail, names: tuple[str, ...]) -> Trail | None:
        best: Trail | None = None
        for there in self._openings(trail, names):
            if best is not None and there.spent >= best.spent:
                continue
            for name in names[1:]:
                step = self.follow_now(there, name, there.steps[-1])
                if step is None:
                    break
                there = self.setup.push(there, step)
            else:
                if best is None or there.spent < best.spent:
                    best = there
                if best.spent - trail.spent <= len(names):
                    return best
        return best

    def _openings(self, trail: Trail, names: tuple[str, ...]) -> Iterator[Trail]:
        """Trails that end with the first action, from where the others may follow."""
        actions = [self.schema.actions[name] for name in names]
        first = actions[0]
        for found in bindings(trail, first):
            yield self.setup.push(trail, step_of(trail, first, found))
        for states in self._joint_states(first, actions[1]):
            yield from _some(self.setup.perform(trail, first, states=states))
        plain = self.setup.prepare(trail, first)
        if plain is None:
            return
        yield self.setup.push(plain[0], step_of(plain[0], first, plain[1]))
        yield from self._with_needs(plain[0], first, actions[1:])

    def _joint_states(self, first: Action, last: Action) -> Iterator[dict[str, tuple[str | None, ...]]]:
        """States from which the first action leaves its resource where the last one takes it."""
        gone = doomed(first)
        for role in first.roles:
            for other in last.roles:
                known = role.states or self.schema.types[role.type].states
                if other.type != role.type or role.name in gone or not known or not other.states:
                    continue
                joint = tuple(
                    state for state in known
                    if (states_after(self.schema, first, role, frozenset({state})) or frozenset()) & set(other.states)
                )  # fmt: skip
                if joint and joint != known:
                    yield {role.name: joint}

    def _with_needs(self, trail: Trail, first: Action, rest: list[Action]) -> Iterator[Trail]:
        """What the later actions need and the first one leaves them not, provided before it."""
        for shared in (True, False):
            there: Trail | None = trail
            for last in rest:
                there = self._provide_for(there, first, last, shared) if there is not None else None
            prepared = self.setup.prepare(there, first) if there is not None else None
            if prepared is None:
                continue
            for found in bindings(prepared[0], first):
                yield self.setup.push(prepared[0], step_of(prepared[0], first, found))

    def _provide_for(self, trail: Trail, first: Action, last: Action, shared: bool) -> Trail | None:
        found = next(bindings(trail, first), None)
        if found is None:
            return None
        after = self.setup.push(trail, step_of(trail, first, found))
        used = set(found.values())
        for role in last.roles:
            if any(not role.states or node.state in role.states for node in after.living(role.type)):
                continue
            anchors = [above for key in found.values() for above in key.ancestors()] if shared else []
            below = next((key for key in anchors if self.schema.is_above(key.type, role.type)), None)
            self.setup.shunned = frozenset(found[name] for name in first.destroys)
            try:
                given = self.setup.provide(trail, role.type, role.states, below=below, avoid=used)
            finally:
                self.setup.shunned = frozenset()
            if given is None:
                return None
            trail = given[0]
        return trail

    def estimate(self, trail: Trail, want: Want) -> float:
        """About how many requests it takes, the wanted step included; infinite where it cannot be had."""
        match want:
            case Do():
                action = self.schema.actions[want.action]
                asked = dict(want.states)
                return action.cost + sum(
                    self.ways.have(trail, role.type, (asked[role.name],) if asked.get(role.name) else role.states)
                    for role in action.roles
                )
            case Follow():
                return self._estimate_all(trail, want.actions)
            case After():
                return self._estimate_all(trail, (want.first, want.last))
            case Break():
                return self._estimate_break(trail, want)
            case Among():
                return company_estimate(self.schema, want) + self._estimate_all(trail, (want.action,))
            case Reach():
                return self.ways.roles(trail, self.schema.sometimes[want.name])

    def _estimate_all(self, trail: Trail, names: tuple[str, ...]) -> float:
        actions = [self.schema.actions[name] for name in names]
        made = {action.creates.type for action in actions if action.creates is not None}
        asked = {(role.type, role.states) for action in actions[1:] for role in action.roles if role.type not in made}
        asked |= {(role.type, role.states) for role in actions[0].roles}
        return sum(action.cost for action in actions) + max((self.ways.have(trail, *one) for one in asked), default=0)

    def _estimate_break(self, trail: Trail, want: Break) -> float:
        action = self.schema.actions[want.action]
        rest = action.cost + self.ways.roles(trail, action, want.role)
        if not want.role:
            return rest + 1 if action.when is not None else rest
        role = action.role(want.role)
        return rest + _BREAKS.get(want.refusal, _of_living)(self, trail, want, role.type, role.states)

    def estimate_dead(self, trail: Trail, type_name: str, above: str = "") -> float:
        """About how many requests until one of the type is dead: with its ancestor of type ``above``, if given."""
        for node in trail.dead(type_name):
            if (node.ended_with.type if node.ended_with is not None else "") == above:
                return 0
        killer = above or type_name
        if not self.schema.destroyers[killer]:
            return inf
        cost = min(action.cost for action in self.schema.destroyers[killer])
        return cost + self.ways.have(trail, type_name)


def _of_living(pursuit: Pursuit, trail: Trail, want: Break, type_name: str, states: tuple[str, ...]) -> float:
    return pursuit.ways.have(trail, type_name, states)


def _of_state(pursuit: Pursuit, trail: Trail, want: Break, type_name: str, states: tuple[str, ...]) -> float:
    return pursuit.ways.have(trail, type_name, (want.detail,))


def _of_dead(pursuit: Pursuit, trail: Trail, want: Break, type_name: str, states: tuple[str, ...]) -> float:
    return pursuit.estimate_dead(trail, type_name, want.detail)


def _of_stranger(pursuit: Pursuit, trail: Trail, want: Break, type_name: str, states: tuple[str, ...]) -> float:
    parent = pursuit.schema.types[type_name].parent or type_name
    second = 0 if len(trail.living(parent)) > 1 else pursuit.ways.make(trail, parent)
    return pursuit.ways.have(trail, type_name, states) + second


def _of_phantom(pursuit: Pursuit, trail: Trail, want: Break, type_name: str, states: tuple[str, ...]) -> float:
    parent = pursuit.schema.types[type_name].parent
    return pursuit.ways.have(trail, parent) if parent is not None else 0


_BREAKS: dict[Refusal, Callable[[Pursuit, Trail, Break, str, tuple[str, ...]], float]] = {
    Refusal.WRONG_STATE: _of_state,
    Refusal.AFTER_DESTROY: _of_dead,
    Refusal.AFTER_PARENT_DESTROY: _of_dead,
    Refusal.WRONG_PARENT: _of_stranger,
    Refusal.MISSING_REFERENCE: _of_phantom,
}


def _some(trail: Trail | None) -> Iterator[Trail]:
    if trail is not None:
        yield trail
