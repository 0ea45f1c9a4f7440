"""Texts within their length, in their format, after their pattern."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from .dialect import Node
from .format_rules import accepts
from .formats import of_format
from .made import Stuck
from .matching import find
from .pattern import has_many_readings, texts_of
from .regex import LETTERS

LONGEST = 100_000
_TRIES = 3
_SHORT = 16  # so many characters are soon read in each way
# The format that a name promises where the schema names none; a service often checks it nevertheless.
_PROMISED = (
    (re.compile(r"e[-_]?mail$", re.IGNORECASE), "email"),
    (re.compile(r"(^|_)ur[il]$|(?<=[a-z])Ur[il]$"), "uri"),
)


def texts(keywords: Node, name: str, n: int) -> Iterator[str]:
    """Texts that the keywords allow, variation ``n`` first. ``name`` is what the value is called.

    Raises Stuck where there is none.
    """
    least, most = keywords.get("minLength", 0), keywords.get("maxLength")
    if (most is not None and least > most) or least > LONGEST:
        raise Stuck((), f"no text is made that has at least {least} characters and at most {most}")
    found = False
    for text in _candidates(keywords, name, n, least, most):
        if fits(keywords, text):
            found = True
            yield text
    if not found:
        raise Stuck((), _reason(keywords))


def fits(keywords: Node, text: str) -> bool:
    """Whether the keywords about texts allow this one."""
    if not keywords.get("minLength", 0) <= len(text) <= keywords.get("maxLength", LONGEST * 10):
        return False
    if "pattern" in keywords and not find(keywords["pattern"], text):
        return False
    return accepts(keywords.get("format", ""), text)


def fitted(text: str, least: int, most: int | None) -> str:
    """The text cut, at its beginning, or filled up to a length."""
    if most is not None and len(text) > most:
        text = text[len(text) - most :].strip("-") or text[len(text) - most :]
    missing = least - len(text)
    return text + (LETTERS * (missing // len(LETTERS) + 1))[:missing] if missing > 0 else text


def word_of(name: str) -> str:
    """A word of a name: letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "text"


def _candidates(keywords: Node, name: str, n: int, least: int, most: int | None) -> Iterator[str]:
    word, pattern = word_of(name), keywords.get("pattern")
    yield from _tried(_formatted(keywords.get("format", ""), word, n, least, most), pattern)
    if pattern is not None:
        # A plain word reads best, and may meet what is not read here.
        yield from _tried(_plain(word, n, least, most), pattern)
        yield from islice(texts_of(pattern, n, least, most), 40)
    promised = next((format_ for rule, format_ in _PROMISED if rule.search(name)), "")
    kept = (of_format(promised, word, n + index) for index in range(_TRIES if promised else 0))
    yield from _tried((text for text in kept if text is not None), pattern)
    yield from _tried(_plain(word, n, least, most), pattern)


def _tried(texts: Iterable[str], pattern: str | None) -> Iterator[str]:
    """Those that a pattern is asked about: a long one that nearly fits one with many readings would take for ever."""
    risky = pattern is not None and has_many_readings(pattern)
    return (text for text in texts if not risky or len(text) <= _SHORT)


def _formatted(format_: str, word: str, n: int, least: int, most: int | None) -> Iterator[str]:
    for shorter in (word, "x"):
        for index in range(_TRIES):
            text = of_format(format_, shorter, n + index)
            if text is not None:
                yield text
                yield fitted(text, least, most)


def _plain(word: str, n: int, least: int, most: int | None) -> Iterator[str]:
    for index in range(_TRIES):
        number = n + index
        yield (
            fitted(f"{word}-{number}" if number else word, least, most)
            if number < 10 or most is None or most > 8
            else (fitted(_counted(number), least, most))
        )
    yield "1" * max(least, 1)
    yield fitted(_counted(n), least, most)


def _counted(number: int) -> str:
    """A number in letters, for where there is little room."""
    text = ""
    while number >= 0:
        number, digit = divmod(number, len(LETTERS))
        text = LETTERS[digit] + text
        number -= 1
    return text


def _reason(keywords: Node) -> str:
    said = (f"{key} {keywords[key]!r}" for key in ("format", "pattern", "minLength", "maxLength") if key in keywords)
    return f"no text was found that fits {', '.join(said)}"
