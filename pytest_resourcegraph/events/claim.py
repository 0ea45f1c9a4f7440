"""What had to be true of an answer, as data: what a script that repeats a finding compares, far from the engine.

Paths lead from the top of the JSON body: names and places, as ``("data", 0, "id")``.
"""

from dataclasses import dataclass
from typing import TypeAlias

from .key import Id

Path: TypeAlias = tuple[str | int, ...]

SUCCESS, REFUSAL, NO_SERVER_ERROR = "success", "refusal", "no server error"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusIs:
    """The status is one of these, or (where none are named) of the family: success (2xx), refusal (4xx), or no 5xx."""

    statuses: tuple[int, ...] = ()
    family: str = SUCCESS


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldIs:
    """The value at the path is this JSON value, or (``negated``) is there and is not."""

    path: Path
    value: object
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAsIn:
    """The value at the path is what the answer to an earlier step showed there; steps count from 1."""

    path: Path
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The array at the path has so many items whose ``field`` (a dotted path) is this value."""

    path: Path
    field: str
    value: Id
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """The array at the path has so many items."""

    path: Path
    items: int


Claim: TypeAlias = StatusIs | FieldIs | FieldAsIn | Listed | Length
