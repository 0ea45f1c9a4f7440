"""What readers of the fake see: its storage, or that of a moment ago where what is changed shows later."""

import copy
from collections.abc import Callable
from time import monotonic

from .storage import Storage


class Past:
    """The storage as it was ``lag`` seconds ago (eventual consistency); as it is, without a lag."""

    def __init__(self, storage: Storage, lag: float = 0.0, clock: Callable[[], float] = monotonic) -> None:
        self._storage = storage
        self._lag = lag
        self._clock = clock
        self._kept: list[tuple[float, Storage]] = [(float("-inf"), copy.deepcopy(storage))] if lag else []

    def seen(self) -> Storage:
        """What a reader is shown now."""
        if not self._lag:
            return self._storage
        until = self._clock() - self._lag
        while len(self._kept) > 1 and self._kept[1][0] <= until:
            del self._kept[0]
        return self._kept[0][1]

    def remember(self) -> None:
        """Something has changed now."""
        if self._lag:
            self._kept.append((self._clock(), copy.deepcopy(self._storage)))
