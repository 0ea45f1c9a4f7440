"""What a caller wants of a value beyond its being valid."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which of the valid values is wanted. Same schema and same wish, same value.

    ``n`` numbers the variations: 0 is what the document prefers, others differ where there are other values.
    ``seed`` moves generated values, not examples, to others. ``unique`` gives a text that nothing else has, from a
    name; ``keys`` are the JSON pointers of the fields it fills, and where they are None, the fields that look like a
    natural key; ``also`` are filled beside those. ``fill`` are values, such as ids of other resources, by the JSON
    pointer where they belong.
    """

    optional: Literal["none", "all"] = "none"
    n: int = 0
    seed: int = 0
    unique: Callable[[str], str] | None = None
    keys: Collection[str] | None = None
    also: Collection[str] = ()
    fill: Mapping[str, object] = field(default_factory=dict)
