"""``refusals``: every precondition broken in every named way (guard coverage).

Kept few, because two goals that send the same request say the same:

* neither ``after-destroy`` nor ``after-parent-destroy`` is stated for a role that another role hangs below: both are
  gone then, and ``after-parent-destroy`` of the lower one is that very request;
* ``missing-reference`` is stated for what the action links to, and for the parent of what it creates only where
  nothing destroys the parent; elsewhere a parent that is gone says as much as one that never was;
* what no action brings about (nothing destroys a type, nothing moves one to a state) is one infeasible goal for the
  type, not one for each action.
"""

from collections.abc import Iterable, Iterator

from ...model.action import Action, Refusal, Role
from ...model.effect import Create, Link, Update
from ...model.schema import Schema
from .goal import Break, Goal, GoalKey, Moment


class Refusals:
    """Each action is refused for each role in each way that its ``refusals`` name."""

    name = "refusals"

    def goals(self, schema: Schema) -> Iterable[Goal]:
        """One goal for each (action, role, way, state or ancestor type)."""
        missing: dict[GoalKey, Goal] = {}
        for action in schema.actions.values():
            for want, never in _wants(schema, action):
                if want.refusal not in action.refusals:
                    continue
                if never:
                    goal = _unreachable(schema, action, want, never)
                    known = missing.get(goal.key)
                    actions = (*known.actions, action.name) if known else (action.name,)
                    missing[goal.key] = Goal(key=goal.key, text=goal.text, actions=actions, never=never)
                    continue
                yield Goal(key=key_of(want), text=_text(want), wants=(want,), actions=(action.name,))
        yield from missing.values()

    def covers(self, moment: Moment) -> Iterator[GoalKey]:
        """Every role that the step breaks in the way it means to."""
        step = moment.step
        for reason in moment.reasons:
            if reason.refusal is not step.refusal:
                continue
            detail = ""
            node = moment.before.graph.node(reason.key) if reason.key is not None else None
            if node is not None and reason.refusal is Refusal.WRONG_STATE:
                detail = node.state or ""
            elif node is not None and reason.refusal is Refusal.AFTER_PARENT_DESTROY and node.ended_with is not None:
                detail = node.ended_with.type
            yield (self.name, step.action, reason.role, reason.refusal.value, detail)
            if node is not None and reason.refusal is Refusal.AFTER_PARENT_DESTROY and node.state:
                yield (self.name, step.action, reason.role, reason.refusal.value, detail, node.state)


def key_of(want: Break) -> GoalKey:
    """The key of the goal that wants this."""
    key = (Refusals.name, want.action, want.role, want.refusal.value, want.detail)
    return (*key, want.state) if want.state else key


def _text(want: Break) -> str:
    place = " ".join(part for part in (want.role, want.detail) if part)
    if want.refusal is Refusal.AFTER_PARENT_DESTROY:
        place = " ".join(part for part in (want.state, want.role, "with its", want.detail) if part)
    return f"{want.action} {want.refusal.value}" + (f" ({place})" if place else "")


def _unreachable(schema: Schema, action: Action, want: Break, never: str) -> Goal:
    type_name = action.role(want.role).type
    state = want.detail if want.refusal is Refusal.WRONG_STATE else ""
    return Goal(
        key=(Refusals.name, "", type_name, want.refusal.value, state),
        text=f"{want.refusal.value} ({' '.join(part for part in (type_name, state) if part)})", never=never,
    )  # fmt: skip


def _wants(schema: Schema, action: Action) -> Iterator[tuple[Break, str]]:
    """Each way to break the action, and why it cannot be brought about, where that is plain."""
    for role in action.roles:
        yield from _of_role(schema, action, role)
    made = action.creates
    if made is not None and schema.types[made.type].key is not None and not schema.types[made.type].idempotent:
        yield Break(action=action.name, role="", refusal=Refusal.DUPLICATE), ""
    if made is None and any(_is_keyed(schema, action.role(effect.role)) for effect in _updates(action)):
        yield Break(action=action.name, role="", refusal=Refusal.DUPLICATE), ""
    if action.when is not None:
        yield Break(action=action.name, role="", refusal=Refusal.CONDITION), ""
    if schema.anonymous:
        yield Break(action=action.name, role="", refusal=Refusal.ANONYMOUS), ""


def _updates(action: Action) -> tuple[Update, ...]:
    return tuple(effect for effect in action.effects if isinstance(effect, Update))


def _is_keyed(schema: Schema, role: Role) -> bool:
    """Whether an update could give the resource a key that is taken: an id that is the key itself does not change."""
    type_ = schema.types[role.type]
    return type_.key is not None and type_.key != type_.id_field


def _of_role(schema: Schema, action: Action, role: Role) -> Iterator[tuple[Break, str]]:
    def want(refusal: Refusal, detail: str = "") -> Break:
        return Break(action=action.name, role=role.name, refusal=refusal, detail=detail)

    if role.states:
        for state in schema.types[role.type].states:
            if state not in role.states:
                yield want(Refusal.WRONG_STATE, state), _no_way_to(schema, role.type, state)
    if not any(lower.below == role.name for lower in action.roles):
        never = "" if schema.destroyers[role.type] else f"nothing destroys {role.type}"
        yield want(Refusal.AFTER_DESTROY), never
        for above in schema.ancestors(role.type):
            if schema.destroyers[above]:
                yield want(Refusal.AFTER_PARENT_DESTROY, above), ""
        yield from _ends_in_states(schema, action, role)
    if role.below is not None or (role.uses_parent and schema.types[role.type].parent is not None):
        yield want(Refusal.WRONG_PARENT), ""
    if len(schema.actors) > 1:
        yield want(Refusal.OTHER_ACTOR), ""
    if role.name in _targets(action) or _is_lasting_parent(schema, action, role):
        yield want(Refusal.MISSING_REFERENCE), ""


def _ends_in_states(schema: Schema, action: Action, role: Role) -> Iterator[tuple[Break, str]]:
    """What ends with its ancestor ends in whatever state it is: one reader says so for each state but the first."""
    type_ = schema.types[role.type]
    above = next((name for name in schema.ancestors(role.type) if schema.destroyers[name]), None)
    if action.reads != role.name or above is None or schema.readers[role.type][:1] != (action,):
        return
    for state in type_.states:
        if state != type_.born and not _no_way_to(schema, role.type, state):
            yield (
                Break(
                    action=action.name, role=role.name, refusal=Refusal.AFTER_PARENT_DESTROY, detail=above, state=state
                ),
                "",
            )


def _no_way_to(schema: Schema, type_name: str, state: str) -> str:
    """Why a state is never reached, where no create and no move leads to it."""
    for action in schema.actions.values():
        for effect in action.effects:
            if isinstance(effect, Create) and effect.type == type_name and effect.state == state:
                return ""
        for move in action.moves:
            if action.role(move.role).type == type_name and any(target == state for _, target in move.moves):
                return ""
    return f"no action moves {type_name} to {state}"


def _targets(action: Action) -> frozenset[str]:
    """The roles whose resources the action refers to."""
    made = [role for effect in action.effects if isinstance(effect, Create) for _, role in effect.links]
    linked = [effect.target for effect in action.effects if isinstance(effect, Link) and effect.target]
    return frozenset([*made, *linked])


def _is_lasting_parent(schema: Schema, action: Action, role: Role) -> bool:
    made = action.creates
    return made is not None and made.parent == role.name and role.type in schema.uncleanable
