"""The protocol of a client. Whatever ``api`` is, the engine asks it for one thing only."""

from typing import Protocol, TypeGuard, runtime_checkable

from ..events.exchange import Exchange


@runtime_checkable
class Recording(Protocol):
    """A client that remembers its exchanges, secrets masked.

    A client without this can be used as well: the exchange is then read off the response that an action returns.
    """

    def exchanges(self) -> list[Exchange]:
        """The exchanges since the last call, the oldest first; they are forgotten."""


def is_recording(client: object) -> TypeGuard[Recording]:
    """True for a client that remembers its exchanges. Asked at every step: isinstance() costs 20 times as much."""
    return hasattr(client, "exchanges")


@runtime_checkable
class Closing(Protocol):
    """A client that holds connections."""

    def close(self) -> None:
        """Give the connections back."""
