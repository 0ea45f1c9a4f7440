"""Cleans up what an execution made, children first, and tells what it could not."""

from collections.abc import Iterator

from ..errors import Unreachable
from ..events.change import Destroyed
from ..events.facts import Left, Purpose
from ..events.key import Key
from ..graph.node import Node
from ..model.action import Action
from ..model.check import Taken
from ..model.guard import broken
from ..plan.provide import removal
from .ask import Ask
from .execution import Execution
from .fill import fill


def cleanup(execution: Execution, number: int) -> tuple[Left, ...]:
    """What could not be cleaned up, each also emitted as a fact. ``number`` is that of the last step.

    Every living resource is destroyed by an action that does so and that accepts it in its state, the deepest and the
    youngest first. What no action accepts may still end with its parent. Nothing is raised for what cannot be cleaned.
    """
    reasons: dict[Key, str] = {}
    try:
        for key in execution.strays:
            _destroy(execution, key, number, reasons)
        _destroy_all(execution, number, reasons)
        for node in reversed(execution.graph.living()):
            if execution.graph.exists(node.key) and node.key not in reasons:
                _bring_and_destroy(execution, node.key, number, reasons)
        if any(execution.graph.exists(key) for key in reasons):
            # What was refused because something referred to it, or was in it, may be free by now.
            _destroy_all(execution, number, reasons)
    except Unreachable as error:
        for node in execution.graph.living():
            reasons.setdefault(node.key, str(error).splitlines()[0])
    left = tuple(
        Left(key=node.key, alias=node.alias, reason=execution.masked(reasons.get(node.key) or _why(execution, node)))
        for node in execution.graph.living()
    )
    left += tuple(
        Left(key=key, alias=execution.alias(key), reason=execution.masked(reasons[key]))
        for key in execution.strays
        if key in reasons and not execution.graph.exists(key)
    )
    for fact in left:
        execution.emit(fact)
    return left


def _destroy_all(execution: Execution, number: int, reasons: dict[Key, str]) -> None:
    for node in sorted(execution.graph.living(), key=_depth_and_age, reverse=True):
        if execution.graph.exists(node.key):
            _destroy(execution, node.key, number, reasons)


def _depth_and_age(node: Node) -> tuple[int, int]:
    return len(list(node.key.ancestors())), node.order


def _destroy(execution: Execution, key: Key, number: int, reasons: dict[Key, str]) -> None:
    """Destroy one resource; where that fails the reason is noted."""
    for action, roles in _destroyers(execution, key):
        taken = _take(execution, action, roles, key, number, reasons)
        if taken is None:
            continue
        if taken.succeeded:
            reasons.pop(key, None)
            return
        if _is_gone(taken, key):
            if execution.graph.exists(key):
                execution.emit(Destroyed(key=key, step=number))
            return
        reasons[key] = f"{action.name} answered {taken.answer.label}"


def _bring_and_destroy(execution: Execution, key: Key, number: int, reasons: dict[Key, str]) -> None:
    """Bring a resource to a state in which it can be destroyed, and destroy it."""
    for step in removal(execution.schema, execution.graph, key):
        action = execution.schema.actions[step.action]
        taken = _take(execution, action, dict(step.roles), key, number, reasons)
        if taken is None or not taken.succeeded:
            reasons.setdefault(key, f"{action.name} answered {taken.answer.label}" if taken else "")
            return


def _take(
    execution: Execution, action: Action, roles: dict[str, Key], key: Key, number: int, reasons: dict[Key, str]
) -> Taken | None:
    """Take a step of cleanup as the owner; None where it raised, with the reason noted."""
    node = execution.graph.node(key)
    owner = node.owner if node is not None and node.owner in execution.schema.actors else ""
    actor = owner if owner != execution.schema.actors[0] else ""
    try:
        return execution.take(
            Ask(action=action, roles=roles, number=number, actor=actor, purpose=Purpose.CLEANUP, judged=False)
        )[0]
    except Unreachable:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a user's action raises, the others are cleaned up
        reasons[key] = f"{action.name} raised {type(error).__name__}: {str(error).partition(chr(10))[0]}"
        return None


def _destroyers(execution: Execution, key: Key) -> Iterator[tuple[Action, dict[str, Key]]]:
    """The actions that destroy this resource in its present state, with resources for their other roles."""
    alive = execution.graph.exists(key)
    for action in sorted(execution.schema.destroyers[key.type], key=lambda action: len(action.roles)):
        role = next(role for role in action.destroys if action.role(role).type == key.type)
        roles = fill(action.roles, {role: key}, execution.graph)
        if roles is not None and not (alive and broken(action, execution.graph, roles)):
            yield action, roles


def _is_gone(taken: Taken, key: Key) -> bool:
    return taken.answer.status in taken.schema.types[key.type].gone


def _why(execution: Execution, node: Node) -> str:
    if not execution.schema.destroyers[node.key.type]:
        return f"no action destroys a {node.key.type}"
    return f"no action destroys a {node.key.type} that is {node.state or 'alive'}"
