"""Which resources a step concerns, and how each is related to what it changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..graph.node import Node
from ..model.check import Taken


@dataclass(frozen=True, slots=True)
class Related:
    """A resource and its relation to what a step changed: self, parent, ancestor, child, descendant, sibling, namesake
    (with the same natural key, elsewhere), reference or referrer."""

    relation: str
    key: Key


def changed(taken: Taken) -> tuple[Key, ...]:
    """The resources that a success made, ended or changed; after a refusal those that it must have left alone."""
    action = taken.action
    roles = (*action.changes, *action.destroys)
    keys = [_real(taken, taken.roles[role]) for role in roles]
    if taken.made is not None:
        keys.insert(0, taken.made)
    return tuple(key for key in dict.fromkeys(keys) if taken.after.node(key) is not None)


def _real(taken: Taken, key: Key) -> Key:
    """The resource that a key below the wrong parent really names: it is the one that must have been left alone."""
    if taken.after.node(key) is not None:
        return key
    return next((node.key for node in taken.after.living(key.type) if node.key.id == key.id), key)


def related(taken: Taken) -> Iterator[Related]:
    """What may show whether the step did what it should and nothing else, the nearest first."""
    graph = taken.after
    keys = changed(taken)
    for key in keys:
        yield Related("self", key)
    if not taken.succeeded:
        return
    for key in keys:
        if key.parent is not None:
            yield Related("parent", key.parent)
        for node in graph.children(key.parent, key.type):
            if node.key not in keys:
                yield Related("sibling", node.key)
        for node in namesakes(taken, key):
            yield Related("namesake", node.key)
        yield from _below(graph, key)
        for above in list(key.ancestors())[1:]:
            yield Related("ancestor", above)
        node_ = graph.node(key)
        for target in node_.links.values() if node_ else ():
            yield Related("reference", target)
        for referrer in graph.referrers(key):
            yield Related("referrer", referrer.key)


def _below(graph: ResourceGraph, key: Key) -> Iterator[Related]:
    nodes: tuple[Node, ...] = graph.descendants(key)
    nodes += tuple(node for node in graph.dead() if node.ended_with == key)
    for node in nodes:
        yield Related("child" if node.key.parent == key else "descendant", node.key)


def namesakes(taken: Taken, key: Key) -> Iterator[Node]:
    """Living resources with the same natural key that are no siblings."""
    name = taken.schema.types[key.type].key
    node = taken.after.node(key)
    own = node.data.get(name) if node is not None and name is not None else None
    if name is None or own is None:
        return
    for other in taken.after.living(key.type):
        if other.key != key and other.key.parent != key.parent and other.data.get(name) == own:
            yield other


def surroundings(graph: ResourceGraph, key: Key) -> frozenset[tuple[Key, str | None]]:
    """What lives beside a resource and what it is in, with their states: it may show how many they are, or whether."""
    around = (*graph.children(key.parent), *graph.ancestors(key))
    return frozenset((node.key, node.state) for node in around if node.key != key)


def is_reborn(taken: Taken, key: Key) -> bool:
    """Whether a sibling died before this one was made, and took something with it."""
    graph = taken.before
    dead = [node for node in graph.dead() if node.ended_with is None and node.key.type == key.type]
    return key == taken.made and any(
        node.key.parent == key.parent and any(below.ended_with == node.key for below in graph.dead()) for node in dead
    )


def owner(taken: Taken, key: Key) -> str:
    """Who looks at a resource: its owner, where that is not the usual actor."""
    node = taken.after.node(key)
    found = node.owner if node is not None else ""
    return found if found != taken.schema.actors[0] else ""


def condition(graph: ResourceGraph, key: Key) -> str:
    """What is predicted of a resource, in one word: its state, or how it ended."""
    node = graph.node(key)
    if node is None:
        return "unknown"
    if not node.alive:
        return f"gone {node.state}" if node.ended_with is None else f"gone {node.state} with its ancestor"
    return node.state or "alive"
