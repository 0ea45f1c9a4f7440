"""Conflicts: what is in the way of a create that sent nothing of its own, and which of its texts may be the reason."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...model.unique import unique
from .data.made import Made
from .data.sample import Sampler
from .data.wish import Wish
from .derivation import DerivedAction
from .derivation import OperationRole as Role

CONFLICT = 409
"""The status that says that something is there already."""

_ASKED = 3
"""How many conflicts of one operation are asked about again: most are for something that no text changes."""


class Conflicts:
    """Those of one operation. ``unique`` are the places of texts that are unique from then on, if that helped."""

    def __init__(self, action: DerivedAction, sampler: Sampler) -> None:
        self._action = action
        self._sampler = sampler
        self._asked = 0
        self._is_own = False
        self.unique: tuple[str, ...] = ()

    def begin(self) -> None:
        """Another body is made."""
        self._is_own = False

    def own(self, name: str) -> str:
        """A text that nothing else has: what has one is no common body."""
        self._is_own = True
        return unique(name)

    def is_common(self, status: int) -> bool:
        """Whether a create met a conflict with a body that had nothing of its own, and is to be asked for again."""
        if status != CONFLICT or self._action.role is not Role.CREATE or self._action.body is None or self._is_own:
            return False
        self._asked += 1
        return self._asked <= _ASKED

    def places(self, wish: Wish) -> Iterator[tuple[str, ...]]:
        """The places of texts to be made unique, one try after the other: where the document states no value, then all.

        ``wish`` is that of the body which met the conflict.
        """
        body, sampler = self._action.body, self._sampler
        if body is None:
            return
        made = sampler.sample(body.schema, wish)
        fields = made.value if isinstance(made, Made) and isinstance(made.value, Mapping) else {}
        texts = [name for name, value in fields.items() if isinstance(value, str) and f"/{name}" not in wish.fill]
        every = tuple(f"/{name}" for name in texts if self._fits(body.schema, wish, f"/{name}"))
        stated = sampler.stated(body.schema)
        free = tuple(place for place in every if place[1:] not in stated)
        yield from dict.fromkeys(places for places in (free, every) if places)

    def _fits(self, schema: Mapping[str, object], wish: Wish, place: str) -> bool:
        return isinstance(self._sampler.sample(schema, replace(wish, also=(place,))), Made)
