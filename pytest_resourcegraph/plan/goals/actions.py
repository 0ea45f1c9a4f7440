"""``actions``: every action once (operation coverage)."""

from collections.abc import Iterable, Iterator

from ...model.schema import Schema
from .goal import Do, Goal, GoalKey, Moment


class Actions:
    """Each action succeeds once."""

    name = "actions"

    def goals(self, schema: Schema) -> Iterable[Goal]:
        """One goal an action."""
        for action in schema.actions:
            yield Goal(key=(self.name, action), text=action, wants=(Do(action=action),), actions=(action,))

    def covers(self, moment: Moment) -> Iterator[GoalKey]:
        """The action of a step that succeeds."""
        if moment.step.refusal is None:
            yield (self.name, moment.step.action)
