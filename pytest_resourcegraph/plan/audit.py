"""Which goals the steps of a sequence cover, computed from nothing but the steps."""

from collections.abc import Iterable, Iterator, Sequence

from ..model.schema import Schema
from .concern import Concern
from .goals.goal import Criterion, GoalKey, Moment
from .plan import Step
from .simulate import refusals
from .trail import Trail


class Audit:
    """Follows one sequence and tells what each step covers."""

    def __init__(self, schema: Schema, criteria: Sequence[Criterion]) -> None:
        self.schema = schema
        self.criteria = criteria
        self.earlier: tuple[tuple[Step, Concern], ...] = ()

    def take(self, before: Trail, after: Trail) -> Iterator[GoalKey]:
        """The keys that the last step of ``after`` covers; keys that are no goals are among them."""
        step = after.steps[-1]
        moment = Moment(
            schema=self.schema, before=before, after=after, step=step, about=after.about,
            reasons=refusals(self.schema, before.graph, step) if step.refusal is not None else (),
            earlier=self.earlier,
        )  # fmt: skip
        self.earlier = (*self.earlier, (step, moment.about))
        for criterion in self.criteria:
            yield from criterion.covers(moment)


def audit(schema: Schema, criteria: Sequence[Criterion], steps: Iterable[Step]) -> tuple[tuple[GoalKey, ...], ...]:
    """For each step the keys that it covers."""
    reader = Audit(schema, criteria)
    trail = Trail(schema)
    found: list[tuple[GoalKey, ...]] = []
    for step in steps:
        after = trail.push(step)
        found.append(tuple(reader.take(trail, after)))
        trail = after
    return tuple(found)
