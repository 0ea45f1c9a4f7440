"""The requests of an engine's run, sent again by a plain loop: same order, methods, paths and bodies, ids rebound.

A recording is compiled before the clock runs, so that the loop does what a hand-written script would: it formats a
path, sends, and reads the body where it needs an id of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

import requests

from pytest_resourcegraph.events.exchange import Exchange
from pytest_resourcegraph.events.facts import Event, Exchanged, StepStarted

Sessions: TypeAlias = Mapping[str, requests.Session]


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of an id in a body: the id that the n-th recorded create is given."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One request of a recording.

    ``path`` has ``{0}``, ``{1}``, … for ids; ``body`` holds slots for them. ``makes`` is True where the answer has an
    id that a later request needs. ``status`` is what the recorded answer had.
    """

    actor: str
    method: str
    path: str
    body: Mapping[str, object] | None
    makes: bool
    status: int | None


def recording(events: Iterable[Event], first: str) -> tuple[Sent, ...]:
    """The requests that these events tell of, in order; ``first`` is the actor of a step that names none."""
    exchanges: list[tuple[str, Exchange]] = []
    actor = first
    for event in events:
        if isinstance(event.fact, StepStarted):
            actor = event.fact.actor or first
        elif isinstance(event.fact, Exchanged):
            exchanges.append((actor, event.fact.exchange))
    return tuple(_compiled(exchanges))


def replay(sent: Iterable[Sent], base_url: str, sessions: Sessions) -> list[int]:
    """Send the recorded requests; gives the statuses of the answers."""
    ids: list[object] = []
    statuses = []
    for one in sent:
        url = base_url + one.path.format(*ids)
        body = None if one.body is None else {name: _value(value, ids) for name, value in one.body.items()}
        response = sessions[one.actor].request(one.method, url, json=body, timeout=10)
        statuses.append(response.status_code)
        if one.makes:
            ids.append(response.json()["id"])
    return statuses


def _value(value: object, ids: list[object]) -> object:
    return ids[value.number] if isinstance(value, Slot) else value


def _compiled(exchanges: Iterable[tuple[str, Exchange]]) -> Iterable[Sent]:
    slots: dict[object, int] = {}
    for actor, exchange in exchanges:
        path = urlsplit(exchange.url).path
        parts = [f"{{{slots[part]}}}" if part in slots else _literal(part) for part in path.split("/")]
        made = _made(exchange)
        makes = made is not None and made not in slots
        yield Sent(
            actor=actor, method=exchange.method, path="/".join(parts), body=_body(exchange.request_body, slots),
            makes=makes, status=exchange.status,
        )  # fmt: skip
        if makes:
            slots[made] = len(slots)


def _literal(part: str) -> str:
    return part.replace("{", "{{").replace("}", "}}")


def _made(exchange: Exchange) -> object:
    """The id that the service gave to what it made, if it made something."""
    body = exchange.response_body
    return body.get("id") if exchange.status == 201 and isinstance(body, Mapping) else None


def _body(body: object, slots: Mapping[object, int]) -> Mapping[str, object] | None:
    if not isinstance(body, Mapping):
        return None
    return {name: Slot(slots[value]) if value in slots else value for name, value in body.items()}
