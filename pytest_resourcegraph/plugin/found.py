"""What this process has found so far: each finding once, and the beginnings of sequences that failed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.origin import Origin
    from ..model.schema import Schema
    from ..plan.plan import FindingName, Sequence, Step


class FoundSoFar:
    """Tells what is the same finding again, and what hangs on a beginning that is known to fail.

    Folders may declare services of their own with the same names: a finding belongs to the place of its action's
    declaration, a beginning to its schema.
    """

    def __init__(self) -> None:
        self._first: dict[tuple[FindingName, Origin | None], str] = {}
        self._failed: dict[tuple[int, tuple[Step, ...]], str] = {}
        self._unreached: dict[str, str] = {}
        self._schemas: list[Schema] = []

    def first(self, schema: Schema, name: FindingName, where: str) -> str:
        """Where the finding came first; it is noted as that where it is new."""
        action = schema.actions.get(name[1])
        return self._first.setdefault((name, action.origin if action is not None else None), where)

    def unreached(self, what: str, where: str) -> str:
        """Where a system could not be reached first; ``what`` says which one and why."""
        return self._unreached.setdefault(what, where)

    def failed(self, schema: Schema, steps: Iterable[Step], where: str) -> None:
        """Note that a sequence fails with the last of these planned steps, whatever comes after it."""
        self._schemas.append(schema)  # while it lives, no other one has its identity
        self._failed.setdefault((id(schema), tuple(steps)), where)

    def blocking(self, schema: Schema, sequence: Sequence, where: str) -> str:
        """The item that failed with the beginning of this sequence; empty where none did, or only it itself."""
        steps = sequence.steps
        starts = ((id(schema), steps[:length]) for length in range(1, len(steps) + 1))
        items = (self._failed[start] for start in starts if start in self._failed)
        return next((item for item in items if item != where), "")
