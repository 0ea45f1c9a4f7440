"""The shortest and the longest texts of a format or a pattern: where programs go wrong that count."""

from collections.abc import Iterator
from functools import cache

from .dialect import Node
from .formats import of_format
from .made import Stuck
from .pattern import extremes_of
from .text import fits, fitted

LONGEST = 300
"""No longer text is made than this, unless the schema asks for one."""

Ends = tuple[tuple[str, ...], tuple[str, ...]]


def lengths(keywords: Node) -> tuple[int, int]:
    """The least and the greatest length of a text that is made: as the schema allows, and not longer than needed."""
    least: int = keywords.get("minLength", 0)
    return least, max(least, min(keywords.get("maxLength", LONGEST), LONGEST))


def text_ends(keywords: Node) -> Ends:
    """The shortest and the longest texts that were found of a format or a pattern; none where all have one length."""
    said = {key: keywords[key] for key in ("pattern", "format", "minLength", "maxLength") if key in keywords}
    return _found(tuple(said.items()))


@cache
def _found(said: tuple[tuple[str, str | int], ...]) -> Ends:
    keywords: Node = dict(said)
    if "pattern" not in keywords and of_format(keywords["format"], "x", 0) is None:
        return _plain(keywords)
    most = lengths(keywords)[1]
    try:
        found = sorted((text for text in _candidates(keywords) if len(text) <= most and fits(keywords, text)), key=len)
    except Stuck:
        return (), ()
    if not found or len(found[0]) == len(found[-1]):
        return (), ()
    return _like(found[0], found), _like(found[-1], found)


def _plain(keywords: Node) -> Ends:
    """Some letters: nobody knows how that format is written, so only a bound that is said is a reason to send them."""
    least, most = (fitted("", length, length) for length in lengths(keywords))
    return (least,) if "minLength" in keywords else (), (most,) if "maxLength" in keywords else ()


def _candidates(keywords: Node) -> Iterator[str]:
    least, most = lengths(keywords)
    if "pattern" not in keywords:
        yield from (of_format(keywords["format"], fitted("", n, n), 0) or "" for n in range(1, most + 1))
        return
    pattern = keywords["pattern"]
    for text in extremes_of(pattern, least, most):
        yield text
        # Where the pattern is about a part of the text only. Where it is about the end, letters that do not fit there
        # would be tried in each of the ways in which the rest fits, which may be more than anybody can wait for.
        if "$" not in pattern and "\\Z" not in pattern:
            yield fitted(text, most, most)


def _like(one: str, texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if len(text) == len(one)))
