"""The service of the contest: it numbers the requests, and stops answering when the budget is spent.

What counts is decided here and not by a contestant: every HTTP request but the one for the OpenAPI document. Each
answer carries its number as a header. ``python benchmarks/peers/referee.py`` says where it listens; the path
``/_referee`` is for the contest alone.
"""

import asyncio
import json
import sys
import time
from collections.abc import MutableMapping
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

import uvicorn

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples" / "workspaces"))

from service.__main__ import Server, bind
from service.app import create_app
from service.bugs import CATALOGUE, Bugs
from service.storage import Storage

Message: TypeAlias = MutableMapping[str, Any]
PATH, FREE, NUMBER = "/_referee", "/openapi.json", b"x-request-number"


class Referee:
    """The application around the service's: ``POST /_referee`` starts a run, ``GET`` tells how it stands."""

    def __init__(self, storage: Storage) -> None:
        self._storage, self._bugs = storage, Bugs()
        self._app = create_app(storage, self._bugs)
        self._budget, self._count = 0, 0
        self._first = self._last = 0.0

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] == FREE:
            await self._app(scope, receive, send)
        elif scope["path"] == PATH:
            if scope["method"] == "POST":
                self._start(**json.loads((await receive())["body"]))
            await self._tell(send)
        else:
            await self._count_one(scope, receive, send)

    async def _count_one(self, scope: Message, receive: Any, send: Any) -> None:
        self._count += 1
        if self._count > self._budget:
            await asyncio.sleep(60)  # no answer that could pass for one of the service: the contestant is ended
            return
        number = self._count
        self._first = self._first or time.monotonic()

        async def numbered(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (NUMBER, str(number).encode())]
            await send(message)

        await self._app(scope, receive, numbered)
        self._last = time.monotonic()

    def _start(self, bugs: list[str], budget: int) -> None:
        """Exactly these bugs, no rows, and a new count."""
        self._bugs.switch(bugs)
        self._storage.empty()
        self._budget, self._count = budget, 0
        self._first = self._last = 0.0

    async def _tell(self, send: Any) -> None:
        told = {
            "answered": min(self._count, self._budget),
            "spent": self._count > self._budget,
            "seconds": self._last - self._first,
            "bugs": [bug.name for bug in CATALOGUE],
        }
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": json.dumps(told).encode()})


def main() -> None:
    """Serve until told to stop."""
    with closing(Storage()) as storage, closing(bind(0)) as bound:
        config = uvicorn.Config(Referee(storage), log_level="error", access_log=False, lifespan="off")
        Server(config).run([bound])


if __name__ == "__main__":
    main()
