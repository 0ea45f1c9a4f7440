"""The client of the fake: what an actor holds, and what remembers the exchanges for reports."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from ..events.exchange import Exchange, Secrets
from ..events.key import Key
from ..model.action import Action
from ..model.resource import Resource
from .asked import Asked
from .response import FakeRequest, FakeResponse

BASE_URL = "http://fake.invalid"

Handler = Callable[[str, str, Mapping[str, Key]], tuple[Asked, FakeResponse]]


class FakeClient:
    """One actor's way to a ``FakeService``; it records like the real client.

    >>> created = client.call("create_folder")
    >>> client.call("get_folder", folder=Key("folder", created.json()["id"])).status_code
    200
    """

    def __init__(self, actor: str, handle: Handler) -> None:
        self.actor = actor
        self._handle = handle
        self._exchanges: list[Exchange] = []

    def call(self, action: str, **resources: Resource | Key) -> FakeResponse:
        """The answer to an action of the schema, with a resource for each of its roles, by keyword."""
        keys = {name: held if isinstance(held, Key) else held.key for name, held in resources.items()}
        asked, response = self._handle(self.actor, action, keys)
        sent = json.dumps(dict(asked.sent)).encode() if asked.sent else None
        request = FakeRequest(method=_method(asked.action), url=BASE_URL + _path(asked), body=sent)
        response = replace(response, request=request)
        self._exchanges.append(_exchange(asked, response))
        return response

    def exchanges(self) -> list[Exchange]:
        """The exchanges since the last call; they are forgotten."""
        taken, self._exchanges = self._exchanges, []
        return taken


def _exchange(asked: Asked, response: FakeResponse) -> Exchange:
    secrets = Secrets()
    return Exchange(
        method=_method(asked.action), url=BASE_URL + _path(asked), request_body=secrets.body(dict(asked.sent) or None),
        status=response.status_code, response_headers=tuple(response.headers.items()),
        response_body=secrets.body(response.body),
    )  # fmt: skip


def _method(action: Action) -> str:
    if action.creates is None and action.destroys:
        return "DELETE"
    if action.observes:
        return "GET"
    return "PATCH" if action.changes and not action.moves and not action.creates else "POST"


def _path(asked: Asked) -> str:
    """The ids from the root to what the action is about, then what is done there."""
    action, create, listing = asked.action, asked.action.creates, asked.action.lists
    if create is not None:
        return _place(asked, create.parent) + f"/{create.type}"
    if listing is not None and action.reads is None:
        return _place(asked, listing.within) + f"/{listing.type}"
    subject = action.reads or next(iter((*action.destroys, *action.changes)), None)
    return _place(asked, subject) + (f"/{action.name}" if action.moves or subject is None else "")


def _place(asked: Asked, role: str | None) -> str:
    if role is None:
        return ""
    key = asked.keys[role]
    chain = [*reversed(list(key.ancestors())), key]
    return "".join(f"/{step.type}/{step.id}" for step in chain)
