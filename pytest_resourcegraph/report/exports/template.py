"""Text and JSON with places for what is known only when a script runs."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of an id: a JSON string or number that an earlier answer showed. ``name`` is its variable."""

    name: str


@dataclass(frozen=True, slots=True)
class Run:
    """The place of eight hex digits that differ from run to run."""


@dataclass(frozen=True, slots=True)
class Demand:
    """The place of a secret, which the environment variable of that name holds."""

    name: str


Part: TypeAlias = str | Slot | Run | Demand


@dataclass(frozen=True, slots=True)
class Words:
    """A text in parts. An id in it stands there as plain text."""

    parts: tuple[Part, ...]

    @property
    def places(self) -> frozenset[Part]:
        """What has to be filled in."""
        return frozenset(part for part in self.parts if not isinstance(part, str))


@dataclass(frozen=True, slots=True)
class Items:
    """A JSON array."""

    items: "tuple[Json, ...]"


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object."""

    fields: "tuple[tuple[Words, Json], ...]"


Json: TypeAlias = bool | int | float | Words | Slot | Items | Fields | None
"""A JSON value. A ``Slot`` is the whole value, string or number as it was answered; a ``Words`` is a string."""


def places(value: Json) -> frozenset[Part]:
    """All that has to be filled in somewhere in a value."""
    match value:
        case Slot():
            return frozenset({value})
        case Words():
            return value.places
        case Items():
            return frozenset().union(*map(places, value.items))
        case Fields():
            return frozenset().union(*(name.places | places(item) for name, item in value.fields))
        case _:
            return frozenset()
