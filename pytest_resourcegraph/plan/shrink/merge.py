"""One resource instead of two: what is done to the later one is done to the earlier one."""

from collections.abc import Iterator
from dataclasses import replace

from ...events.key import Key
from ...model.schema import Schema
from ..plan import Step
from .failing import Failing
from .repair import Steps, made_by, named


def merges(schema: Schema, steps: Steps) -> Iterator[Steps]:
    """The sequence with a resource in place of a later one of its type, wherever the model still allows its end.

    Two resources of one step stay two.
    """
    failing = Failing(schema, steps)
    made = [(key, place) for place, step in enumerate(steps) if (key := made_by(schema, step)) is not None]
    for later, place in reversed(made):
        for earlier, before in made:
            if before < place and earlier.type == later.type:
                left = _merged(failing, later, earlier, place)
                if left is not None:
                    yield left


def _merged(failing: Failing, later: Key, earlier: Key, place: int) -> Steps | None:
    steps: list[Step] = []
    for number, step in enumerate(failing.steps):
        if number == place:
            continue
        changed = _renamed(step, later, earlier)
        if len(set(named(changed))) < len(set(named(step))):
            return None
        steps.append(changed)
    return failing.candidate(steps)


def _renamed(step: Step, old: Key, new: Key) -> Step:
    roles = tuple((role, _moved(key, old, new)) for role, key in step.roles)
    twin = _moved(step.twin, old, new) if step.twin is not None else None
    return step if (roles, twin) == (step.roles, step.twin) else replace(step, roles=roles, twin=twin)


def _moved(key: Key, old: Key, new: Key) -> Key:
    """The key with the new resource in place of the old one, also where that is an ancestor or is named elsewhere."""
    if key == old:
        return new
    parent = _moved(key.parent, old, new) if key.parent is not None else None
    id_ = new.id if (key.type, key.id) == (old.type, old.id) else key.id
    return key if (id_, parent) == (key.id, key.parent) else Key(key.type, id_, parent)
