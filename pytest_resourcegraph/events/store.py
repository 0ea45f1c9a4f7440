"""Where events are kept: the protocol, and a list in memory."""

from collections.abc import Iterator
from typing import Protocol

from .facts import Event


class EventStore(Protocol):
    """Keeps events in the order in which they are appended, for good."""

    def append(self, event: Event) -> None:
        """Keep one more event."""

    def __iter__(self) -> Iterator[Event]:
        """All events so far, the oldest first."""


class MemoryStore:
    """An event store that lives as long as the process."""

    def __init__(self) -> None:
        self._events: list[Event] = []

    def append(self, event: Event) -> None:
        """Keep one more event."""
        self._events.append(event)

    def __iter__(self) -> Iterator[Event]:
        """All events so far, the oldest first."""
        return iter(self._events)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._events)
