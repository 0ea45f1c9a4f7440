"""There and back: where a sequence makes something and destroys it again, its parent is read before, between and after.

Each such way is watched once in a process, so that the number of these observations is bounded by the model.
"""

from collections.abc import Iterator, Sequence

from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..model.action import Action
from ..model.schema import Schema
from ..plan.plan import BEFORE, Step
from ..plan.simulate import apply
from .bind import bind
from .execution import Execution
from .fill import fill
from .observation import Observation
from .observe import Observe, Observer
from .relation import surroundings

PARENT = "parent"
THERE_AND_BACK = "there and back"


class RoundTrips:
    """The round trips of one sequence that are still to be watched, as observations by the place of a step."""

    def __init__(self, schema: Schema, observer: Observer, steps: Sequence[Step]) -> None:
        self._before: dict[int, list[tuple[Action, Key]]] = {}
        self._after: dict[int, list[tuple[Action, Key]]] = {}
        if observer.mode is Observe.OFF:
            return
        for made, ended, parent in _trips(schema, steps):
            for reader in schema.readers[parent.type]:
                if observer.remember(THERE_AND_BACK, steps[made].action, steps[ended].action, reader.identity):
                    self._before.setdefault(made, []).append((reader, parent))
                    for place in (made, ended):
                        self._after.setdefault(place, []).append((reader, parent))

    def before(self, place: int, execution: Execution) -> Iterator[Observation]:
        """What to look at before the step at this place, which counts from 0."""
        return _looks(self._before.get(place, ()), execution, BEFORE)

    def after(self, place: int, execution: Execution) -> Iterator[Observation]:
        """What to look at after it."""
        return _looks(self._after.get(place, ()), execution, PARENT)


def _looks(wanted: Sequence[tuple[Action, Key]], execution: Execution, relation: str) -> Iterator[Observation]:
    for reader, key in wanted:
        real = bind(key, execution.bindings, execution.graph)
        roles = fill(reader.roles, {reader.reads or "": real}, execution.graph)
        node = execution.graph.node(real)
        if roles is not None and node is not None:
            owner = node.owner if node.owner != execution.schema.actors[0] else ""
            yield Observation(action=reader, roles=roles, relation=relation, actor=owner)


def _trips(schema: Schema, steps: Sequence[Step]) -> Iterator[tuple[int, int, Key]]:
    """(place of the create, place of the destroy, parent) where the parent and what it holds are the same as before."""
    if not any(schema.actions[step.action].destroys for step in steps if not step.relation):
        return
    graphs = [schema.empty_graph()]
    for number, step in enumerate(steps, start=1):
        graphs.append(graphs[-1] if step.relation else apply(schema, graphs[-1], step, number))
    for ended, step in enumerate(steps):
        for key in _destroyed(schema, step):
            made = next((place for place, other in enumerate(steps[:ended]) if _makes(schema, other, key)), None)
            if key.parent is None or made is None or not schema.readers[key.parent.type]:
                continue
            there, back = _situation(graphs[made], key.parent), _situation(graphs[ended + 1], key.parent)
            if there == back and not _is_changed(schema, steps[made:ended], key):
                yield made, ended, key.parent


def _destroyed(schema: Schema, step: Step) -> tuple[Key, ...]:
    if step.relation or step.refusal is not None:
        return ()
    return tuple(step.role_keys[role] for role in schema.actions[step.action].destroys)


def _makes(schema: Schema, step: Step, key: Key) -> bool:
    create = None if step.relation or step.refusal is not None else schema.actions[step.action].creates
    return create is not None and step.makes == key.id and create.type == key.type


def _situation(graph: ResourceGraph, key: Key) -> tuple[object, ...] | None:
    """The state of a resource, and what exists below it, around it and points to it."""
    node = graph.node(key)
    if node is None or not node.alive:
        return None
    around = (*graph.descendants(key), *graph.referrers(key))
    return node.state, frozenset((other.key, other.state) for other in around), surroundings(graph, key)


def _is_changed(schema: Schema, steps: Sequence[Step], key: Key) -> bool:
    """Whether a step changes the parent of what comes and goes, or anything else in it."""
    for step in steps:
        if not step.relation and step.refusal is None:
            changed = (step.role_keys[role] for role in schema.actions[step.action].changes)
            if any(key.parent in (one, *one.ancestors()) and key not in (one, *one.ancestors()) for one in changed):
                return True
    return False
