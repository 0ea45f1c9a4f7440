"""When two worlds are the same but for the names of their resources.

Resources of one type, state, owner and position are interchangeable. Without cross references a world is a forest and
its sorted subtree labels are canonical (Aho, Hopcroft, Ullman 1974); with them, colours are refined first
(Weisfeiler and Leman 1968), which may tell equal worlds apart never, and unequal ones together only where they are
regular. Labels are digests of sorted tuples, never ``hash()``, which differs from process to process.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..graph.node import Node


def canonical_key(graph: ResourceGraph) -> bytes:
    """Equal for two worlds that differ only in the names of living resources; the dead do not count."""
    colour = colours(graph)
    roots = [node for node in graph.living() if node.key.parent is None]
    return _digest(sorted(_subtree(graph, node, colour) for node in roots))


def colours(graph: ResourceGraph) -> Mapping[Key, bytes]:
    """A label for each living resource; interchangeable resources have the same."""
    nodes = graph.living()
    colour = {node.key: _digest((node.key.type, repr(node.state), node.owner, _data(node))) for node in nodes}
    children: dict[Key, list[Key]] = {}
    referrers: dict[Key, list[tuple[str, Key]]] = {}
    for node in nodes:
        if node.key.parent is not None:
            children.setdefault(node.key.parent, []).append(node.key)
        for name, target in node.links.items():
            referrers.setdefault(target, []).append((name, node.key))
    count = len(set(colour.values()))
    for _ in nodes:
        colour = {node.key: _refined(node, colour, children, referrers) for node in nodes}
        if len(set(colour.values())) == count:
            break
        count = len(set(colour.values()))
    return colour


def _refined(
    node: Node,
    colour: Mapping[Key, bytes],
    children: Mapping[Key, list[Key]],
    referrers: Mapping[Key, list[tuple[str, Key]]],
) -> bytes:
    parent = colour.get(node.key.parent, b"") if node.key.parent is not None else b""
    below = sorted(colour[key] for key in children.get(node.key, ()))
    links = sorted((name, colour.get(target, b"dead")) for name, target in node.links.items())
    back = sorted((name, colour[key]) for name, key in referrers.get(node.key, ()))
    return _digest((colour[node.key], parent, below, links, back))


def _subtree(graph: ResourceGraph, node: Node, colour: Mapping[Key, bytes]) -> bytes:
    return _digest((colour[node.key], sorted(_subtree(graph, child, colour) for child in graph.children(node.key))))


def _data(node: Node) -> list[tuple[str, str]]:
    return sorted((name, repr(value)) for name, value in node.data.items())


def _digest(parts: Iterable[object]) -> bytes:
    return blake2b(repr(parts).encode(), digest_size=8).digest()
