"""States that are not predicted but tracked: what an answer showed last is what the next one has to show.

A type of which only the states are known, and not what moves them, is followed so: after a step that may have moved a
resource its state is open until an answer shows it; after any other step it must not have changed.
"""

from collections.abc import Iterator

from ..events.change import GraphFact, Moved
from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..model.answer import lookup, resource_body
from ..model.check import Taken
from ..model.schema import Schema


def opened(schema: Schema, before: ResourceGraph, after: ResourceGraph, taken: Taken) -> Iterator[GraphFact]:
    """The facts that states are open after a success: of what it was about, and of what that is tied to."""
    if not taken.succeeded or not taken.action.effects or not _tracks(schema):
        return
    keys = [*taken.roles.values(), *([taken.made] if taken.made is not None else [])]
    tied: dict[Key, None] = {}
    for key in keys:
        tied.update(dict.fromkeys((key, *key.ancestors())))
        for graph in (before, after):
            node = graph.node(key)
            tied.update(dict.fromkeys(node.links.values() if node is not None else ()))
            tied.update(dict.fromkeys(one.key for one in graph.referrers(key)))
        if after.exists(key):
            tied.update(dict.fromkeys(one.key for one in after.descendants(key)))
    for key in tied:
        node = after.node(key)
        if node is not None and node.alive and node.state is not None and schema.types[key.type].shown_states:
            yield Moved(key=key, state=None, step=taken.number)


def settled(schema: Schema, graph: ResourceGraph, taken: Taken) -> Iterator[GraphFact]:
    """The fact that a state is known, where a successful answer shows one that was open."""
    if not taken.succeeded or taken.broken:
        return
    role = taken.action.reads or next(iter(taken.action.changes), None)
    key = taken.made if taken.action.creates is not None else taken.roles.get(role or "")
    node = graph.node(key) if key is not None else None
    if key is None or node is None or not node.alive or node.state is not None:
        return
    type_ = schema.types[key.type]
    if not type_.shown_states or type_.state_field is None:
        return
    body = resource_body(taken.answer.body, type_.id_field, type_.name)
    if body is None or str(lookup(body, type_.id_field)) != str(key.id):
        return
    state = lookup(body, type_.state_field)
    if isinstance(state, str) and state in type_.shown_states:
        yield Moved(key=key, state=state, step=taken.number)


def _tracks(schema: Schema) -> bool:
    return any(type_.shown_states for type_ in schema.types.values())
