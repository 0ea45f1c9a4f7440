"""A type while it is being derived: its places, what its items look like, and what shows it."""

from dataclasses import dataclass, field

from .evidence import Evidence
from .paths import HOLE, Key
from .shapes import Shape


@dataclass(slots=True, kw_only=True, eq=False)
class Sighting:
    """Items at ``items`` and collections at ``collections``, the main ones first; either may be empty.

    ``noun`` names one of them. ``answers`` is the dotted path to the item in the answer that ``shape`` was taken from.
    """

    noun: str
    items: list[Key] = field(default_factory=list)
    collections: list[Key] = field(default_factory=list)
    shape: Shape = field(default_factory=Shape)
    confidence: float
    evidence: list[Evidence] = field(default_factory=list)
    parent: "Sighting | None" = None
    parent_confidence: float = 0.0
    parent_evidence: list[Evidence] = field(default_factory=list)
    name: str = ""

    @property
    def item(self) -> Key | None:
        """Where one of them is."""
        return self.items[0] if self.items else None

    @property
    def collection(self) -> Key | None:
        """Where they are made or listed."""
        return self.collections[0] if self.collections else None

    @property
    def below(self) -> Key:
        """What stands before the literal that names it, up to the last parameter there; empty at the root."""
        place = self.item or self.collection or ()
        end = len(place)
        while end and place[end - 1] == HOLE:
            end -= 1
        end -= 1
        while end > 0 and place[end - 1] != HOLE:
            end -= 1
        return place[: max(end, 0)]
