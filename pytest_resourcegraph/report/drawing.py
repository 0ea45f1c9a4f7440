"""The resource graph as a tree of lines: what lives, in which state, and what is dead since when."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..graph.node import Node
from .text import aligned, clean, cut

LINES = 24
"""Lines that a drawing takes at most, where leaving out siblings can bring it there."""

_Shown = Callable[[list[Node]], tuple[list[Node], list[Node]]]


def draw(graph: ResourceGraph, *, keep: AbstractSet[str] = frozenset(), lines: int = LINES) -> list[str]:
    """The lines of a tree of all resources, dead or alive, in the order of creation.

    Where there are too many, siblings are left out and counted; those whose alias is in ``keep`` stay, with
    what is above them.
    """
    nodes = sorted((*graph.living(), *graph.dead()), key=lambda node: node.order)
    below: dict[Key | None, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.key.parent, []).append(node)
    kept = {key for node in nodes if node.alias in keep for key in (node.key, *node.key.ancestors())}
    tells_owner = len({node.owner for node in nodes if node.owner}) > 1
    rows: list[tuple[str, str]] = []
    for most in (len(nodes), 8, 5, 3, 1):
        rows = list(_rows(graph, below, None, "", _choice(most, kept), tells_owner))
        if len(rows) <= lines:
            break
    return [cut(line) for line in aligned(rows)]


def _choice(most: int, kept: AbstractSet[Key]) -> _Shown:
    """What to show of a list of siblings and what to leave out."""

    def choose(nodes: list[Node]) -> tuple[list[Node], list[Node]]:
        if len(nodes) <= most + 1:  # a line that says "1 more" has room for that one
            return nodes, []
        wanted = [node.key for node in nodes if node.key in kept]
        others = [node.key for node in nodes if node.key not in kept]
        chosen = {*wanted, *others[: max(most - len(wanted), 0)]}
        return [node for node in nodes if node.key in chosen], [node for node in nodes if node.key not in chosen]

    return choose


def _rows(
    graph: ResourceGraph,
    below: dict[Key | None, list[Node]],
    parent: Key | None,
    margin: str,
    choose: _Shown,
    tells_owner: bool,
) -> Iterator[tuple[str, str]]:
    """The tree below a parent as pairs: branch and name, and what is to be said of it."""
    shown, left_out = choose(below.get(parent, []))
    for place, node in enumerate(shown):
        last = place == len(shown) - 1 and not left_out
        branch = ("└─ " if last else "├─ ") if parent is not None else ""
        yield (
            margin + branch + cut(clean(f"{node.key.type} {node.alias}"), 48),
            _said(graph, node, tells_owner),
        )
        inner = margin + ("   " if last else "│  ") if parent is not None else margin
        yield from _rows(graph, below, node.key, inner, choose, tells_owner)
    if left_out:
        alive = sum(node.alive for node in left_out)
        counts = [f"{alive} alive"] * bool(alive) + [f"{len(left_out) - alive} destroyed"] * (alive < len(left_out))
        yield margin + ("└─ " if parent is not None else "") + f"… {len(left_out)} more", ", ".join(counts)


def _said(graph: ResourceGraph, node: Node, tells_owner: bool) -> str:
    owner = f", owned by {node.owner}" if tells_owner and node.owner else ""
    if node.alive:
        links = ", ".join(_target(graph, key) for key in node.links.values())
        return clean((node.state or "alive") + owner + (f"   -> {links}" if links else ""))
    when = f"destroyed in step {node.ended}" if node.ended else "destroyed"
    return clean(when + _cause(graph, node) + owner)


def _cause(graph: ResourceGraph, node: Node) -> str:
    if node.ended_with is None:
        return ""
    if node.ended_with == node.key.parent:
        return ", with its parent"
    above = graph.node(node.ended_with)
    return f", with {above.alias if above else node.ended_with}"


def _target(graph: ResourceGraph, key: Key) -> str:
    target = graph.node(key)
    if target is None:
        return str(key)
    return target.alias if target.alive else f"{target.alias} (destroyed)"
