"""What the fake answers: as much of a response as actions and the engine use."""

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeRequest:
    """The request that a response answers, like that of requests."""

    method: str
    url: str
    body: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeResponse:
    """A response like that of requests: ``status_code``, ``json()``, ``text``, ``content``, ``headers``.

    ``body`` is a JSON value; None is an empty answer, of which ``json()`` raises ValueError.
    """

    status_code: int
    body: object = None
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": "application/json"})
    request: "FakeRequest | None" = None

    def json(self) -> Any:
        """A copy of the body. Raises ValueError where there is none."""
        if self.body is None:
            raise ValueError("the answer has no body")
        return copy.deepcopy(self.body)

    @property
    def text(self) -> str:
        """The body as JSON text, empty where there is none."""
        return "" if self.body is None else json.dumps(self.body)

    @property
    def content(self) -> bytes:
        """The body as bytes, empty where there is none."""
        return self.text.encode()

    @property
    def ok(self) -> bool:
        """True below 400."""
        return self.status_code < 400
