"""Event <-> one line of JSON.

The line is flat: the envelope, ``fact`` with the name of the fact, then its fields; fields that hold their default are
left out. ``decode(encode(event)) == event`` for every event whose bodies are JSON values.
"""

import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from .change import Created, Destroyed, Linked, Moved, Updated
from .claim import FieldAsIn, FieldIs, Length, Listed, StatusIs
from .exchange import MASKED, Exchange, Hidden
from .facts import (
    Accepted,
    Coverage,
    Declined,
    Event,
    Exchanged,
    Fact,
    Found,
    Learned,
    Left,
    Outcome,
    Planned,
    Purpose,
    Replay,
    Replayed,
    RunFinished,
    RunStarted,
    SequenceFinished,
    SequenceStarted,
    Shrunk,
    StepFinished,
    StepStarted,
)
from .key import Id, Key

T = TypeVar("T")

SCHEMA = 1
"""Version of the line format; a reader refuses a newer one."""

_HALF_PAIR = re.compile(r"[\ud800-\udfff]")
_FACTS: dict[str, type[Fact]] = {
    kind.__name__: kind
    for kind in (
        RunStarted, Planned, SequenceStarted, StepStarted, Exchanged, Created, Destroyed, Moved, Updated, Linked,
        StepFinished, Found, Shrunk, Accepted, Learned, Declined, Replayed, Left, SequenceFinished, RunFinished,
    )
}  # fmt: skip
_CLAIMS = {kind.__name__: kind for kind in (StatusIs, FieldIs, FieldAsIn, Listed, Length)}


def encode(event: Event) -> str:
    """One line of JSON without its line end, keys in the order of the fields."""
    line: dict[str, object] = {
        "n": event.number, "at": event.at, "execution": event.execution, "executor": event.executor,
    }  # fmt: skip
    if event.cause is not None:
        line["cause"] = event.cause
    line["fact"] = type(event.fact).__name__
    line.update(_plain_fields(event.fact))
    if isinstance(event.fact, RunStarted):
        line["schema"] = SCHEMA
    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"), default=str)
    # Half a surrogate pair is legal in JSON and comes from real services, but no file can hold it: escaped then.
    return text if _HALF_PAIR.search(text) is None else json.dumps(line, separators=(",", ":"), default=str)


def decode(line: str) -> Event:
    """The event of a line. Raises ValueError with the reason where the line is not one of ours."""
    try:
        plain = json.loads(line)
    except ValueError as error:
        raise ValueError(f"not a line of JSON: {error}") from None
    if not isinstance(plain, dict) or "fact" not in plain:
        raise ValueError("not an event: no 'fact' in the line")
    schema = plain.pop("schema", SCHEMA)
    if schema != SCHEMA:
        raise ValueError(f"written in event schema {schema}, this version reads {SCHEMA}")
    name = plain.pop("fact")
    if not isinstance(name, str) or name not in _FACTS:
        raise ValueError(f"unknown fact {name!r}")
    try:
        return Event(
            number=plain.pop("n"),
            at=plain.pop("at"),
            execution=plain.pop("execution"),
            executor=plain.pop("executor"),
            cause=plain.pop("cause", None),
            fact=_build(_FACTS[name], plain),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"a {name} with other fields than known: {error}") from None


_DEFAULTS: dict[type, tuple[tuple[str, object], ...]] = {}


def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a dataclass with their defaults, derived once."""
    if kind not in _DEFAULTS:
        _DEFAULTS[kind] = tuple(_field_defaults(kind))
    return _DEFAULTS[kind]


def _field_defaults(kind: type) -> Iterator[tuple[str, object]]:
    missing = object()
    for spec in dataclasses.fields(kind):
        if spec.default is not dataclasses.MISSING:
            yield spec.name, spec.default
        elif spec.default_factory is not dataclasses.MISSING:
            yield spec.name, spec.default_factory()
        else:
            yield spec.name, missing


def _plain_fields(value: object) -> dict[str, object]:
    found = ((name, getattr(value, name), default) for name, default in _defaults(type(value)))
    return {name: _plain(held) for name, held, default in found if held != default}


def _plain(value: object) -> object:
    if isinstance(value, Hidden):
        return MASKED
    if isinstance(value, Key):
        return key_path(value)
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (Exchange, Coverage)):
        return _plain_fields(value)
    if isinstance(value, (StatusIs, FieldIs, FieldAsIn, Listed, Length)):
        return {"claim": type(value).__name__, **_plain_fields(value)}
    return value


def key_path(key: Key) -> list[list[Id]]:
    """The key as [type, id] pairs, the root first."""
    path: list[list[Id]] = []
    here: Key | None = key
    while here is not None:
        path.append([here.type, here.id])
        here = here.parent
    return path[::-1]


def key_of(path: object) -> Key:
    """The key of a path made by ``key_path``."""
    key: Key | None = None
    if not isinstance(path, list):
        raise TypeError("a key is a list of [type, id] pairs")
    for type_name, id_ in path:
        key = Key(type_name, id_, key)
    if key is None:
        raise TypeError("an empty key")
    return key


def _claim(plain: dict[str, object]) -> object:
    return _build(_CLAIMS[str(plain.pop("claim"))], plain)


def _pairs(value: object) -> object:
    """JSON arrays back to tuples, all the way down."""
    return tuple(_pairs(item) for item in value) if isinstance(value, list) else value


_READERS: dict[str, Callable[[object], object]] = {
    "key": key_of,
    "target": lambda value: None if value is None else key_of(value),
    "links": lambda value: tuple((name, key_of(path)) for name, path in value),  # type: ignore[attr-defined]
    "exchange": lambda value: _build(Exchange, value),  # type: ignore[arg-type]
    "coverage": lambda value: tuple(_build(Coverage, item) for item in value),  # type: ignore[attr-defined]
    "claims": lambda value: tuple(_claim(item) for item in value),  # type: ignore[attr-defined]
    "purpose": lambda value: Purpose(str(value)),
    "result": lambda value: Replay(str(value)),
    "outcome": lambda value: Outcome(str(value)),
}
_AS_IS = frozenset({"data", "request_body", "response_body", "value"})


def _build(kind: type[T], plain: dict[str, object]) -> T:
    return kind(
        **{name: value if name in _AS_IS else _READERS.get(name, _pairs)(value) for name, value in plain.items()}
    )
