"""What comes of asking for a value: the value, or why there is none."""

from dataclasses import dataclass

from ....errors import Problem

REMEDY = "supply this value with a hook or a fixture, or add an example to the schema"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A value that its schema accepts: plain JSON, of which the caller may keep and change what it likes."""

    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmade:
    """No value that its schema would accept was found.

    ``pointer`` is a JSON pointer into the value, empty for the whole of it; ``reason`` is one line.
    """

    pointer: str
    reason: str

    def problem(self, where: str) -> Problem:
        """The three lines that tell it; ``where`` is the operation or its place in the document."""
        place = self.pointer or "the whole value"
        return Problem(where=where, what=f"no valid value can be made for {place}", known=self.reason, remedy=REMEDY)


class Stuck(Exception):
    """There is no value here; another alternative or a shorter object may still do.

    ``at`` are the tokens of the place.
    """

    def __init__(self, at: tuple[str, ...], reason: str) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason


class Spent(Stuck):
    """The search has used up its steps: nothing else is tried."""
