"""How much a body says: where the least is refused, as documents forget what is required, more is tried."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from .derivation import OperationRole as Role


class _Level(NamedTuple):
    optional: Literal["none", "all"]
    plain: bool = False


_LEAST, _ALL, _PLAIN = _Level("none"), _Level("all"), _Level("all", plain=True)

_LEVELS: Mapping[Role, tuple[_Level, ...]] = {
    Role.CREATE: (_LEAST, _ALL, _PLAIN),
    Role.UPDATE: (_ALL, _PLAIN),
    Role.REPLACE: (_LEAST, _ALL, _PLAIN),
    Role.ACTION: (_LEAST, _ALL),
}

ABOUT_BODY = frozenset({400, 406, 415, 422})
"""Statuses that may mean the body, and not what the path names or who asks."""


class Wording:
    """The wording of the bodies of one operation. Once one was taken it stays; where none is, the first one does."""

    def __init__(self, role: Role) -> None:
        self._levels = _LEVELS.get(role, (_LEAST,))
        self._place = 0
        self._settled = len(self._levels) == 1

    @property
    def optional(self) -> Literal["none", "all"]:
        """Which of the optional properties a body has."""
        return self._levels[self._place].optional

    def says(self, name: str, value: object) -> bool:
        """Whether an optional property is said; a plain body says nothing that may name another resource."""
        if not self._levels[self._place].plain:
            return True
        return not isinstance(value, Mapping | list) and not name.lower().endswith("id")

    def differs(self, status: int, *, supplied: bool) -> bool:
        """Note how a body was answered; whether another wording is to be tried at once. Not for one of the user's."""
        if self._settled or supplied:
            return False
        if status not in ABOUT_BODY:
            self._settled = 200 <= status < 300
            return False
        self._place = (self._place + 1) % len(self._levels)
        self._settled = self._place == 0
        return not self._settled
