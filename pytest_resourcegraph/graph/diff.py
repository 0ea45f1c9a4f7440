"""What is different between two graphs: a check of existence is such a difference."""

from dataclasses import dataclass

from ..events.key import Key
from .graph import ResourceGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Keys by what happened to them from one graph to the other, in the order of creation."""

    created: tuple[Key, ...] = ()
    destroyed: tuple[Key, ...] = ()
    moved: tuple[Key, ...] = ()
    updated: tuple[Key, ...] = ()
    linked: tuple[Key, ...] = ()

    def __bool__(self) -> bool:
        """True where anything differs."""
        return bool(self.created or self.destroyed or self.moved or self.updated or self.linked)


def diff(before: ResourceGraph, after: ResourceGraph) -> Difference:
    """What happened from ``before`` to ``after``."""
    pairs = [(node, before.node(node.key)) for node in after.living()]
    stayed = [(node, old) for node, old in pairs if old is not None and old.alive]
    return Difference(
        created=tuple(node.key for node, old in pairs if old is None or not old.alive),
        destroyed=tuple(node.key for node in before.living() if not after.exists(node.key)),
        moved=tuple(node.key for node, old in stayed if node.state != old.state),
        updated=tuple(node.key for node, old in stayed if node.data != old.data),
        linked=tuple(node.key for node, old in stayed if node.links != old.links),
    )
