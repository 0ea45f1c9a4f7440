"""The safety valve where regression finds no way: breadth first through the worlds, each visited once up to symmetry.

This is how a condition that cannot be read (a ``Predicate``) is met, if a few steps meet it.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from math import inf

from ..enabled import enabled
from ..goals.goal import Goal, GoalKey, Reach
from ..goals.sometimes import is_true
from ..pursuit import Pursuit
from ..symmetry import canonical_key
from ..trail import Trail

_WORLDS = 300
_DEEPEST = 7


def explore(pursuit: Pursuit, goals: Iterable[Goal]) -> Iterator[tuple[GoalKey, Trail]]:
    """A shortest trail for each of the goals that some world nearby allows.

    Goals that distances prove to be out of reach are not sought, and the search ends with a fixed number of worlds.
    """
    empty = Trail(pursuit.schema)
    sought = [goal for goal in goals if any(pursuit.estimate(empty, want) < inf for want in goal.wants)]
    for trail in _worlds(pursuit, empty) if sought else ():
        for goal in list(sought):
            for want in goal.wants:
                if isinstance(want, Reach):
                    if trail.steps and is_true(trail, pursuit.schema.sometimes[want.name]):
                        yield goal.key, trail
                        sought.remove(goal)
                    break
                step = pursuit.now(trail, want)
                if step is not None:
                    yield goal.key, pursuit.setup.push(trail, step)
                    sought.remove(goal)
                    break
        if not sought:
            return


def _worlds(pursuit: Pursuit, empty: Trail) -> Iterator[Trail]:
    waiting = deque([empty])
    seen: set[tuple[bytes, str, int]] = set()
    while waiting and len(seen) < _WORLDS:
        trail = waiting.popleft()
        last = trail.steps[-1].action if trail.steps else ""
        # What was done last and how many have died is part of a world here: rows and refusals depend on it.
        place = (canonical_key(trail.graph), last, len(trail.graph.dead()))
        if place in seen:
            continue
        seen.add(place)
        yield trail
        if len(trail.steps) < _DEEPEST:
            for action in pursuit.schema.actions.values():
                for step in enabled(trail, action):
                    waiting.append(pursuit.setup.push(trail, step))
