"""What the makers of objects, arrays and everything else know of each other."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from .dialect import Node
from .made import Spent
from .shape import Shape
from .wish import Wish

STEPS = 4_000
"""So many values are tried for one sample, parts included."""

At = tuple[str, ...]


@dataclass(slots=True)
class Task:
    """One sample in the making: ``entered`` counts the references that are being followed."""

    wish: Wish
    steps: int = STEPS
    entered: dict[str, int] = field(default_factory=dict)

    def step(self, at: At) -> None:
        """Count one value. Raises Spent when there were too many."""
        self.steps -= 1
        if self.steps < 0:
            raise Spent(at, f"the schema has too many parts or alternatives: {STEPS} values were tried")


class Maker(Protocol):
    """Makes the value of a schema and knows what the schema asks for. Raises Stuck where there is none.

    ``rich`` asks for the optional properties of this object too, by which alternatives can be told apart.
    """

    def make(self, node: Node | bool, at: At, n: int, task: Task, *, rich: bool = False) -> Any:
        """A value that the schema accepts, variation ``n``."""
        ...

    def shape(self, node: Node | bool) -> Shape:
        """What the schema asks for."""
        ...

    def accepts(self, node: Node, value: object) -> bool:
        """Whether the schema accepts a value."""
        ...
