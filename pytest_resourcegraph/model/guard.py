"""Whether an action may succeed now, and if not, the named ways in which its precondition is broken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..graph.node import Node
from .action import Action, Refusal, Role
from .condition import describe, holds

ANONYMOUS = "anonymous"
"""The actor who has no credentials: a client without the headers that say who asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One reason for a refusal: the way, the role and resource it concerns, and a sentence for the report."""

    refusal: Refusal
    role: str
    key: Key | None
    text: str


def broken(
    action: Action, graph: ResourceGraph, roles: Mapping[str, Key], *, actor: str = "", twin: Key | None = None,
    key_field: str | None = None,
) -> tuple[Broken, ...]:  # fmt: skip
    """Every reason for which the system must refuse; empty where it must comply.

    ``actor`` is who asks; ``twin`` the resource whose natural key, shown in ``key_field``, the action uses again. It is
    taken while that one, or another with the same key, lives beside what the action makes or changes.
    """
    return tuple(_reasons(action, graph, roles, actor, twin, key_field))


def _reasons(
    action: Action, graph: ResourceGraph, roles: Mapping[str, Key], actor: str, twin: Key | None, key_field: str | None
) -> Iterator[Broken]:
    if actor == ANONYMOUS:
        yield Broken(refusal=Refusal.ANONYMOUS, role="", key=None, text="nobody has said who asks")
    for role in action.roles:
        yield from _role_reasons(role, graph, roles, actor)
    owner = _key_owner(action, graph, roles, twin, key_field) if twin is not None else None
    if owner is not None:
        yield Broken(
            refusal=Refusal.DUPLICATE, role="", key=owner.key,
            text=f"its key is taken: {owner.key.type} {owner.alias} has it",
        )  # fmt: skip
    if (
        action.when is not None
        and all(graph.exists(key) for key in roles.values())
        and not holds(action.when, graph, roles)
    ):
        yield Broken(refusal=Refusal.CONDITION, role="", key=None, text=f"it needs that {describe(action.when)}")


def _key_owner(
    action: Action, graph: ResourceGraph, roles: Mapping[str, Key], twin: Key, key_field: str | None
) -> Node | None:
    """Who has the key of the twin beside what the action makes or changes: the twin, or who took its place."""
    known = graph.node(twin)
    if known is None:
        return None
    for above, own in _places(action, roles, twin.type):
        if above is None or graph.exists(above):
            beside = [node for node in graph.children(above, twin.type) if node.key != own]
            same = [node for node in beside if _key(node, key_field) == _key(known, key_field)]
            found = next((node for node in (*beside, *same) if node.key == twin or node in same), None)
            if found is not None:
                return found
    return None


def _places(action: Action, roles: Mapping[str, Key], type_name: str) -> Iterator[tuple[Key | None, Key | None]]:
    """Where the action makes or changes one of the type: (parent, what is changed)."""
    if action.creates is not None:
        if action.creates.type == type_name:
            yield (roles[action.creates.parent] if action.creates.parent else None), None
        return
    for role in action.changes:
        if roles[role].type == type_name:
            yield roles[role].parent, roles[role]


def _key(node: Node, key_field: str | None) -> object:
    """The natural key of a resource: the real one, or in a plan the alias of the first that had it."""
    return node.data.get(key_field or "", node.alias)


def _role_reasons(role: Role, graph: ResourceGraph, roles: Mapping[str, Key], actor: str) -> Iterator[Broken]:
    key = roles[role.name]
    node = graph.node(key)
    if node is None:
        yield _absent(role, key, graph)
        return
    if not node.alive:
        yield _ended(role, node, graph)
        return
    if role.states and node.state not in role.states:
        yield Broken(
            refusal=Refusal.WRONG_STATE, role=role.name, key=key,
            text=f"{key.type} {node.alias} is {node.state}, not {' or '.join(role.states)}",
        )  # fmt: skip
    if role.below is not None and not key.is_below(roles[role.below]):
        above = graph.node(roles[role.below])
        yield Broken(
            refusal=Refusal.WRONG_PARENT, role=role.name, key=key,
            text=f"{key.type} {node.alias} is not in {roles[role.below].type} {above.alias if above else '?'}",
        )  # fmt: skip
    if actor and actor != ANONYMOUS and node.owner and node.owner != actor:
        yield Broken(
            refusal=Refusal.OTHER_ACTOR, role=role.name, key=key,
            text=f"{key.type} {node.alias} belongs to {node.owner}, not to {actor}",
        )  # fmt: skip


def _absent(role: Role, key: Key, graph: ResourceGraph) -> Broken:
    """A key that never existed: the id of a living one below another parent, or one that nobody ever made."""
    elsewhere = next((node for node in graph.living(key.type) if node.key.id == key.id), None)
    if elsewhere is not None and key.parent is not None:
        other = graph.node(key.parent)
        return Broken(
            refusal=Refusal.WRONG_PARENT, role=role.name, key=key,
            text=f"{key.type} {elsewhere.alias} is not in {key.parent.type} {other.alias if other else key.parent.id}",
        )  # fmt: skip
    return Broken(
        refusal=Refusal.MISSING_REFERENCE, role=role.name, key=key, text=f"no {key.type} with this id was ever made"
    )


def _ended(role: Role, node: Node, graph: ResourceGraph) -> Broken:
    name = f"{node.key.type} {node.alias}"
    if node.ended_with is None:
        return Broken(
            refusal=Refusal.AFTER_DESTROY, role=role.name, key=node.key,
            text=f"{name} must be gone: it was destroyed in step {node.ended}",
        )  # fmt: skip
    ancestor = graph.get(node.ended_with)
    relation = "parent" if node.ended_with == node.key.parent else node.ended_with.type
    return Broken(
        refusal=Refusal.AFTER_PARENT_DESTROY, role=role.name, key=node.key,
        text=f"{name} must be gone: its {relation} {ancestor.alias} was destroyed in step {node.ended}",
    )  # fmt: skip
