"""The headers of a request that matter, with what is masked as a demand on the environment."""

import re
from collections.abc import Iterable

from ...events.exchange import MASKED, Exchange
from .template import Demand, Part
from .variable import environment

# What the client that sends a request adds by itself.
_OWN = frozenset(
    {"user-agent", "accept-encoding", "connection", "content-length", "host", "transfer-encoding", "expect"}
)
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_LINE_END = re.compile(r"[\r\n\x00]+")


def kept(exchange: Exchange, actor: str, *, jar: bool) -> Iterable[tuple[str, str | Demand]]:
    """The headers to send again. With ``jar`` the cookies are kept by who sends."""
    for name, value in exchange.request_headers:
        lower = name.lower()
        if lower in _OWN or not _NAME.fullmatch(name) or (lower, value) == ("accept", "*/*"):
            continue
        if lower == "cookie" and jar:
            continue
        if MASKED in value:
            yield name, Demand(environment(actor, name))
        else:
            yield name, _LINE_END.sub(" ", value).strip()


def sets_cookies(exchanges: Iterable[Exchange]) -> bool:
    """True where an answer brought a cookie, so that later requests take theirs from there."""
    return any(name.lower() == "set-cookie" for exchange in exchanges for name, _ in exchange.response_headers)


def value_of(exchange: Exchange, wanted: str) -> str:
    """The value of a header of the request; empty where it has none."""
    return next((value for name, value in exchange.request_headers if name.lower() == wanted), "")


def unmasked(text: str, name: str) -> tuple[Part, ...]:
    """The text with a demand in the place of each mask. ``name`` is that of the environment variable."""
    parts: list[Part] = []
    for place, part in enumerate(text.split(MASKED)):
        parts += ([Demand(name)] if place else []) + ([part] if part else [])
    return tuple(parts)
