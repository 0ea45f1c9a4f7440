"""Texts of the known formats, numbered."""

from base64 import b64encode
from collections.abc import Callable
from datetime import date, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address
from uuid import UUID

_FIRST_DAY = date(2024, 1, 1)
_DAYS = 20_000


def of_format(name: str, word: str, n: int) -> str | None:
    """The text number ``n`` of a format, with the word in it where there is room; None for an unknown format."""
    make = _MAKERS.get(name)
    return make(f"{word}-{n}" if n else word, n) if make else None


def _day(n: int) -> date:
    return _FIRST_DAY + timedelta(days=n % _DAYS)


def _moment(n: int) -> str:
    return (datetime.combine(_FIRST_DAY, datetime.min.time()) + timedelta(seconds=n % (_DAYS * 86_400))).isoformat()


def _uuid(n: int) -> str:
    return str(UUID(int=(n + 1) % (1 << 128), version=4))


def _host(word: str) -> str:
    return f"{word[-63:].strip('-')}.example.com"


_MAKERS: dict[str, Callable[[str, int], str]] = {
    "date": lambda word, n: _day(n).isoformat(),
    "date-time": lambda word, n: f"{_moment(n)}Z",
    "time": lambda word, n: f"{_moment(n)[11:]}Z",
    "duration": lambda word, n: f"PT{n % 10_000 + 1}S",
    "email": lambda word, n: f"{word[-64:]}@example.com",
    "idn-email": lambda word, n: f"{word[-64:]}@example.com",
    "hostname": lambda word, n: _host(word),
    "idn-hostname": lambda word, n: _host(word),
    "ipv4": lambda word, n: str(IPv4Address((10 << 24) + 1 + n % 16_000_000)),
    "ipv6": lambda word, n: str(IPv6Address((0x20010DB8 << 96) + 1 + n % (1 << 64))),
    "uri": lambda word, n: f"https://example.com/{word}",
    "url": lambda word, n: f"https://example.com/{word}",
    "iri": lambda word, n: f"https://example.com/{word}",
    "uri-reference": lambda word, n: f"/{word}",
    "iri-reference": lambda word, n: f"/{word}",
    "uri-template": lambda word, n: f"https://example.com/{word}",
    "uuid": lambda word, n: _uuid(n),
    "byte": lambda word, n: b64encode(word.encode()).decode(),
    "json-pointer": lambda word, n: f"/{word}",
    "relative-json-pointer": lambda word, n: f"{n % 100}/{word}",
    "regex": lambda word, n: f"^{word}$",
}
