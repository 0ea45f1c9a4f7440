"""The append-only stream: gives every fact its number, time and place, and hands it on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from .facts import Event, Fact

Clock = Callable[[], float]
Sink = Callable[[Event], None]


@dataclass(slots=True)
class Stream:
    """Turns facts into events and hands each to ``sink`` at once.

    The clock and the names are given, so that a test can repeat a stream to the byte.
    """

    clock: Clock
    sink: Sink
    executor: str = "main"
    execution: str = ""
    cause: int | None = None
    _number: int = field(default=0)

    def append(self, fact: Fact) -> Event:
        """The event that now holds the fact."""
        self._number += 1
        event = Event(
            number=self._number,
            at=self.clock(),
            execution=self.execution,
            executor=self.executor,
            fact=fact,
            cause=self.cause,
        )
        self.sink(event)
        return event
