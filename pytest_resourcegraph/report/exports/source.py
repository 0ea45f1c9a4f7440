"""Where an id comes from: the answer, and the place in it, that first shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ...events.change import Created
from ...events.claim import Path
from ...events.exchange import Exchange
from ...events.key import Id, Key
from .body_path import leaves, noun
from .material import Taken
from .variable import Variables

LOCATION = "location"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An id with its variable. ``made`` is the number of the exchange whose answer shows it at ``path``.

    With ``located``, it is the last part of the path in the header Location instead.
    """

    name: str
    id: Id
    made: int
    path: Path = ()
    located: bool = False
    alias: str = ""
    key: Key | None = None


def sources(steps: Sequence[Taken], chosen: frozenset[str], variables: Variables) -> list[Source]:
    """The sources of the resources that the steps made. ``chosen`` are digits of unique values."""
    made = [(step, number, fact) for step, number in numbered(steps) for fact in step.created]
    usual: dict[str, set[Path]] = {}
    for step, number, fact in made:
        for paths in _shown(step.exchanges, number, fact).values():
            usual[step.started.action] = usual.get(step.started.action, set(paths)) & set(paths) or set(paths)
    kept = []
    for step, number, fact in made:
        if isinstance(fact.key.id, str) and any(digits in fact.key.id for digits in chosen):
            continue
        found = _source(step, number, fact, usual.get(step.started.action, set()))
        if found is not None:
            place, path = found
            kept.append(
                Source(
                    name=variables.name(fact.alias), id=fact.key.id, made=place, path=path or (),
                    located=path is None, alias=fact.alias, key=fact.key,
                )
            )  # fmt: skip
    return kept


def numbered(steps: Iterable[Taken]) -> Iterable[tuple[Taken, int]]:
    """Each step with the number of its first exchange, counted from 0 over all of them."""
    number = 0
    for step in steps:
        yield step, number
        number += len(step.exchanges)


def path_segments(url: str) -> list[str]:
    """The segments of the path of a URL as they are sent, without the empty one in front."""
    return urlsplit(url).path.split("/")[1:]


def _source(step: Taken, number: int, fact: Created, usual: set[Path]) -> tuple[int, Path | None] | None:
    shown = _shown(step.exchanges, number, fact)
    for place, paths in sorted(shown.items(), reverse=True):
        return place, min([path for path in paths if path in usual] or paths, key=lambda path: _rank(path, fact.key))
    for offset, exchange in reversed(list(enumerate(step.exchanges))):
        headers = {name.lower(): value for name, value in exchange.response_headers}
        segments = path_segments(headers.get(LOCATION, ""))
        if segments and unquote(segments[-1]) == str(fact.key.id):
            return number + offset, None
    return None


def _shown(exchanges: Sequence[Exchange], number: int, fact: Created) -> dict[int, list[Path]]:
    """The paths at which the answers of a step show the id, by the number of the exchange."""
    found: dict[int, list[Path]] = {}
    for place, exchange in enumerate(exchanges, start=number):
        for path, value in leaves(exchange.response_body):
            if type(value) is type(fact.key.id) and value == fact.key.id:
                found.setdefault(place, []).append(path)
    return found


def _rank(path: Path, key: Key) -> tuple[int, int]:
    """What is named like an id comes first, and what is less deep."""
    name = noun(path).lower().strip("_")
    plain = name.replace("_", "").replace("-", "")
    if plain == "id":
        return 0, len(path)
    if plain == f"{key.type}id".replace("_", "").lower():
        return 1, len(path)
    if plain in ("uuid", "guid", "key", "slug", "handle", "code"):
        return 2, len(path)
    return (3 if plain.endswith("id") else 4), len(path)
