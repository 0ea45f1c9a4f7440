"""A sequence in the making: its steps so far and the symbolic world after them, as an immutable value."""

from collections import Counter
from collections.abc import Mapping

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..graph.node import Node
from ..model.schema import Schema
from .concern import Concern, concern
from .plan import Step
from .simulate import effects, keyed
from .symmetry import colours

_NONE: tuple[Node, ...] = ()


class Trail:
    """Steps from an empty world, or from the given one. ``push`` gives another trail and leaves this one as it is.

    ``spent`` counts the requests of the steps; ``living`` and ``dead`` give nodes by type, in the order of creation.
    """

    __slots__ = ("_about", "_colours", "_dead", "_living", "_made", "estimates", "graph", "schema", "spent", "steps")

    def __init__(self, schema: Schema, graph: ResourceGraph | None = None) -> None:
        self.schema = schema
        self.graph: ResourceGraph = schema.empty_graph() if graph is None else graph
        self.steps: tuple[Step, ...] = ()
        self.spent = 0
        self.estimates: dict[tuple[str, tuple[str | None, ...]], float] = {}
        """What ``ways`` found out about this world; it dies with the trail."""
        self._about: Concern | None = None
        self._made: dict[str, int] = {} if graph is None else _counted(graph)
        self._living: dict[str, list[Node]] | None = None
        self._dead: dict[str, list[Node]] | None = None
        self._colours: Mapping[Key, bytes] | None = None

    def push(self, step: Step) -> "Trail":
        """The trail with one more step, which must be possible where it is not meant to be refused."""
        action = self.schema.actions[step.action]
        after = Trail.__new__(Trail)
        after.schema = self.schema
        after.steps = (*self.steps, step)
        after.spent = self.spent + action.cost
        after._made = self._made
        after._about = None
        after._living, after._dead, after._colours, after.graph = self._living, self._dead, self._colours, self.graph
        after.estimates = self.estimates
        if step.refusal is not None or not action.effects:
            return after
        made = step.makes
        after.graph = effects(
            action, self.graph, step.role_keys, made=made, alias=made or "",
            owner=step.actor or self.schema.actors[0], step=len(after.steps),
            data=keyed(self.schema, self.graph, step.twin),
        )[1]  # fmt: skip
        after._living = after._dead = after._colours = None
        after.estimates = {}
        if made is not None and action.creates is not None:
            name = action.creates.type
            after._made = {**self._made, name: self._made.get(name, 0) + 1}
        return after

    @property
    def about(self) -> Concern:
        """What the last step is about."""
        if self._about is None:
            self._about = concern(self.schema, self.steps[-1])
        return self._about

    @property
    def colours(self) -> Mapping[Key, bytes]:
        """A label for each living resource, equal for those that are interchangeable."""
        if self._colours is None:
            self._colours = colours(self.graph)
        return self._colours

    def living(self, type_name: str) -> "list[Node] | tuple[Node, ...]":
        """The living resources of a type."""
        if self._living is None:
            self._living = _by_type(self.graph.living())
        return self._living.get(type_name, _NONE)

    def dead(self, type_name: str) -> "list[Node] | tuple[Node, ...]":
        """The resources of a type that once lived."""
        if self._dead is None:
            self._dead = _by_type(self.graph.dead())
        return self._dead.get(type_name, _NONE)

    def siblings(self, type_name: str, parent: Key | None) -> int:
        """How many resources of the type live below that parent."""
        return sum(1 for node in self.living(type_name) if node.key.parent == parent)

    def next_alias(self, type_name: str) -> str:
        """The alias of the next resource of the type; aliases are never used twice in a sequence."""
        return f"{self.schema.prefixes[type_name]}{self._made.get(type_name, 0) + 1}"


def _by_type(nodes: tuple[Node, ...]) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for node in nodes:
        found.setdefault(node.key.type, []).append(node)
    return found


def _counted(graph: ResourceGraph) -> dict[str, int]:
    """How many resources of each type were ever made in a world that a trail begins with."""
    return dict(Counter(node.key.type for node in (*graph.living(), *graph.dead())))
