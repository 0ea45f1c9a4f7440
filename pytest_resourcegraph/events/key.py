"""The name of a resource: its type and id below the name of its parent."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

Id: TypeAlias = str | int


class Key(NamedTuple):
    """Names one resource, symbolic in a plan (``id='u1'``) or real in a run (``id='upl_3f9'``).

    The parent is part of the name, so the same id under two parents names two resources. A named tuple because
    planning hashes keys millions of times, and a tuple hashes in C.
    """

    type: str
    id: Id
    parent: "Key | None" = None

    def __str__(self) -> str:
        own = f"{self.type} {self.id}"
        return f"{self.parent} / {own}" if self.parent else own

    def ancestors(self) -> Iterator["Key"]:
        """Parent, grandparent, … up to the root."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def is_below(self, other: "Key") -> bool:
        """True where ``other`` is an ancestor of this key."""
        return any(above == other for above in self.ancestors())

    def above(self, type_name: str) -> "Key | None":
        """The key itself or its nearest ancestor that is of ``type_name``."""
        here: Key | None = self
        while here is not None and here.type != type_name:
            here = here.parent
        return here
