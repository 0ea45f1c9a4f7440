"""What is conceded to a doubtful action: it may need more than is known of it, and a key may be none.

What is learned from the system takes the concession back: what was read has to be read again, and a key that was
refused to one is refused to all. What it would not make cannot be used.
"""

from collections.abc import Mapping

from ..graph.graph import ResourceGraph
from ..model.action import Refusal
from ..model.answer import Answer
from ..model.guard import Broken
from ..model.schema import Schema
from ..plan.plan import Step
from .ask import Ask
from .memory import Memory


class Stopped(Exception):
    """The system would not make what a step needs, and may be right: the step cannot be taken."""


def check_made(declined: Mapping[tuple[str, str], str], step: Step) -> None:
    """Raises Stopped where a step needs what was ``declined``: types and aliases, with what the system said."""
    needed = [*(key for _, key in step.roles), *([step.twin] if step.twin is not None else [])] if declined else []
    for key in (above for one in needed for above in (one, *one.ancestors())):
        why = declined.get((key.type, str(key.id)))
        if why:
            raise Stopped(why)


def weighed(
    memory: Memory, schema: Schema, ask: Ask, answer: Answer, graph: ResourceGraph, reasons: tuple[Broken, ...], *,
    unused: bool,
) -> tuple[Broken, ...]:  # fmt: skip
    """Why the step had to be refused, with this answer at hand; what it teaches is kept in memory.

    A key that was not used again (``unused``) is no reason.
    """
    if unused:
        reasons = tuple(reason for reason in reasons if reason.refusal is not Refusal.DUPLICATE)
    memory.learn_key(ask.action, answer, reasons)
    if ask.judged and not reasons:
        return excused(memory, ask, answer, graph, unused=unused)
    if ask.action.doubtful and answer.succeeded(ask.action.expects):
        return conceded(memory, schema, ask, reasons)
    return reasons


def excused(memory: Memory, ask: Ask, answer: Answer, graph: ResourceGraph, *, unused: bool) -> tuple[Broken, ...]:
    """Why a refusal is no finding where success was predicted; empty where it is one, and for a success.

    A read that has succeeded before is not excused, nor a create with a key that a dead one had (unless ``unused``).
    """
    action = ask.action
    was_proven = action.identity in memory.proven
    memory.learn(action, answer)
    freed = ask.twin is not None and not unused and not graph.exists(ask.twin)
    told = answer.status in action.unavailable  # the document says that it may be so
    if not action.doubtful or not answer.is_refusal or (was_proven and (action.observes or freed) and not told):
        return ()
    text = f"{action.name} may need more than is known of it"
    return (Broken(refusal=Refusal.CONDITION, role="", key=None, text=text),)


def conceded(memory: Memory, schema: Schema, ask: Ask, reasons: tuple[Broken, ...]) -> tuple[Broken, ...]:
    """The reasons for a refusal, without a key that may be none.

    Sure is one that somebody has declared, and for an update one that a create was refused for.
    """
    type_name = ask.twin.type if ask.twin is not None else ""
    if ask.action.creates is None and type_name in memory.keys:
        return reasons
    if type_name and not schema.types[type_name].likely_key:
        return reasons
    return tuple(reason for reason in reasons if reason.refusal is not Refusal.DUPLICATE)
