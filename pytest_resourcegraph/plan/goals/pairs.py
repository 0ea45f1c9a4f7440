"""``pairs``, ``triples`` and ``order``: what follows what (1-switch, 2-switch, sequence covering arrays)."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ...model.schema import Schema
from ..concern import changes, related
from .goal import After, Follow, Goal, GoalKey, Moment
from .relation import related_pairs


class Pairs:
    """Each action directly after each other one with which it shares a resource, an ancestor or a ``touches``.

    One of the two changes something: a read after a read is no goal.
    """

    name = "pairs"

    def goals(self, schema: Schema) -> Iterable[Goal]:
        """One goal for each (first, second) that the declarations allow."""
        for first, second in related_pairs(schema):
            yield Goal(
                key=(self.name, first, second), text=f"{first}, {second}",
                wants=(Follow(actions=(first, second)),), actions=(first, second),
            )  # fmt: skip

    def covers(self, moment: Moment) -> Iterator[GoalKey]:
        """The pair of this step and the one directly before it."""
        if _linked(moment, 1):
            yield (self.name, moment.earlier[-1][0].action, moment.step.action)


class Triples:
    """As pairs, three in a row (2-switch)."""

    name = "triples"

    def goals(self, schema: Schema) -> Iterable[Goal]:
        """One goal for each two pairs that meet."""
        pairs = tuple(related_pairs(schema))
        after: dict[str, list[str]] = {}
        for first, second in pairs:
            after.setdefault(first, []).append(second)
        for first, second in pairs:
            for third in after.get(second, ()):
                yield Goal(
                    key=(self.name, first, second, third), text=f"{first}, {second}, {third}",
                    wants=(Follow(actions=(first, second, third)),), actions=(first, second, third),
                )  # fmt: skip

    def covers(self, moment: Moment) -> Iterator[GoalKey]:
        """The two steps before and this one."""
        if _linked(moment, 2):
            before = tuple(step.action for step, _ in moment.earlier[-2:])
            yield (self.name, *before, moment.step.action)


class Order:
    """Each action at some time after each other one with which it shares something, whatever is between."""

    name = "order"

    def goals(self, schema: Schema) -> Iterable[Goal]:
        """The same goals as pairs, without being adjacent."""
        for first, last in related_pairs(schema):
            yield Goal(
                key=(self.name, first, last), text=f"{first} … {last}",
                wants=(After(first=first, last=last),), actions=(first, last),
            )  # fmt: skip

    def covers(self, moment: Moment) -> Iterator[GoalKey]:
        """Every step before that shares something with this one."""
        if moment.step.refusal is not None:
            return
        for step, about in moment.earlier:
            if step.refusal is None and related(about, moment.about):
                yield (self.name, step.action, moment.step.action)


def _linked(moment: Moment, length: int) -> bool:
    """Whether the last ``length`` steps and this one succeed, each sharing with the next, one of the two changing."""
    if moment.step.refusal is not None or len(moment.earlier) < length:
        return False
    chain = [*moment.earlier[-length:], (moment.step, moment.about)]
    actions = moment.schema.actions
    return all(
        one[0].refusal is None
        and related(one[1], two[1])
        and (changes(actions[one[0].action]) or changes(actions[two[0].action]))
        for one, two in pairwise(chain)
    )
