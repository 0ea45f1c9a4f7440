"""The graph of an execution as it goes on: what a hand-written test asks."""

from collections.abc import Iterable, Mapping

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..graph.refs import Ref, TypeRef
from ..model.resource import Resource
from .execution import Execution


class LiveGraph:
    """Answers what must exist now, with handles; each question is asked of the current graph.

    ``now`` is the graph itself, an immutable value, to be kept and compared.
    """

    def __init__(self, execution: Execution) -> None:
        self._execution = execution

    @property
    def now(self) -> ResourceGraph:
        """The graph as it is at this moment."""
        return self._execution.graph

    def exists(self, ref: Ref) -> bool:
        """True while the resource is alive."""
        return self.now.exists(ref)

    def get(self, ref: Ref) -> Resource:
        """The handle of a resource, dead or alive. Raises GraphError where it never existed."""
        return self._execution.resource(self.now.get(ref).key)

    def children(self, ref: Ref | None, type_: TypeRef | None = None) -> tuple[Resource, ...]:
        """The living children of a resource (None: the roots), of one type where that is given."""
        return self._handles(node.key for node in self.now.children(ref, type_))

    def descendants(self, ref: Ref, type_: TypeRef | None = None) -> tuple[Resource, ...]:
        """The living descendants."""
        return self._handles(node.key for node in self.now.descendants(ref, type_))

    def ancestors(self, ref: Ref) -> tuple[Resource, ...]:
        """Parent, grandparent, … up to the root."""
        return self._handles(node.key for node in self.now.ancestors(ref))

    def references(self, ref: Ref) -> Mapping[str, Resource]:
        """What a resource refers to, by the name of the reference."""
        return {name: self._execution.resource(key) for name, key in self.now.references(ref).items()}

    def find(
        self, type_: TypeRef, *, state: str | None = None, parent: Ref | None = None, **fields: object
    ) -> tuple[Resource, ...]:
        """The living resources of a type, in that state, below that parent and with those field values."""
        return self._handles(node.key for node in self.now.find(type_, state=state, parent=parent, **fields))

    def _handles(self, keys: Iterable[Key]) -> tuple[Resource, ...]:
        return tuple(self._execution.resource(key) for key in keys)
