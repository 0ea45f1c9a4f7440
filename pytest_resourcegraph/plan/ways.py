"""What it costs at least to have something, from the declarations and a world: distances without simulation.

Relaxed reachability as in the additive heuristic of planning (Bonet and Geffner 2001): what one action destroys or
moves away is ignored, so a finite figure is an estimate and an infinite one is a proof.
"""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from ..model.action import Action, Role
from ..model.effect import Create
from ..model.schema import Schema
from .trail import Trail


class Edge(NamedTuple):
    """One move of a lifecycle: the action that makes it, and for which role."""

    source: str
    target: str
    action: str
    role: str


class Maker(NamedTuple):
    """An action that creates a type, and the effect with which it does."""

    action: Action
    effect: Create


_DEEP = 1 << 30


class Ways:
    """The makers, moves and distances of one schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.makers: dict[str, list[Maker]] = {name: [] for name in schema.types}
        self.edges: dict[str, list[Edge]] = {name: [] for name in schema.types}
        self._paths: dict[tuple[str, str | None, tuple[str | None, ...]], tuple[Edge, ...] | None] = {}
        # Estimates under way with their depth, and the least depth that one of them was asked for again.
        self._open: dict[tuple[str, tuple[str | None, ...]], int] = {}
        self._lowest = _DEEP
        for action in schema.actions.values():
            for effect in action.effects:
                if isinstance(effect, Create):
                    self.makers[effect.type].append(Maker(action, effect))
            for move in action.moves:
                self.edges[action.role(move.role).type] += [
                    Edge(source, target, action.name, move.role) for source, target in move.moves if source != target
                ]

    def path(self, type_name: str, source: str | None, targets: tuple[str | None, ...]) -> tuple[Edge, ...] | None:
        """The moves from a state to the nearest of the targets (empty: any state), or None where none lead there."""
        asked = (type_name, source, targets)
        if asked not in self._paths:
            self._paths[asked] = self._search(type_name, source, targets)
        return self._paths[asked]

    def _search(self, type_name: str, source: str | None, targets: tuple[str | None, ...]) -> tuple[Edge, ...] | None:
        if not targets or source in targets:
            return ()
        front: list[tuple[int, int, str | None, tuple[Edge, ...]]] = [(0, 0, source, ())]
        seen: set[str | None] = set()
        pushed = 0
        while front:
            front.sort(key=lambda entry: entry[:2])
            cost, _, state, path = front.pop(0)
            if state in targets:
                return path
            if state in seen:
                continue
            seen.add(state)
            for edge in self.edges[type_name]:
                if edge.source == state and edge.target not in seen:
                    pushed += 1
                    weight = self.schema.actions[edge.action].cost + len(self.schema.actions[edge.action].roles) - 1
                    front.append((cost + weight, pushed, edge.target, (*path, edge)))
        return None

    def have(self, trail: Trail, type_name: str, states: tuple[str | None, ...] = ()) -> float:
        """About how many requests until a resource of the type lives in one of the states; infinite where never."""
        asked = (type_name, states)
        known = trail.estimates.get(asked)
        if known is not None:
            return known
        if asked in self._open:  # what needs itself is not to be had this way
            self._lowest = min(self._lowest, self._open[asked])
            return inf
        depth = self._open[asked] = len(self._open)
        outer, self._lowest = self._lowest, _DEEP
        cost = self._estimate(trail, type_name, states)
        del self._open[asked]
        if self._lowest >= depth:  # else it was found while something above is open, and is too high perhaps
            trail.estimates[asked] = cost
            self._lowest = _DEEP
        self._lowest = min(outer, self._lowest)
        return cost

    def make(self, trail: Trail, type_name: str, states: tuple[str | None, ...] = ()) -> float:
        """As ``have``, for one more resource of the type."""
        return min((cost for cost, _ in self.makings(trail, type_name, states)), default=inf)

    def makings(
        self, trail: Trail, type_name: str, states: tuple[str | None, ...]
    ) -> Iterator[tuple[float, tuple[Maker, tuple[Edge, ...]]]]:
        """The ways to make one more, with their cost."""
        for maker in self.makers[type_name]:
            path = self.path(type_name, maker.effect.state, states)
            if path is not None:
                cost = maker.action.cost + self.roles(trail, maker.action) + self.moves(trail, path)
                if cost < inf:
                    yield cost, (maker, path)

    def roles(self, trail: Trail, action: Action, but: str | None = None) -> float:
        """About how many requests until all roles of an action can be filled."""
        return sum(self.role(trail, role) for role in action.roles if role.name != but)

    def role(self, trail: Trail, role: Role) -> float:
        """About how many requests until one role can be filled."""
        return self.have(trail, role.type, role.states)

    def moves(self, trail: Trail, path: tuple[Edge, ...]) -> float:
        """About how many requests a path of moves takes."""
        actions = self.schema.actions
        return sum(actions[edge.action].cost + self.roles(trail, actions[edge.action], edge.role) for edge in path)

    def _estimate(self, trail: Trail, type_name: str, states: tuple[str | None, ...]) -> float:
        best = inf
        for node in trail.living(type_name):
            if not states or node.state in states:
                return 0
            path = self.path(type_name, node.state, states)
            if path is not None:
                best = min(best, self.moves(trail, path))
        return min(best, self.make(trail, type_name, states))
