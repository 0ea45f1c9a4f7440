"""``transitions``: every action from every state of each of its resources (0-switch coverage, Chow 1978)."""

from collections.abc import Iterable, Iterator

from ...model.action import Action, Role
from ...model.schema import Schema
from .goal import Do, Goal, GoalKey, Moment


class Transitions:
    """Each action succeeds from each state that it accepts, for each role; without roles once."""

    name = "transitions"

    def goals(self, schema: Schema) -> Iterable[Goal]:
        """One goal for each action, role and from-state; types without states count with none."""
        for action in schema.actions.values():
            if not action.roles:
                yield Goal(
                    key=(self.name, action.name), text=action.name, wants=(Do(action=action.name),),
                    actions=(action.name,),
                )  # fmt: skip
            for role in action.roles:
                for state in role.states or schema.types[role.type].states or (None,):
                    yield self._goal(action, role, state)

    def _goal(self, action: Action, role: Role, state: str | None) -> Goal:
        place = role.name if state is None else f"{role.name} {state}"
        return Goal(
            key=(self.name, action.name, role.name, state or ""),
            text=f"{action.name} ({place})",
            wants=(Do(action=action.name, states=((role.name, state),)),),
            actions=(action.name,),
        )

    def covers(self, moment: Moment) -> Iterator[GoalKey]:
        """The from-states of a step that succeeds."""
        step = moment.step
        if step.refusal is not None:
            return
        if not step.roles:
            yield (self.name, step.action)
        for role, key in step.roles:
            node = moment.before.graph.node(key)
            if node is not None:
                yield (self.name, step.action, role, node.state or "")
