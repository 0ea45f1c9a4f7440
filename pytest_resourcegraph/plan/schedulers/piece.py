"""A sequence without a name yet: its steps, and what each of them covers."""

from collections.abc import Collection
from dataclasses import dataclass

from ..goals.goal import GoalKey
from ..plan import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Steps and, for each of them, the goals that it covers."""

    steps: tuple[Step, ...]
    covers: tuple[tuple[GoalKey, ...], ...]

    @property
    def keys(self) -> frozenset[GoalKey]:
        """Everything that it covers."""
        return frozenset([key for keys in self.covers for key in keys])

    @property
    def succeeds(self) -> frozenset[str]:
        """The actions that succeed in it."""
        return frozenset([step.action for step in self.steps if step.refusal is None])

    @property
    def text(self) -> tuple[str, ...]:
        """The steps as lines: what decides between equals, and puts shared beginnings side by side."""
        return tuple(map(str, self.steps))

    def cut(self, length: int) -> "Piece":
        """Its first steps."""
        return Piece(steps=self.steps[:length], covers=self.covers[:length])

    def new_goals(self, seen: Collection[GoalKey]) -> list[tuple[Step, GoalKey]]:
        """What it covers that was not seen before, each once, with the step that does it."""
        found: dict[GoalKey, Step] = {}
        for step, keys in zip(self.steps, self.covers, strict=True):
            for key in keys:
                if key not in seen and key not in found:
                    found[key] = step
        return [(step, key) for key, step in found.items()]
