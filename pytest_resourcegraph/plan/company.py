"""Who lives beside whom, under which key, and in whose place something comes: what a trail knows of company."""

from collections.abc import Iterator

from ..events.key import Key
from ..graph.node import Node
from ..model.resource import OnDestroy
from .simulate import key_of
from .trail import Trail


def has_younger(trail: Trail, key: Key) -> bool:
    """Whether a sibling lives that was made later: its key goes on from that of the older one."""
    return any(later > 0 for later in _beside(trail, key))


def has_older(trail: Trail, key: Key) -> bool:
    """Whether a sibling lives that was made earlier: what goes by the first one meets that instead."""
    return any(later < 0 for later in _beside(trail, key))


def _beside(trail: Trail, key: Key) -> Iterator[int]:
    """For each living sibling of a known resource how much later it was made; less than nothing for an older one."""
    own = trail.graph.node(key)
    if own is None:
        return
    for other in trail.living(key.type):
        if other.key.parent == key.parent and other.key != key:
            yield other.order - own.order


def namesakes(trail: Trail, key: Key) -> tuple[Node, ...]:
    """What lives elsewhere under the same natural key."""
    node = trail.graph.node(key)
    if node is None or trail.schema.types[key.type].key is None:
        return ()
    own = key_of(trail.schema, node)
    others = (other for other in trail.living(key.type) if other.key.parent != key.parent)
    return tuple(other for other in others if key_of(trail.schema, other) == own)


def referring(trail: Trail, key: Key) -> Iterator[str]:
    """The types of what refers to a resource, lives on when it ends, and then has to show that nothing is there."""
    for node in trail.graph.referrers(key):
        ends = trail.schema.types[node.key.type].on_destroy
        cleared = any(ends.get(name) is OnDestroy.CLEAR for name, target in node.links.items() if target == key)
        if cleared and not node.key.is_below(key):
            yield node.key.type


def heirs_of(trail: Trail, type_name: str, parent: Key | None, twin: Key | None) -> Iterator[str]:
    """The child types that a dead one had, in whose place one more is made; "" for one that had none."""
    keyed = trail.schema.types[type_name].key is not None
    children = [name for name, type_ in trail.schema.types.items() if type_.parent == type_name]
    for node in _vacant(trail, type_name, parent):
        if keyed and twin != node.key:
            continue
        took = {below.key.type for below in _all_dead(trail) if below.ended_with == node.key}
        yield from (name for name in children if name in took) if took else ("",)


def _vacant(trail: Trail, type_name: str, parent: Key | None) -> Iterator[Node]:
    """Those that were destroyed themselves and whose place can be taken.

    None lives that was made later: who counts on from the highest id gives that of the last one again, and no other.
    """
    latest = max((node.order for node in trail.living(type_name)), default=-1)
    for node in trail.dead(type_name):
        if node.ended_with is None and node.key.parent == parent and node.order > latest:
            yield node


def _all_dead(trail: Trail) -> Iterator[Node]:
    for name in trail.schema.types:
        yield from trail.dead(name)
