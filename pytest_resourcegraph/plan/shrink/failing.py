"""A failing sequence, and the rule that says which other sequences may fail as it does."""

from collections.abc import Iterable

from ...events.key import Key
from ...model.schema import Schema
from ..plan import BEFORE, INVARIANT, Step
from .needs import Needs
from .repair import Steps, made_by, named, repaired


class Failing:
    """Steps of which the last shows a finding. ``needs`` tells what each of them needs of those before it.

    ``broken`` are the ways in which the last step breaks its precondition; empty where it must succeed.
    """

    def __init__(self, schema: Schema, steps: Steps) -> None:
        self.schema = schema
        self.steps = steps
        self.last = steps[-1]
        self.needs = Needs(schema, steps)
        kept, self.broken = repaired(schema, steps)
        self.is_followed = bool(kept) and kept[-1] == self.last
        """Whether the model can follow the sequence to its end: a graph without data knows less than a real one."""
        self.suspect = self._suspect()
        """The place of the step that most likely brought it about: what is observed, or what last changed it."""

    def candidate(self, steps: Iterable[Step]) -> Steps | None:
        """What is left of the steps after repair, if it can end as this sequence does and is shorter."""
        given = tuple(steps)
        kept, broken = repaired(self.schema, given)
        if not self.is_followed or not kept or len(kept) >= len(self.steps) or kept[-1] != given[-1]:
            return None
        if kept[-1].action != self.last.action or kept[-1].relation != self.last.relation:
            return None
        # Refused in another way it would be another finding, and so where it has to succeed.
        if bool(broken) != bool(self.broken) or (broken and not broken & self.broken):
            return None
        return kept if self.last.relation != INVARIANT or self._follows_the_same(kept) else None

    def left(self, places: Iterable[int]) -> Steps | None:
        """The candidate with the steps at these places and the last one."""
        chosen = sorted({*places, len(self.steps) - 1})
        return self.candidate(self.steps[place] for place in chosen)

    def without(self, places: Iterable[int]) -> Steps | None:
        """The candidate without the steps at these places."""
        return self.left(set(range(len(self.steps))) - set(places))

    def _suspect(self) -> int | None:
        if self.last.relation:
            return followed(self.steps) if self.last.relation != BEFORE else None
        direct = set(named(self.last))
        earlier = reversed(range(len(self.steps) - 1))
        return next((place for place in earlier if not self.needs.affected(place).isdisjoint(direct)), None)

    def _follows_the_same(self, kept: Steps) -> bool:
        """A finding of an invariant has the name of the action that it follows."""
        one, other = followed(self.steps), followed(kept)
        return one is not None and other is not None and self.steps[one].action == kept[other].action


def followed(steps: Steps) -> int | None:
    """The place of the step that the last one, an observation, follows."""
    return next((place for place in reversed(range(len(steps) - 1)) if not steps[place].relation), None)


def about(failing: Failing) -> frozenset[Key]:
    """The resources that the end of a sequence is about: those of the last step and of the one that it follows."""
    ends = [failing.last]
    if failing.last.relation and failing.suspect is not None:
        ends.append(failing.steps[failing.suspect])
    made = (made_by(failing.schema, step) for step in ends)
    return frozenset([*(key for step in ends for key in named(step)), *(key for key in made if key is not None)])
