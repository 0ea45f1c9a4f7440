"""The user's invariants: which to ask after a step, and what an answer means."""

from collections.abc import Iterator, Mapping
from itertools import product

from ..events.key import Key
from ..model.action import Invariant
from ..model.check import Taken
from .observe import Observe, Observer
from .relation import changed, condition


def due(taken: Taken, observer: Observer) -> Iterator[tuple[Invariant, Mapping[str, Key]]]:
    """The invariants that read what the step may have touched, each with living resources for its roles.

    A resource is touched where it or a descendant changed. As with observations, one is asked again only when its
    (action, outcome, relation, predicted condition, number of children) is new.
    """
    if observer.mode is Observe.OFF or not taken.action.effects:
        return
    touched = _touched(taken)
    for invariant in taken.schema.invariants.values():
        for roles in _fillings(invariant, touched, taken):
            parts = [
                f"{condition(taken.after, key)} {touched.get(key, 'other')} {min(2, len(taken.after.children(key)))}"
                for key in roles.values()
            ]
            asked = (
                "invariant",
                taken.action.identity,
                str(taken.succeeded),
                invariant.identity,
                *parts,
            )
            if observer.mode is Observe.ALL or observer.remember(*asked):
                yield invariant, roles


def _touched(taken: Taken) -> dict[Key, str]:
    """Living resources that changed, and their ancestors, with the relation; after a refusal those asked for."""
    found: dict[Key, str] = {}
    keys = changed(taken) or tuple(taken.roles.values())
    for key in keys:
        found.setdefault(key, "self")
        for distance, above in enumerate(key.ancestors(), start=1):
            found.setdefault(above, f"above {distance}")
    for key in taken.roles.values():
        found.setdefault(key, "role")
    return {key: relation for key, relation in found.items() if taken.after.exists(key)}


def _fillings(invariant: Invariant, touched: Mapping[Key, str], taken: Taken) -> Iterator[dict[str, Key]]:
    """Living resources for the roles, at least one of them touched; a descendant belongs to its ancestor role."""
    if not invariant.roles:
        yield {}
        return
    pools = [[node.key for node in taken.after.living(role.type)] for role in invariant.roles]
    for keys in product(*pools):
        roles = {role.name: key for role, key in zip(invariant.roles, keys, strict=True)}
        apart = all(role.below is None or roles[role.name].is_below(roles[role.below]) for role in invariant.roles)
        if apart and len(set(keys)) == len(keys) and any(key in touched for key in keys):
            yield roles
