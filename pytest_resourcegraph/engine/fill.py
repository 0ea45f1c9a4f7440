"""Finds resources for the roles of an action when some of them are given."""

from collections.abc import Mapping

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..model.action import Role


def fill(roles: tuple[Role, ...], given: Mapping[str, Key], graph: ResourceGraph) -> dict[str, Key] | None:
    """A resource for every role: the given ones, their ancestors where a role asks for one, then the first living.

    None where a role cannot be filled. A resource fills one role only.
    """
    filled = dict(given)
    for role in reversed(roles):
        if role.name in filled:
            continue
        key = _ancestor(role, roles, filled) or _living(role, filled, graph)
        if key is None:
            return None
        filled[role.name] = key
    return {role.name: filled[role.name] for role in roles}


def _ancestor(role: Role, roles: tuple[Role, ...], filled: Mapping[str, Key]) -> Key | None:
    """The ancestor, dead or alive, of a filled role that has to be below this one, or that this one is named for."""
    tied = [filled[other.name] for other in roles if other.below == role.name and other.name in filled]
    if not tied and role.name == role.type:
        tied = list(filled.values())
    found = (key.parent.above(role.type) for key in tied if key.parent is not None)
    return next((key for key in found if key is not None), None)


def _living(role: Role, filled: Mapping[str, Key], graph: ResourceGraph) -> Key | None:
    taken = set(filled.values())
    above = filled.get(role.below) if role.below is not None else None
    fitting = (
        node.key
        for node in graph.living(role.type)
        if node.key not in taken
        and (not role.states or node.state in role.states)
        and (above is None or node.key.is_below(above))
    )
    return next(fitting, None)
