"""A sequence that is run first in every run: it once showed a bug, and must not again."""

from dataclasses import dataclass, field

from .origin import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """A named sequence: a replay token, or a file with the YAML of a sequence. ``name`` is that of its test."""

    name: str
    sequence: str
    origin: Origin = field(default=Origin(), compare=False)
