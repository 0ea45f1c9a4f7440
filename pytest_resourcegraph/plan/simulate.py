"""The symbolic world: what a step does to the graph if the system keeps to the model.

``apply`` is pure and cheap, and the same for planning, prediction, shrinking, replay and race checking.
"""

from collections.abc import Iterable, Mapping

from ..events.change import GraphFact
from ..events.key import Id, Key
from ..graph.fold import apply as fold_fact
from ..graph.graph import ResourceGraph
from ..graph.node import Node
from ..model.action import Action
from ..model.effect import predict
from ..model.guard import Broken, broken
from ..model.schema import Schema
from .plan import Step


def refusals(schema: Schema, graph: ResourceGraph, step: Step) -> tuple[Broken, ...]:
    """The reasons for which the system must refuse the step; empty where it must comply."""
    actor = step.actor or schema.actors[0]
    key_field = schema.types[step.twin.type].key if step.twin is not None else None
    return broken(schema.actions[step.action], graph, step.role_keys, actor=actor, twin=step.twin, key_field=key_field)


def effects(
    action: Action,
    graph: ResourceGraph,
    roles: Mapping[str, Key],
    *,
    made: Id | None = None,
    alias: str = "",
    owner: str = "",
    data: Mapping[str, object] | None = None,
    written: tuple[str, ...] | None = None,
    step: int = 0,
) -> tuple[tuple[GraphFact, ...], ResourceGraph]:
    """The facts that a success of the action brings about, and the graph after them."""
    facts: list[GraphFact] = []
    for effect in action.effects:
        predicted = predict(
            effect, graph, roles, made=made, alias=alias, owner=owner, data=data, written=written, step=step
        )
        for fact in predicted:
            facts.append(fact)
            graph = fold_fact(graph, fact)
    return tuple(facts), graph


def key_of(schema: Schema, node: Node) -> object:
    """The natural key of a resource: the real one, or in a plan the alias of the first that had it."""
    return node.data.get(schema.types[node.key.type].key or "", node.alias)


def keyed(schema: Schema, graph: ResourceGraph, twin: Key | None) -> Mapping[str, object]:
    """What a plan knows of what uses the natural key of another one: that both have the same."""
    node = graph.node(twin) if twin is not None else None
    name = schema.types[twin.type].key if twin is not None else None
    return {name: key_of(schema, node)} if node is not None and name is not None else {}


def apply(schema: Schema, graph: ResourceGraph, step: Step, number: int = 0) -> ResourceGraph:
    """The graph after the step: unchanged where it must be refused."""
    if step.relation or refusals(schema, graph, step):
        return graph
    owner = step.actor or schema.actors[0]
    made = step.makes
    return effects(
        schema.actions[step.action], graph, step.role_keys, made=made, alias=made or "", owner=owner, step=number,
        data=keyed(schema, graph, step.twin),
    )[1]  # fmt: skip


def simulate(schema: Schema, steps: Iterable[Step]) -> ResourceGraph:
    """The graph after all steps, from an empty world."""
    graph = schema.empty_graph()
    for number, step in enumerate(steps, start=1):
        graph = apply(schema, graph, step, number)
    return graph
