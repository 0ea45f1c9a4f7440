"""``states``: every state of every type is reached (state coverage)."""

from collections.abc import Iterable, Iterator

from ...events.key import Key
from ...model.effect import Create, Move
from ...model.schema import Schema
from .goal import Do, Goal, GoalKey, Moment


class States:
    """Each type is seen in each of its states; a type without states once at all."""

    name = "states"

    def goals(self, schema: Schema) -> Iterable[Goal]:
        """One goal for each type and state."""
        for type_ in schema.types.values():
            for state in type_.states or (None,):
                ways = tuple(_ways(schema, type_.name, state))
                yield Goal(
                    key=(self.name, type_.name, state or ""),
                    text=f"{type_.name} {state}" if state else type_.name,
                    wants=ways,
                    actions=tuple(dict.fromkeys(way.action for way in ways)),
                    never="" if ways else _reason(type_.name, state),
                )

    def covers(self, moment: Moment) -> Iterator[GoalKey]:
        """The states of what the step made or moved."""
        step = moment.step
        if step.refusal is not None:
            return
        action = moment.schema.actions[step.action]
        keys = step.role_keys
        for effect in action.effects:
            key = None
            if isinstance(effect, Create) and step.makes is not None:
                key = Key(effect.type, step.makes, keys[effect.parent] if effect.parent else None)
            elif isinstance(effect, Move):
                key = keys[effect.role]
            node = moment.after.graph.node(key) if key is not None else None
            if node is not None:
                yield (self.name, node.key.type, node.state or "")


def _ways(schema: Schema, type_name: str, state: str | None) -> Iterator[Do]:
    for action in schema.actions.values():
        for effect in action.effects:
            if isinstance(effect, Create) and effect.type == type_name and effect.state == state:
                yield Do(action=action.name)
            elif isinstance(effect, Move) and action.role(effect.role).type == type_name:
                for source, target in effect.moves:
                    if target == state:
                        yield Do(action=action.name, states=((effect.role, source),))


def _reason(type_name: str, state: str | None) -> str:
    return f"no action moves {type_name} to {state}" if state else f"nothing creates {type_name}"
