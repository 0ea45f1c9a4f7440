"""What readers showed in one sequence: to compare what is shown when the same things exist once more."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..model.answer import listed_items, lookup, resource_body
from ..model.check import Reading, Taken
from .relation import surroundings

Signature: TypeAlias = tuple[object, ...]


@dataclass(slots=True)
class Volatile:
    """Fields that were seen to change although nothing had happened, by type. One serves all sequences of a process."""

    learned: dict[str, set[str]] = field(default_factory=dict)

    def learn(self, type_name: str, one: object, other: object) -> None:
        """Two answers about a resource to which nothing happened in between: what differs changes by itself."""
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            names = {str(name) for name in {*one, *other} if one.get(name) != other.get(name)}
            self.learned.setdefault(type_name, set()).update(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    graph: ResourceGraph
    updates: Mapping[Key, int]
    facts: int
    reading: Reading


class Readings:
    """The answers of readers, by reader and resource."""

    def __init__(self, volatile: Volatile) -> None:
        self._volatile = volatile
        self._kept: dict[tuple[str, Key, str], list[_Kept]] = {}
        self._lists: dict[tuple[object, ...], tuple[int, frozenset[str]]] = {}
        self._updates: Counter[Key] = Counter()

    def updated(self, key: Key) -> None:
        """Fields of a resource were changed: what its parent computes from them is not to be compared any more."""
        self._updates = Counter({**self._updates, key: self._updates[key] + 1})

    def keep_list(self, taken: Taken, *, facts: int) -> frozenset[str] | None:
        """Keep the ids that a list showed; gives those that it showed before, if nothing has been done since."""
        listing = taken.action.lists
        items = listed_items(taken.answer.body, listing.type) if listing is not None and taken.succeeded else None
        if listing is None or items is None:
            return None
        id_field = taken.schema.types[listing.type].id_field
        shown = frozenset(str(lookup(item, id_field)) for item in items)
        place = (taken.action.name, tuple(taken.roles.values()), taken.actor)
        before = self._lists.get(place)
        self._lists[place] = (facts, shown)
        return before[1] if before is not None and before[0] == facts else None

    def keep(self, taken: Taken, *, facts: int, place: int) -> Reading | None:
        """Keep what a reader showed; gives the last reading of the same situation, if it has changed in between.

        ``facts`` counts what has changed in the whole sequence, ``place`` the steps, this one included.
        """
        key = taken.roles.get(taken.action.reads or "")
        if key is None or taken.broken or not taken.succeeded or not taken.action.observes:
            return None
        type_ = taken.schema.types[key.type]
        body = resource_body(taken.answer.body, type_.id_field, type_.name)
        if body is None:
            return None
        now = _Kept(
            graph=taken.after, updates=self._updates, facts=facts,
            reading=Reading(body=body, number=taken.number, place=place),
        )  # fmt: skip
        kept = self._kept.setdefault((taken.action.name, key, taken.actor), [])
        if kept and kept[-1].facts == facts:
            # This look may be the last one, repeated: one is kept, and none is compared with itself.
            self._volatile.learn(key.type, kept.pop().reading.body, body)
        # A first look costs nothing more: what it is compared by is worked out when there is a second.
        same = _signature(now, key) if kept else ()
        earlier = next((one for one in reversed(kept) if _signature(one, key) == same), None)
        found = None
        if earlier is not None and _deaths(earlier.graph, key) != _deaths(now.graph, key):
            between = tuple(one.reading.body for one in kept[kept.index(earlier) + 1 :])
            found = Reading(
                body=earlier.reading.body, number=earlier.reading.number, place=earlier.reading.place, between=between,
                volatile=frozenset(self._volatile.learned.get(key.type, ())) | type_.volatile,
            )  # fmt: skip
        kept.append(now)
        return found


def _signature(kept: _Kept, key: Key) -> Signature:
    """What exists below a resource, around it and points to it, and what is known of the resource itself."""
    graph, updates = kept.graph, kept.updates
    node = graph.get(key)
    below = tuple(sorted((str(one.key), str(one.state), updates[one.key]) for one in graph.descendants(key)))
    pointing = tuple(sorted((str(one.key), str(one.state), updates[one.key]) for one in graph.referrers(key)))
    own = tuple(sorted((name, repr(node.data.get(name))) for name in node.written))
    return node.state, own, below, pointing, surroundings(graph, key)


def _deaths(graph: ResourceGraph, key: Key) -> int:
    """How many that were below the resource, or pointed to it, are dead."""
    return sum(1 for node in graph.dead() if node.key.is_below(key) or key in node.links.values())
