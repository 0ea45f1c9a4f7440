"""The symbolic name of what is real: the inverse of ``bind``, so that what was done can be done again elsewhere."""

from collections.abc import Mapping

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..plan.plan import PHANTOM, Step
from .ask import Ask


def symbol(key: Key, graph: ResourceGraph) -> Key:
    """The key with aliases for ids; a phantom for what never existed."""
    above = symbol(key.parent, graph) if key.parent is not None else None
    node = graph.node(key)
    if node is None:  # the id of a resource below another parent than its own, or of none
        node = next((other for other in graph.living(key.type) if other.key.id == key.id), None)
    return Key(key.type, node.alias if node is not None else PHANTOM, above)


def symbolic(ask: Ask, graph: ResourceGraph, alias: str) -> Step:
    """The step that was asked for, as a plan would hold it."""
    return Step(
        action=ask.action.name,
        roles=symbolic_roles(ask.roles, graph),
        makes=alias or None,
        refusal=ask.refusal,
        twin=symbol(ask.twin, graph) if ask.twin is not None else None,
        actor=ask.actor,
        relation=ask.relation,
    )


def symbolic_roles(roles: Mapping[str, Key], graph: ResourceGraph) -> tuple[tuple[str, Key], ...]:
    """The resources by role, with aliases for ids."""
    return tuple((name, symbol(key, graph)) for name, key in roles.items())
