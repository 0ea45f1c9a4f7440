"""One request and its answer as lines."""

import json

from ..events.exchange import Exchange
from .text import WIDTH, clean, clean_lines, cut

BODY_LINES = 10
"""Lines of a body that are shown."""


def request_line(exchange: Exchange) -> str:
    """The whole exchange on one line: ``GET http://… -> 200 in 3 ms``."""
    return f"{clean(exchange.method)} {clean(exchange.url)} -> {answer_line(exchange)}"


def answer_line(exchange: Exchange) -> str:
    """The status and how long it took, or why no answer came."""
    came = str(exchange.status) if exchange.status is not None else f"no answer: {clean(exchange.error) or 'unknown'}"
    return f"{came} in {exchange.elapsed * 1000:.0f} ms"


def exchange_lines(exchange: Exchange, *, body_lines: int = BODY_LINES) -> list[str]:
    """Request and answer with their bodies, each body cut to ``body_lines``."""
    return [
        cut(f"{clean(exchange.method)} {clean(exchange.url)}", 2 * WIDTH),
        *_body(exchange.request_body, body_lines),
        cut(answer_line(exchange)),
        *_body(exchange.response_body, body_lines),
    ]


def said(exchange: Exchange) -> str:
    """The body of an answer on one line; empty where there is none."""
    body = exchange.response_body
    if body is None or body == "":
        return ""
    return " ".join(clean_lines(body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, default=str)))


def _body(body: object, most: int) -> list[str]:
    if body is None or body == "":
        return []
    text = body if isinstance(body, str) else json.dumps(body, indent=2, ensure_ascii=False, default=str)
    lines = clean_lines(text)
    if len(lines) > most:
        # The line that is left out last may be the only one: then it takes the place of the note.
        left_out = len(lines) - most + 1
        lines = [*lines[: most - 1], f"… {left_out} more lines"]
    return [cut("  " + line, WIDTH - 4) for line in lines]
