"""``@regression("RG1-…")``: a finding of the past becomes a test that always runs first."""

import sys
from collections.abc import Callable
from typing import Any

from ..model.origin import Origin
from ..model.regression import Regression as Value
from .declaration import Declaration, record


class Regression(Declaration):
    """Pins a sequence under a name; ``sequence`` is a replay token, or the path of a file with one or with its YAML."""

    __slots__ = ("name", "origin", "sequence")

    def __init__(self, name: str, sequence: str, origin: Origin) -> None:
        self.name = name
        self.sequence = sequence
        self.origin = origin

    def value(self) -> Value:
        """The regression as the model holds it."""
        return Value(name=self.name, sequence=self.sequence, origin=self.origin)

    def __repr__(self) -> str:
        return f"<regression {self.name}>"


def regression(sequence: str, *, name: str | None = None) -> Callable[[Any], Any]:
    """Pins a sequence, as a token of a report or a file, to be run first in every run.

    As a decorator it has the name of the function, whose text says what the bug was; the function itself is not called.
    With ``name=`` it needs no function.
    """
    frame = sys._getframe(1)
    origin = Origin(frame.f_code.co_filename, frame.f_lineno)
    if name is not None:
        record(Regression(name, sequence, origin), frame.f_globals)

    def declare(function: Any) -> Any:
        if name is None:
            record(Regression(str(getattr(function, "__name__", function)), sequence, origin), frame.f_globals)
        return function

    return declare
