"""A step to take, with real keys, and how it is announced."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..events.facts import Purpose, StepStarted
from ..events.key import Key
from ..graph.graph import ResourceGraph
from ..model.action import Action, Refusal
from ..model.check import Taken
from ..model.guard import Broken
from .bind import alias_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A step to take, with real keys.

    ``alias`` names what it creates, ``twin`` is one whose natural key it uses again, ``refusal`` the way in which a
    planned step means to break its precondition. An observation has a ``relation`` to what ``follows`` changed.
    ``judged`` is False for steps of cleanup, which no check looks at.
    """

    action: Action
    roles: Mapping[str, Key] = field(default_factory=dict)
    number: int = 0
    actor: str = ""
    alias: str | None = None
    twin: Key | None = None
    purpose: Purpose = Purpose.PLANNED
    refusal: Refusal | None = None
    relation: str = ""
    follows: Taken | None = None
    judged: bool = True


def addressed(ask: Ask, graph: ResourceGraph) -> Ask:
    """The step with the resources that the call reaches: an id may be that of another one below another parent.

    Where each parent has ids of its own, a resource that is asked for below a parent in which its id is that of another
    one is that other one, and nothing is wrong with the question.
    """
    roles = ask.action.roles
    reached = dict(ask.roles)
    # From above: where one is another than was meant, so is what hangs below it.
    for role in sorted(roles, key=lambda role: sum(1 for _ in ask.roles[role.name].ancestors())) if roles[1:] else ():
        upper, key = reached.get(role.below or ""), reached[role.name]
        if upper is not None and not key.is_below(upper):
            alike = (node.key for node in graph.living(key.type) if node.key.id == key.id and node.key.is_below(upper))
            reached[role.name] = next(alike, key)
    if reached != ask.roles:
        return replace(ask, roles=reached, refusal=None)
    if ask.refusal is Refusal.WRONG_PARENT and _is_in_place(ask, graph):
        return replace(ask, refusal=None)
    return ask


def _is_in_place(ask: Ask, graph: ResourceGraph) -> bool:
    """Whether everything that is asked for lives where it is asked for."""
    uppers = ((ask.roles[role.name], ask.roles.get(role.below or "")) for role in ask.action.roles)
    return all(graph.exists(key) and (upper is None or key.is_below(upper)) for key, upper in uppers)


def announced(ask: Ask, alias: str, reasons: tuple[Broken, ...], graph: ResourceGraph) -> StepStarted:
    """The fact that the step begins: it reads like a line of a program, and says what is predicted of it."""
    names = [alias_of(key, graph) for key in ask.roles.values()]
    if ask.twin is not None:
        names.append(f"key of {alias_of(ask.twin, graph)}")
    makes = f"{alias} = " if ask.action.creates and not reasons else ""
    who = f" as {ask.actor}" if ask.actor else ""
    return StepStarted(
        number=ask.number,
        action=ask.action.name,
        text=f"{makes}{ask.action.name}({', '.join(names)}){who}",
        purpose=ask.purpose,
        expected="refusal" if reasons else "success",
        why=reasons[0].text if reasons else "",
        relation=ask.relation,
        actor=ask.actor,
    )
