"""The resource graph: all resources now, as an immutable value.

Held in persistent maps (hash array mapped tries, Bagwell 2001, as in rpds), so a checkpoint is the value itself,
a change shares all that it leaves alone, and a destroy costs what it destroys.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from rpds import HashTrieMap

from ..errors import GraphError, Problem
from ..events.key import Id, Key
from .node import Kind, Node
from .refs import Ref, TypeRef, key_of, name_of
from .rules import check_parent, check_reference, check_state, declared

V = TypeVar("V")

_EMPTY: Mapping[str, object] = MappingProxyType({})
_NO_LINKS: Mapping[str, Key] = MappingProxyType({})


class ResourceGraph:
    """An immutable graph of resources; every change returns another graph and leaves this one as it is.

    ``ResourceGraph(kinds)`` is empty. Questions take a ``Key`` or anything with a ``key``; types are given by name or
    by anything with a ``name``. Listings are in the order of creation.
    """

    __slots__ = ("_children", "_count", "_kinds", "_nodes", "_referrers")

    def __init__(self, kinds: Iterable[Kind] | Mapping[str, Kind]) -> None:
        if not isinstance(kinds, Mapping):
            kinds = MappingProxyType({kind.name: kind for kind in kinds})
        self._kinds: Mapping[str, Kind] = kinds
        self._nodes: HashTrieMap[Key, Node] = HashTrieMap()
        # Living children by parent (None: the roots), and those that point to a key by a reference.
        self._children: HashTrieMap[Key | None, HashTrieMap[Key, int]] = HashTrieMap()
        self._referrers: HashTrieMap[Key, HashTrieMap[Key, str]] = HashTrieMap()
        self._count = 0

    # -- questions ---------------------------------------------------------------------------------------------------

    def node(self, ref: Ref) -> Node | None:
        """The node of a resource, dead or alive, or None where it never existed."""
        return self._nodes.get(key_of(ref))

    def get(self, ref: Ref) -> Node:
        """The node of a resource, dead or alive. Raises GraphError where it never existed."""
        node = self._nodes.get(key_of(ref))
        if node is None:
            raise GraphError(Problem(what=f"{key_of(ref)} was never created", known=self._known()))
        return node

    def exists(self, ref: Ref) -> bool:
        """True while the resource is alive."""
        node = self._nodes.get(key_of(ref))
        return node is not None and node.alive

    def children(self, ref: Ref | None, type_: TypeRef | None = None) -> tuple[Node, ...]:
        """The living children of a resource (None: the roots), of one type where that is given."""
        return tuple(self._listed(None if ref is None else key_of(ref), self._type(type_)))

    def descendants(self, ref: Ref, type_: TypeRef | None = None) -> tuple[Node, ...]:
        """The living descendants, each before its own children."""
        name = self._type(type_)
        return tuple(node for node in self._below(key_of(ref)) if name is None or node.key.type == name)

    def ancestors(self, ref: Ref) -> tuple[Node, ...]:
        """Parent, grandparent, … up to the root, dead or alive."""
        return tuple(self.get(key) for key in self.get(ref).key.ancestors())

    def references(self, ref: Ref) -> Mapping[str, Key]:
        """What a resource refers to, by the name of the reference."""
        return self.get(ref).links

    def referrers(self, ref: Ref) -> tuple[Node, ...]:
        """The living resources that refer to this one."""
        target = key_of(ref)
        found = (self._nodes[key] for key in self._referrers.get(target, HashTrieMap()))
        # One that was destroyed and made again under its id may refer to something else by now.
        return tuple(sorted((node for node in found if node.alive and target in node.links.values()), key=_order))

    def find(
        self, type_: TypeRef, *, state: str | None = None, parent: Ref | None = None, **fields: object
    ) -> tuple[Node, ...]:
        """The living resources of a type, in that state, below that parent and with those field values."""
        name = self._type(type_)
        pool = self.children(parent, name) if parent is not None else self.living(name)
        return tuple(
            node
            for node in pool
            if (state is None or node.state == state)
            and all(field in node.data and node.data[field] == value for field, value in fields.items())
        )

    def living(self, type_: TypeRef | None = None) -> tuple[Node, ...]:
        """Every living resource, of one type where that is given."""
        name = self._type(type_)
        nodes = [node for node in self._nodes.values() if node.alive and (name is None or node.key.type == name)]
        return tuple(sorted(nodes, key=_order))

    def dead(self) -> tuple[Node, ...]:
        """Every resource that once lived."""
        return tuple(sorted([node for node in self._nodes.values() if not node.alive], key=_order))

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """The declared kinds by name."""
        return self._kinds

    def __len__(self) -> int:
        """How many resources are alive."""
        return sum(1 for node in self._nodes.values() if node.alive)

    def __eq__(self, other: object) -> bool:
        """Equal where the same resources, dead or alive, are as they are in the other."""
        if not isinstance(other, ResourceGraph):
            return NotImplemented
        return self._nodes == other._nodes and self._kinds == other._kinds

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"ResourceGraph({', '.join(str(node.key) for node in self.living())})"

    # -- changes -----------------------------------------------------------------------------------------------------

    def create(
        self,
        type_: TypeRef,
        id_: Id,
        *,
        parent: Ref | None = None,
        alias: str = "",
        state: str | None = None,
        data: Mapping[str, object] = _EMPTY,
        written: tuple[str, ...] = (),
        links: Mapping[str, Key] = _NO_LINKS,
        owner: str = "",
        step: int = 0,
    ) -> "ResourceGraph":
        """A graph with one more living resource.

        Raises GraphError for an undeclared type or state, a parent that is missing, dead or of another type, a link to
        what never existed, and an id that lives already. The id of a dead one can be used again.
        """
        name = declared(self._kinds, name_of(type_))
        key = Key(name, id_, None if parent is None else key_of(parent))
        check_parent(self._kinds, key)
        check_state(self._kinds, name, state)
        if key.parent is not None:
            self._alive(key.parent)
        before = self._nodes.get(key)
        if before is not None and before.alive:
            raise GraphError(Problem(what=f"{key} lives already", remedy="destroy it before it is created again"))
        for reference, target in links.items():
            self._check_link(key, reference, target)
        node = Node(
            key=key, alias=alias or str(id_), state=state, data=_frozen(data, _EMPTY), written=written,
            links=_frozen(links, _NO_LINKS), owner=owner, made=step, order=self._count,
        )  # fmt: skip
        graph = self._with(node)
        graph._count = self._count + 1
        siblings = self._children.get(key.parent, HashTrieMap())
        graph._children = self._children.insert(key.parent, siblings.insert(key, node.order)).insert(key, HashTrieMap())
        for reference, target in links.items():
            graph._refer(key, reference, target)
        return graph

    def destroy(self, ref: Ref, *, step: int = 0) -> "ResourceGraph":
        """A graph in which the resource and all its descendants are dead. Raises GraphError where it is not alive."""
        key = self._alive(ref).key
        graph = self._copy()
        for node in self._below(key):
            graph._nodes = graph._nodes.insert(node.key, _ended(node, step, key))
        graph._nodes = graph._nodes.insert(key, _ended(self._nodes[key], step, None))
        graph._children = self._children.insert(key.parent, self._children[key.parent].remove(key))
        return graph

    def move(self, ref: Ref, state: str | None) -> "ResourceGraph":
        """A graph in which the living resource is in that declared state, or in one that is not known."""
        node = self._alive(ref)
        check_state(self._kinds, node.key.type, state)
        return self._with(replace(node, state=state))

    def update(
        self, ref: Ref, data: Mapping[str, object], *, written: tuple[str, ...] | None = None
    ) -> "ResourceGraph":
        """A graph in which these fields of the living resource have these values; others stay."""
        node = self._alive(ref)
        held = MappingProxyType({**node.data, **data})
        return self._with(replace(node, data=held, written=node.written if written is None else written))

    def link(self, ref: Ref, reference: str, target: Ref | None) -> "ResourceGraph":
        """A graph in which the reference of the living resource points to the target, or nowhere."""
        node = self._alive(ref)
        check_reference(self._kinds, node.key, reference)
        links = {name: key for name, key in node.links.items() if name != reference}
        if target is not None:
            self._check_link(node.key, reference, key_of(target))
            links[reference] = key_of(target)
        graph = self._with(replace(node, links=MappingProxyType(links)))
        before = node.links.get(reference)
        if before is not None and before not in links.values():
            graph._referrers = graph._referrers.insert(before, graph._referrers[before].remove(node.key))
        if target is not None:
            graph._refer(node.key, reference, key_of(target))
        return graph

    def checkpoint(self) -> "ResourceGraph":
        """This value; nothing that follows changes it."""
        return self

    def rollback(self, checkpoint: "ResourceGraph") -> "ResourceGraph":
        """The graph as it was at the checkpoint. Raises GraphError for one with other declared types."""
        if checkpoint._kinds != self._kinds:
            raise GraphError(Problem(what="the checkpoint is of a graph with other declared types"))
        return checkpoint

    # -- inside ------------------------------------------------------------------------------------------------------

    def _copy(self) -> "ResourceGraph":
        graph = ResourceGraph.__new__(ResourceGraph)
        graph._kinds = self._kinds
        graph._nodes = self._nodes
        graph._children = self._children
        graph._referrers = self._referrers
        graph._count = self._count
        return graph

    def _with(self, node: Node) -> "ResourceGraph":
        graph = self._copy()
        graph._nodes = self._nodes.insert(node.key, node)
        return graph

    def _refer(self, key: Key, reference: str, target: Key) -> None:
        known = self._referrers.get(target, HashTrieMap())
        self._referrers = self._referrers.insert(target, known.insert(key, reference))

    def _listed(self, key: Key | None, type_name: str | None) -> list[Node]:
        held = self._children.get(key)
        if not held:  # most have nothing in them, and each is asked many times
            return []
        nodes = [self._nodes[child] for child in held if type_name is None or child.type == type_name]
        return sorted([node for node in nodes if node.alive], key=_order)

    def _below(self, key: Key) -> Iterator[Node]:
        for node in self._listed(key, None):
            yield node
            yield from self._below(node.key)

    def _type(self, type_: TypeRef | None) -> str | None:
        return None if type_ is None else declared(self._kinds, name_of(type_))

    def _alive(self, ref: Ref) -> Node:
        node = self.get(ref)
        if not node.alive:
            raise GraphError(Problem(what=f"{node.key} was destroyed in step {node.ended}", known=self._known()))
        return node

    def _check_link(self, key: Key, reference: str, target: Key) -> None:
        check_reference(self._kinds, key, reference, target)
        self.get(target)

    def _known(self) -> str:
        names = [str(node.key) for node in self.living()[:8]]
        return f"alive: {', '.join(names) or 'nothing'}"


def _frozen(held: Mapping[str, V], empty: Mapping[str, V]) -> Mapping[str, V]:
    """A copy that its giver cannot change any more; planning makes thousands of nodes that hold nothing."""
    return MappingProxyType({**held}) if held else empty


def _order(node: Node) -> int:
    return node.order


def _ended(node: Node, step: int, with_: Key | None) -> Node:
    return replace(node, alive=False, ended=step, ended_with=with_)
