"""The shortest planned way to the end of a failing sequence: steps that it never took may get there sooner."""

from collections.abc import Iterator
from dataclasses import replace

from ...events.key import Key
from ...graph.graph import ResourceGraph
from ...model.action import Refusal
from ...model.guard import Broken
from ...model.schema import Schema
from ..goals.goal import Break, Do, Want
from ..plan import INVARIANT, Step
from ..pursuit import Pursuit
from ..setup import Setup
from ..simulate import refusals, simulate
from ..trail import Trail
from ..ways import Ways
from .failing import Failing
from .repair import Steps, made_by

Names = dict[Key, Key]


def shortcuts(schema: Schema, steps: Steps) -> Iterator[Steps]:
    """Sequences planned from nothing to the last step, or to the one that it follows, in the same situation."""
    failing = Failing(schema, steps)
    for sequence in (_to_last(failing), _to_suspect(failing)):
        left = failing.candidate(sequence) if sequence is not None else None
        if left is not None:
            yield left


def _to_last(failing: Failing) -> Steps | None:
    last = failing.last
    found = _planned(failing, failing.steps[:-1], last) if last.relation != INVARIANT else None
    if found is None:
        return None
    # The last step of the plan has other resources, and is what the failing one is: observed or planned.
    ended = replace(found[-1], relation=last.relation, refusal=last.refusal)
    return (*found[:-1], replace(ended, makes=None) if last.relation else ended)


def _to_suspect(failing: Failing) -> Steps | None:
    """The planned way to the step that the last one observes, and the same observation after it."""
    if not failing.last.relation or failing.suspect is None:
        return None
    suspect = failing.steps[failing.suspect]
    found = _planned(failing, failing.steps[: failing.suspect], suspect)
    if found is None:
        return None
    names: Names = {}
    pairs = list(zip((key for _, key in suspect.roles), (key for _, key in found[-1].roles), strict=True))
    made, remade = made_by(failing.schema, suspect), made_by(failing.schema, found[-1])
    if made is not None and remade is not None:
        pairs.append((made, remade))
    for one, other in pairs:
        names.update(zip((one, *one.ancestors()), (other, *other.ancestors()), strict=False))
    roles = tuple((role, _translated(key, names)) for role, key in failing.last.roles)
    filled = tuple((role, key) for role, key in roles if key is not None)
    return (*found, replace(failing.last, roles=filled)) if len(filled) == len(roles) else None


def _translated(key: Key, names: Names) -> Key | None:
    return names.get(key)


def _planned(failing: Failing, before: Steps, step: Step) -> Steps | None:
    """The shortest way from nothing to a step like this one, with resources as they are before it."""
    schema = failing.schema
    graph = simulate(schema, (one for one in before if not one.relation))
    want = _want(schema, graph, step)
    if want is None or step.twin is not None or (step.actor and not isinstance(want, Break)):
        return None
    trail = Pursuit(Setup(Ways(schema))).reach(Trail(schema), want)
    if trail is None or len(trail.steps) > len(before):
        return None
    return trail.steps if trail.steps[-1].actor == step.actor else None


def _want(schema: Schema, graph: ResourceGraph, step: Step) -> Want | None:
    reasons = refusals(schema, graph, step)
    if reasons:
        reason = next((one for one in reasons if one.refusal is step.refusal), reasons[0])
        return _broken(graph, step, reason)
    nodes = [(role, graph.node(key)) for role, key in step.roles]
    return Do(action=step.action, states=tuple((role, node.state) for role, node in nodes if node and node.state))


def _broken(graph: ResourceGraph, step: Step, reason: Broken) -> Break | None:
    node = graph.node(reason.key) if reason.key is not None else None
    detail = ""
    if reason.refusal is Refusal.WRONG_STATE and node is not None:
        detail = node.state or ""
    if reason.refusal is Refusal.AFTER_PARENT_DESTROY and node is not None and node.ended_with is not None:
        detail = node.ended_with.type
    if reason.refusal in (Refusal.DUPLICATE, Refusal.ANONYMOUS):
        return None
    # What is gone may show the finding only if it ended in the state in which it did.
    ended = node.state or "" if node is not None and reason.refusal in _ENDED else ""
    return Break(action=step.action, role=reason.role, refusal=reason.refusal, detail=detail, state=ended)


_ENDED = (Refusal.AFTER_DESTROY, Refusal.AFTER_PARENT_DESTROY)
