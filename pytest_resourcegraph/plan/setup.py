"""The shortest way to what a step needs: regression from the need to what is there, parents first.

A need is met by what lives, else by moving what lives, else by making one more, whichever the distances of ``ways``
say is nearest. A resource that is bound already is never moved or destroyed on the way.
"""

from collections.abc import Callable, Collection, Mapping
from math import inf

from ..events.key import Key
from ..model.action import Action, Role
from ..model.condition import holds
from .enabled import Binding, binding_order, bindings, step_of
from .plan import Step
from .simulate import refusals
from .solve import wanted_changes
from .trail import Trail
from .ways import Edge, Maker, Ways

Found = tuple[Trail, Key]
_DEEPEST = 12


class Setup:
    """Extends trails by what has to be there. ``simulated`` counts the steps that were tried, kept or not."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self.schema = ways.schema
        self.simulated = 0
        self.before_destroy: Callable[[Trail, Key], Trail] = lambda trail, key: trail
        """Called before a resource is destroyed on purpose, to provide what should go with it."""
        self.shunned: frozenset[Key] = frozenset()
        """Resources that will be gone when what is provided is needed: neither they nor what is below them will do."""
        self._depth = 0

    def push(self, trail: Trail, step: Step) -> Trail:
        """The trail with the step."""
        self.simulated += 1
        return trail.push(step)

    def perform(
        self, trail: Trail, action: Action, *, fixed: Mapping[str, Key] | None = None, avoid: Collection[Key] = (),
        states: Mapping[str, Collection[str | None]] | None = None,
    ) -> Trail | None:  # fmt: skip
        """The trail after a success of the action, with whatever it needs before; None where no way was found."""
        prepared = self.prepare(trail, action, fixed=fixed, avoid=avoid, states=states)
        if prepared is None:
            return None
        there, found = prepared
        step = step_of(there, action, found)
        # What was brought about for one role may have undone another one.
        if (there is not trail or fixed) and refusals(self.schema, there.graph, step):
            return None
        return self.push(there, step)

    def prepare(
        self, trail: Trail, action: Action, *, fixed: Mapping[str, Key] | None = None, avoid: Collection[Key] = (),
        states: Mapping[str, Collection[str | None]] | None = None, test_when: bool = True,
    ) -> tuple[Trail, Binding] | None:  # fmt: skip
        """A trail on which the action can be taken, and with which resources; None where no way was found.

        ``fixed`` resources are not tested; without ``test_when`` the condition of the action is not either.
        """
        narrowed = states or {}
        if self.shunned:
            avoid = self._with_shunned(trail, avoid)
        now = next(bindings(trail, action, states=narrowed, fixed=fixed, avoid=avoid, test_when=test_when), None)
        if now is not None:
            return trail, now
        if self._depth > _DEEPEST:
            return None
        self._depth += 1
        try:
            prepared = self._fill(trail, action, dict(fixed or {}), frozenset(avoid), narrowed)
            if prepared is not None and test_when:
                prepared = self._meet(prepared[0], action, prepared[1], frozenset(avoid))
            if prepared is None or not _still_fits(prepared, action, fixed or {}, narrowed):
                return None
            return prepared
        finally:
            self._depth -= 1

    def _fill(
        self, trail: Trail, action: Action, found: Binding, avoid: frozenset[Key],
        states: Mapping[str, Collection[str | None]],
    ) -> tuple[Trail, Binding] | None:  # fmt: skip
        for role in binding_order(self.schema, action):
            if role.name in found:
                continue
            above = derived(action, role, found)
            wanted = _states(role, states)
            if above is not None:
                moved = self.bring(trail, above, wanted, avoid | set(found.values()))
                if moved is None:
                    return None
                trail, found = moved, {**found, role.name: above}
                continue
            given = self.provide(
                trail, role.type, wanted, below=_lower_bound(role, found), avoid=avoid | set(found.values())
            )
            if given is None:
                return None
            trail, found = given[0], {**found, role.name: given[1]}
        return trail, found

    def _meet(
        self, trail: Trail, action: Action, found: Binding, avoid: frozenset[Key]
    ) -> tuple[Trail, Binding] | None:
        """Meets what ``when`` asks for beyond the roles."""
        if action.when is None or holds(action.when, trail.graph, found):
            return trail, found
        met = self.meet(trail, action, found, wanted=True, avoid=avoid)
        return (met, found) if met is not None else None

    def meet(
        self, trail: Trail, action: Action, found: Binding, *, wanted: bool, avoid: Collection[Key] = ()
    ) -> Trail | None:
        """A trail on which ``when`` holds (or does not, where that is wanted) for these resources."""
        assert action.when is not None
        for changes in wanted_changes(action.when, wanted):
            there: Trail | None = trail
            for change in changes:
                there = change.make(self, there, found, {*avoid, *found.values()}) if there is not None else None
            if there is not None and holds(action.when, there.graph, found) is wanted and _alive(there, found):
                return there
        return None

    def provide(
        self, trail: Trail, type_name: str, states: tuple[str | None, ...] = (), *, below: Key | None = None,
        avoid: Collection[Key] = (),
    ) -> Found | None:  # fmt: skip
        """A resource of the type that lives in one of the states (empty: any), below that one where one is given."""
        options: list[tuple[float, int, Key | tuple[Maker, tuple[Edge, ...]]]] = []
        if self.shunned:
            avoid = self._with_shunned(trail, avoid)
        nodes = [node for node in trail.living(type_name) if node.key not in avoid]
        for node in nodes:
            if below is not None and not node.key.is_below(below):
                continue
            if not states or node.state in states:
                return trail, node.key
            path = self.ways.path(type_name, node.state, states)
            if path is not None:
                options.append((self.ways.moves(trail, path), len(options), node.key))
        for cost, making in self.ways.makings(trail, type_name, states):
            options.append((cost, len(options), making))
        for cost, _, option in sorted(options, key=lambda entry: entry[:2]):
            if cost == inf:
                break
            given = self._take(trail, option, type_name, states, below, frozenset(avoid))
            if given is not None:
                return given
        return None

    def _with_shunned(self, trail: Trail, avoid: Collection[Key]) -> frozenset[Key]:
        below = [node.key for key in self.shunned for node in trail.graph.descendants(key)]
        return frozenset([*avoid, *self.shunned, *below])

    def _take(
        self, trail: Trail, option: Key | tuple[Maker, tuple[Edge, ...]], type_name: str,
        states: tuple[str | None, ...], below: Key | None, avoid: frozenset[Key],
    ) -> Found | None:  # fmt: skip
        if isinstance(option, Key):
            moved = self.bring(trail, option, states, avoid)
            return (moved, option) if moved is not None else None
        made = self.make(trail, option[0], below=below, avoid=avoid)
        if made is None:
            return None
        moved = self.bring(made[0], made[1], states, avoid)
        return (moved, made[1]) if moved is not None else None

    def make(self, trail: Trail, maker: Maker, *, below: Key | None, avoid: Collection[Key] = ()) -> Found | None:
        """One more resource by this maker, below that one where one is given."""
        fixed: Binding = {}
        role = maker.effect.parent
        blocked = frozenset(avoid)
        if role is not None:
            parent_type = maker.action.role(role).type
            if below is not None and below.type == parent_type:
                fixed[role] = below
                moved = self.bring(trail, below, maker.action.role(role).states, blocked)
                if moved is None:
                    return None
                trail = moved
            elif below is not None:
                given = self.provide(trail, parent_type, maker.action.role(role).states, below=below)
                if given is None:
                    return None
                trail, fixed[role] = given
        elif below is not None:
            return None
        # A parent may be one of those to avoid: it is not used up by getting a child.
        after = self.perform(trail, maker.action, fixed=fixed)
        if after is None:
            return None
        made = after.steps[-1]
        assert made.makes is not None
        return after, Key(maker.effect.type, made.makes, made.role_keys[role] if role else None)

    def bring(
        self, trail: Trail, key: Key, states: tuple[str | None, ...], avoid: Collection[Key] = ()
    ) -> Trail | None:
        """A trail on which this very resource is in one of the states (empty: any)."""
        node = trail.graph.node(key)
        if node is None or not node.alive:
            return None
        path = self.ways.path(key.type, node.state, states)
        if path is None:
            return None
        there: Trail | None = trail
        for edge in path:
            if there is None:
                return None
            there = self.perform(there, self.schema.actions[edge.action], fixed={edge.role: key}, avoid=avoid)
        return there

    def destroy(self, trail: Trail, key: Key, avoid: Collection[Key] = ()) -> Trail | None:
        """A trail on which this very resource has been destroyed, by the destroyer with the shortest set-up."""
        best: Trail | None = None
        trail = self.before_destroy(trail, key)
        for action in self.schema.destroyers[key.type]:
            for role in action.destroys:
                if action.role(role).type != key.type:
                    continue
                there = self.bring(trail, key, action.role(role).states, avoid)
                if there is not None:
                    there = self.perform(there, action, fixed={role: key}, avoid=avoid)
                if there is not None and (best is None or there.spent < best.spent):
                    best = there
        return best


def derived(action: Action, role: Role, found: Mapping[str, Key]) -> Key | None:
    """The resource that a role must have because one that hangs below it is bound."""
    for lower in action.roles:
        if lower.below == role.name and lower.name in found:
            parent = found[lower.name].parent
            return parent.above(role.type) if parent is not None else None
    return None


def with_uppers(action: Action, found: Binding) -> Binding:
    """The binding with the roles that follow from it, upwards."""
    for _ in action.roles:
        for role in action.roles:
            if role.below is not None and role.name in found and role.below not in found:
                parent = found[role.name].parent
                above = parent.above(action.role(role.below).type) if parent is not None else None
                if above is not None:
                    found = {**found, role.below: above}
    return found


def _still_fits(
    prepared: tuple[Trail, Binding], action: Action, fixed: Mapping[str, Key],
    states: Mapping[str, Collection[str | None]],
) -> bool:  # fmt: skip
    """Whether every role is still filled as it was: what was done for one may have undone another."""
    trail, found = prepared
    for role in action.roles:
        if role.name in fixed:
            continue
        node = trail.graph.node(found[role.name])
        wanted = _states(role, states)
        if node is None or not node.alive or (wanted and node.state not in wanted):
            return False
        if role.below is not None and role.below not in fixed and not node.key.is_below(found[role.below]):
            return False
    return True


def _lower_bound(role: Role, found: Mapping[str, Key]) -> Key | None:
    return found.get(role.below) if role.below is not None else None


def _states(role: Role, narrowed: Mapping[str, Collection[str | None]]) -> tuple[str | None, ...]:
    if role.name not in narrowed:
        return role.states
    wanted = tuple(narrowed[role.name])
    return () if wanted == (None,) else wanted


def _alive(trail: Trail, found: Mapping[str, Key]) -> bool:
    return all(trail.graph.exists(key) for key in found.values())
