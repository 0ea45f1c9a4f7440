"""What is conceded to a doubtful action: it may need more than is known of it, and a key may be none.

What is learned from the system takes the concession back: what was read has to be read again, and a key that was
refused to one is refused to all.
"""

from ..graph.graph import ResourceGraph
from ..model.action import Refusal
from ..model.answer import Answer
from ..model.guard import Broken
from .ask import Ask
from .memory import Memory


def excused(memory: Memory, ask: Ask, answer: Answer, graph: ResourceGraph, *, unused: bool) -> tuple[Broken, ...]:
    """Why a refusal is no finding where success was predicted; empty where it is one, and for a success.

    A read that has succeeded before is not excused, nor a create with a key that a dead one had (unless ``unused``).
    """
    action = ask.action
    was_proven = action.identity in memory.proven
    memory.learn(action, answer)
    freed = ask.twin is not None and not unused and not graph.exists(ask.twin)
    if not action.doubtful or not answer.is_refusal or (was_proven and (action.observes or freed)):
        return ()
    text = f"{action.name} may need more than is known of it"
    return (Broken(refusal=Refusal.CONDITION, role="", key=None, text=text),)


def conceded(memory: Memory, ask: Ask, reasons: tuple[Broken, ...]) -> tuple[Broken, ...]:
    """The reasons for a refusal, without a key that may be none: only one that a create was refused for is sure."""
    type_name = ask.twin.type if ask.twin is not None else ""
    if ask.action.creates is None and type_name in memory.keys:
        return reasons
    return tuple(reason for reason in reasons if reason.refusal is not Refusal.DUPLICATE)
