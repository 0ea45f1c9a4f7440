"""Rewrites one request: its ids, unique values and secrets become places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, unquote_plus, urlsplit

from ...events.exchange import MASKED, Exchange
from .body_path import dumped
from .headers import kept, unmasked, value_of
from .naming import Asked, Naming
from .source import Source
from .template import Demand, Fields, Items, Json, Part, Slot, Words
from .unique_value import varied
from .variable import environment

# What a URL may have in it; everything else is quoted once more, so that nothing can end a line or a word.
_IN_URL = "%/:@!$&'()*+,;=~-._?[]"


@dataclass(slots=True)
class Rewriting:
    """Makes places of values. ``secrets`` counts the demands for what is masked outside of headers."""

    naming: Naming
    digits: frozenset[str]
    secrets: dict[tuple[str, str], Demand] = field(default_factory=dict)

    def target(self, url: str, now: int, words: frozenset[str]) -> Words:
        """Path and query of a URL."""
        parts = urlsplit(url)
        found: list[Part] = []
        used: list[Source] = []
        segments = parts.path.split("/")[1:]
        for place, segment in enumerate(segments):
            before = tuple(segments[: place + 1])
            noun = unquote(segments[place - 1]) if place else ""
            asked = Asked(now=now, words=words, noun=noun, before=before, used=tuple(used))
            source = self.naming.source(unquote(segment), asked) if segment else None
            found.append("/")
            if source is None:
                found += self._text(_safe(segment), noun)
            else:
                used.append(source)
                found.append(Slot(source.name))
        if parts.query:
            found += ["?", *self._pairs(parts.query, now, words, used)]
        return _joined(found or ["/"])

    def headers(
        self, exchange: Exchange, actor: str, now: int, words: frozenset[str], *, jar: bool
    ) -> tuple[tuple[str, Words], ...]:
        """The headers that matter."""
        rewritten = []
        for name, value in kept(exchange, actor, jar=jar):
            if isinstance(value, Demand):
                rewritten.append((name, Words((value,))))
                continue
            slot = self.naming.slot(value, Asked(now=now, words=words, noun=""))
            rewritten.append((name, Words((slot,)) if slot else _joined(self._text(value, name))))
        return tuple(rewritten)

    def body(self, exchange: Exchange, now: int, words: frozenset[str]) -> tuple[Json, bool]:
        """The body, and True where it is sent as JSON."""
        sent = exchange.request_body
        if sent is None:
            return None, False
        if not isinstance(sent, str):
            return self.json(sent, now, words, ""), True
        kind = value_of(exchange, "content-type").lower()
        if "json" in kind and value_of(exchange, "content-length") == str(len(dumped(sent).encode())):
            return self.json(sent, now, words, ""), True
        if "form-urlencoded" in kind:
            return _joined(self._pairs(sent, now, words, [])), False
        slot = self.naming.slot(sent, Asked(now=now, words=words, noun=""))
        return (Words((slot,)) if slot else _joined(self._text(sent, "body"))), False

    def json(self, value: object, now: int, words: frozenset[str], noun: str) -> Json:
        """A JSON value. ``noun`` is the name of the field that it stands in."""
        if isinstance(value, Mapping):
            fields = ((str(name), item) for name, item in value.items())
            return Fields(
                tuple((self._name(name, now, words, noun), self.json(item, now, words, name)) for name, item in fields)
            )
        if isinstance(value, (list, tuple)):
            return Items(tuple(self.json(item, now, words, noun) for item in value))
        if value is None or isinstance(value, (bool, float)):
            return value
        if not isinstance(value, (str, int)):
            return _joined(self._text(str(value), noun))
        source = self.naming.source(value, Asked(now=now, words=words, noun=noun))
        if source is not None and type(source.id) is type(value):
            return Slot(source.name)
        if source is not None and isinstance(value, str):
            return Words((Slot(source.name),))
        return _joined(self._text(value, noun)) if isinstance(value, str) else value

    def _name(self, name: str, now: int, words: frozenset[str], noun: str) -> Words:
        """The name of a field, which is an id in a map by id."""
        slot = self.naming.slot(name, Asked(now=now, words=words, noun=noun))
        return Words((slot,)) if slot else _joined(self._text(name, noun))

    def _pairs(self, text: str, now: int, words: frozenset[str], used: list[Source]) -> list[Part]:
        """The pairs of a query or a form."""
        found: list[Part] = []
        for place, pair in enumerate(text.split("&")):
            name, equals, value = pair.partition("=")
            asked = Asked(now=now, words=words, noun=unquote_plus(name), used=tuple(used))
            slot = self.naming.slot(unquote_plus(value), asked)
            found += ["&"] if place else []
            found.append(_safe(f"{name}{equals}"))
            found += [slot] if slot else self._text(_safe(value), name)
        return found

    def _text(self, text: str, name: str) -> tuple[Part, ...]:
        """A text that is no id: unique values and secrets in it become places."""
        if MASKED not in text:
            return varied(text, self.digits)
        masked = (name.lower(), text)
        if masked not in self.secrets:
            self.secrets[masked] = Demand(environment("secret", str(len(self.secrets) + 1)))
        return unmasked(text, self.secrets[masked].name)


def _safe(text: str) -> str:
    """A part of a URL with what cannot be in one quoted."""
    return quote(text, safe=_IN_URL, errors="replace")


def _joined(parts: "list[Part] | tuple[Part, ...]") -> Words:
    """The parts, texts beside each other as one."""
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return Words(tuple(joined))
