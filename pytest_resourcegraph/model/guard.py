"""Whether an action may succeed now, and if not, the named ways in which its precondition is broken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..graph.node import Node
from .action import Action, Refusal, Role
from .condition import describe, holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One reason for a refusal: the way, the role and resource it concerns, and a sentence for the report."""

    refusal: Refusal
    role: str
    key: Key | None
    text: str


def broken(
    action: Action, graph: ResourceGraph, roles: Mapping[str, Key], *, actor: str = "", twin: Key | None = None
) -> tuple[Broken, ...]:
    """Every reason for which the system must refuse; empty where it must comply.

    ``actor`` is who asks; ``twin`` a living sibling whose natural key a creating action uses again.
    """
    return tuple(_reasons(action, graph, roles, actor, twin))


def _reasons(
    action: Action, graph: ResourceGraph, roles: Mapping[str, Key], actor: str, twin: Key | None
) -> Iterator[Broken]:
    for role in action.roles:
        yield from _role_reasons(role, graph, roles, actor)
    if twin is not None and graph.exists(twin):
        alias = graph.get(twin).alias
        yield Broken(
            refusal=Refusal.DUPLICATE, role="", key=twin,
            text=f"its key is taken: {twin.type} {alias} has it",
        )  # fmt: skip
    if (
        action.when is not None
        and all(graph.exists(key) for key in roles.values())
        and not holds(action.when, graph, roles)
    ):
        yield Broken(refusal=Refusal.CONDITION, role="", key=None, text=f"it needs that {describe(action.when)}")


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
    if actor and node.owner and node.owner != actor:
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
