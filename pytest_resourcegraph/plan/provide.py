"""The shortest way to one living resource, from the world as it is: what a resource fixture asks for."""

from ..errors import PlanError, Problem, unknown_name
from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..model.schema import Schema
from .plan import Step
from .setup import Setup
from .trail import Trail
from .ways import Ways


def provide(
    schema: Schema, graph: ResourceGraph, type_name: str, state: str | None = None
) -> tuple[tuple[Step, ...], Key]:
    """The steps to take, none where there is such a resource already, and the key that it then has.

    A key of the graph is used as it is; what the steps make has its alias for an id. Raises PlanError for an unknown
    state, and where no sequence of actions leads there.
    """
    states = schema.types[type_name].states
    if state is not None and state not in states:
        what = f"type '{type_name}' has no state '{state}'"
        raise PlanError(unknown_name(where="", what=what, noun="states", name=state, known=states))
    found = Setup(Ways(schema)).provide(Trail(schema, graph), type_name, (state,) if state is not None else ())
    if found is None:
        wanted = f"{type_name} in state '{state}'" if state is not None else type_name
        raise PlanError(
            Problem(
                what=f"no sequence of actions leads to a living {wanted}",
                known=f"actions that create one: {', '.join(a.name for a in schema.creators[type_name]) or 'none'}",
                remedy="declare the action that is missing",
            )
        )
    trail, key = found
    return trail.steps, key


def removal(schema: Schema, graph: ResourceGraph, key: Key) -> tuple[Step, ...]:
    """The shortest way to destroy this very resource from its present state, making nothing new; empty for none."""
    trail = Setup(Ways(schema)).destroy(Trail(schema, graph), key)
    if trail is None or any(step.makes is not None for step in trail.steps):
        return ()
    return trail.steps
