"""Decides which value in a request is the id of which resource."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from ...events.exchange import MASKED, Exchange
from ...events.key import Id
from .body_path import leaves, noun
from .source import Source, path_segments
from .template import Slot
from .variable import Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where a value stands: in the exchange ``now``, of a step whose text has ``words``, at a place called ``noun``.

    ``before`` are the segments of the path up to the value and with it; empty outside of a path. ``used`` are the
    sources further left in the same URL.
    """

    now: int
    words: frozenset[str]
    noun: str
    before: tuple[str, ...] = ()
    used: Sequence[Source] = ()


@dataclass(slots=True)
class Naming:
    """Knows all sources, and finds more in earlier answers where a request has a value that none of them tells."""

    exchanges: Sequence[Exchange]
    sources: list[Source]
    chosen: frozenset[str]
    variables: Variables
    _prefixes: dict[tuple[str, ...], int] = field(default_factory=dict)
    _sent: dict[Id, int] = field(default_factory=dict)
    _shown: dict[Id, tuple[int, tuple[str | int, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, exchange in enumerate(self.exchanges):
            segments = tuple(path_segments(exchange.url))
            for end in range(1, len(segments) + 1):
                self._prefixes.setdefault(segments[:end], number)
            for value in _asked(exchange):
                self._sent.setdefault(value, number)
            if 200 <= (exchange.status or 0) < 300:
                for path, value in leaves(exchange.response_body):
                    if value not in self._shown or _is_id(noun(path)) > _is_id(noun(self._shown[value][1])):
                        self._shown.setdefault(value, (number, path))

    def source(self, value: Id, asked: Asked) -> Source | None:
        """The source of the value, or None where it is no id that an answer showed before."""
        known = [source for source in self.sources if source.made < asked.now and str(source.id) == str(value)]
        # A path that led on before the resource existed has this segment by itself, as the 1 of `/api/1/things`.
        known = [source for source in known if self._prefixes.get(asked.before, asked.now) > source.made]
        if not known:
            return self._discovered(value, asked)
        best = max(known, key=lambda source: (self._score(source, asked), source.made))
        enough = 4 if asked.before or _is_id(asked.noun) else 8
        return best if is_strong(value) or self._score(best, asked) >= enough else None

    def slot(self, value: Id, asked: Asked) -> Slot | None:
        """The place for the id, or None where the value is to be sent as it is."""
        found = self.source(value, asked)
        return None if found is None else Slot(found.name)

    def _discovered(self, value: Id, asked: Asked) -> Source | None:
        """A source for what is no resource of ours, as an item within one: shown by an answer before it was sent."""
        for same in (value, _number(value) if asked.before else None):
            if same is None or same not in self._shown or value == MASKED:
                continue
            made, path = self._shown[same]
            if made >= asked.now or self._sent.get(same, asked.now) <= made:
                continue
            if self._prefixes.get(asked.before, asked.now) <= made or self._is_chosen(same):
                continue
            if is_strong(same) or (_is_id(noun(path)) and (asked.before or _is_id(asked.noun))):
                source = Source(name=self.variables.name("v1"), id=same, made=made, path=path)
                self.sources.append(source)
                return source
        return None

    def _score(self, source: Source, asked: Asked) -> int:
        """The name of the place counts most, then what the text of the step names, then what fits on the left."""
        key = source.key
        if key is None:
            return 4
        score = 8 if is_like(asked.noun, key.type) else 0
        if source.alias in asked.words:
            score += 4
        elif any(other.key.is_below(key) for other in self.sources if other.key and other.alias in asked.words):
            score += 3
        left = [used.key for used in asked.used if used.key is not None]
        if key in left:
            return score - 6
        return score + (key.parent is None or key.parent in left)

    def _is_chosen(self, value: Id) -> bool:
        return isinstance(value, str) and any(digits in value for digits in self.chosen)


def is_strong(value: Id) -> bool:
    """True for what is not the same by chance."""
    return isinstance(value, str) and len(value) >= 6 and bool(re.search(r"\d", value)) and not value.isdigit()


def is_like(noun: str, type_name: str) -> bool:
    """True where the name of a segment or a field speaks of the type: ``things``, ``thing_id``, ``my-things``."""
    name, wanted = (re.sub(r"[^a-z0-9]", "", text.lower()) for text in (noun, type_name))
    name = re.sub(r"ids?$", "", name) or name
    stem = wanted.removesuffix("y")
    return bool(stem) and re.search(rf"{re.escape(stem)}[a-z]{{0,3}}$", name) is not None


def _is_id(name: str) -> bool:
    return re.search(r"(?:^|[_-])(?:id|ids|uuid|key|ref|parent|target|source|owner)$|I[dD]s?$", name) is not None


def _number(value: Id) -> int | None:
    """The number that a segment of a path is, if it is one."""
    return int(value) if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,17}", value) else None


def _asked(exchange: Exchange) -> set[Id]:
    """All values that a request has in it."""
    parts = urlsplit(exchange.url)
    values: set[Id] = {unquote(segment) for segment in path_segments(exchange.url)}
    values |= {number for number in map(_number, values) if number is not None}
    values |= {value for _, value in parse_qsl(parts.query)}
    return values | {value for _, value in leaves(exchange.request_body)}
