"""What the fake shows to a condition that is a function: the questions of a graph, answered from its own storage."""

from ..events.key import Key
from ..graph.node import Node
from .storage import Record, Storage


class View:
    """Answers ``node get exists children descendants living find``, which is what a predicate usually asks.

    A predicate that asks for more raises AttributeError; the fake then takes its condition as fulfilled.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def node(self, ref: object) -> Node | None:
        """The node of a resource, dead or alive."""
        record = self._storage.find(_key(ref))
        return None if record is None else _node(record)

    def get(self, ref: object) -> Node:
        """The node of a resource. Raises KeyError where it never existed."""
        node = self.node(ref)
        if node is None:
            raise KeyError(_key(ref))
        return node

    def exists(self, ref: object) -> bool:
        """True while the resource is alive."""
        node = self.node(ref)
        return node is not None and node.alive

    def children(self, ref: object, type_: object = None) -> tuple[Node, ...]:
        """The living children, of one type where that is given; None: the roots."""
        parent = None if ref is None else self._storage.find(_key(ref))
        return tuple(_node(record) for record in self._storage.living(_name(type_)) if record.parent is parent)

    def descendants(self, ref: object, type_: object = None) -> tuple[Node, ...]:
        """The living descendants, of one type where that is given."""
        record = self._storage.find(_key(ref))
        return () if record is None else tuple(map(_node, self._storage.below(record, _name(type_))))

    def living(self, type_: object = None) -> tuple[Node, ...]:
        """Every living resource, of one type where that is given."""
        return tuple(map(_node, self._storage.living(_name(type_))))

    def find(
        self, type_: object, *, state: str | None = None, parent: object = None, **fields: object
    ) -> tuple[Node, ...]:
        """The living resources of a type, in that state, below that parent and with those field values."""
        pool = self.living(type_) if parent is None else self.children(parent, type_)
        return tuple(
            node
            for node in pool
            if (state is None or node.state == state) and all(node.data.get(n) == v for n, v in fields.items())
        )


def _key(ref: object) -> Key:
    key = ref if isinstance(ref, Key) else getattr(ref, "key", None)
    if not isinstance(key, Key):
        raise TypeError(f"{ref!r} names no resource")
    return key


def _name(type_: object) -> str | None:
    return type_ if type_ is None or isinstance(type_, str) else str(getattr(type_, "name", type_))


def _node(record: Record) -> Node:
    return Node(
        key=record.key, alias=str(record.id), state=record.state, data=dict(record.fields), owner=record.owner,
        links={name: target.key for name, target in record.links.items()}, made=0, order=0, alive=record.alive,
    )  # fmt: skip
