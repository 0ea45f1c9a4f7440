"""Values that nothing else has, in the form that a field allows: made from a unique text."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice
from typing import Any

from .dialect import Node
from .formats import of_format
from .made import Stuck
from .number import numbers
from .pattern import texts_of
from .shape import Shape
from .text import fits, fitted, word_of

_LIKELY = re.compile(
    r"(?i:(^|[_-])(name|title|label|slug|key|code|handle|login|user_?name|nick_?name|email|e-mail|sku|domain|host"
    r"|id|uid|uuid|guid|identifier|external_?id)$)|(?<=[a-z])(Name|Title|Slug|Key|Code|Email|Id)$"
)
_NUMBERS = 1_000_000_000  # what 32 bits hold
_LONG = 12  # a part of a digest of so many characters does not come twice


def names_a_key(name: str) -> bool:
    """Whether a text of that name may be a natural key.

    A reference to something else ends in "Id" as well; what another resource is called is not for us to invent.
    """
    own = name.lower() in ("id", "uid", "uuid", "guid", "identifier", "external_id", "externalid")
    return bool(_LIKELY.search(name)) and (own or not re.search(r"[iI][dD]$", name))


def looks_like_a_key(name: str, shape: Shape) -> bool:
    """Whether the property of that name may be a natural key: a text, or a number, that nobody enumerated."""
    keywords = shape.keywords
    if "enum" in keywords or "const" in keywords or shape.unions:
        return False
    return shape.types[0] == "string" and names_a_key(name)


def unique_value(shape: Shape, text: str) -> Any:
    """The value for a unique text. Same text, same value. Raises Stuck where the field has no room for one."""
    kind = next((name for name in shape.types if name in ("string", "integer", "number")), None)
    if kind is None or "enum" in shape.keywords or "const" in shape.keywords:
        raise Stuck((), "a field of this kind cannot hold a unique value")
    if kind != "string":
        if text.isascii() and text.isdigit():
            return int(text)  # one that is taken already, to be tried again
        return next(numbers(shape.keywords, _digest(text) % _NUMBERS, whole=kind == "integer"))
    for candidate in _texts(shape.keywords, text):
        if fits(shape.keywords, candidate):
            return candidate
    raise Stuck((), f"no unique text was found that fits its pattern, format or length, from {text!r}")


def _texts(keywords: Node, text: str) -> Iterator[str]:
    least, most = keywords.get("minLength", 0), keywords.get("maxLength")
    format_, word = keywords.get("format", ""), word_of(text)
    short = _letters(text)
    digest = _digest(text)
    if "pattern" not in keywords and format_ in ("", "password", "binary"):
        yield fitted(text, least, most) if most is None or most >= len(text) else _cut(text, short, most)
        return
    if text != word or format_ not in _WITH_WORD:
        yield text  # one that is taken already has the form
    for form in (word, short):
        made = of_format(format_, form, 0) if format_ in _WITH_WORD else of_format(format_, form, digest)
        if made is not None:
            yield made
    for form in (text, word, word.replace("-", "_"), word.replace("-", ""), short, short.upper()):
        yield form
        if most is not None and len(form) > most:
            yield _cut(form, short, most)
        yield fitted(form, least, most)
    if "pattern" in keywords:
        # Room for a digest, where the pattern leaves it.
        wide = max(least, _LONG) if most is None else min(most, max(least, _LONG))
        for floor in dict.fromkeys((wide, least)):
            try:
                yield from islice(texts_of(keywords["pattern"], digest, floor, most), 3)
            except Stuck:
                if floor == least:
                    raise


_WITH_WORD = frozenset(
    [
        *("email", "idn-email", "hostname", "idn-hostname", "uri", "url", "iri", "uri-reference", "iri-reference"),
        *("uri-template", "byte", "json-pointer", "relative-json-pointer", "regex"),
    ]
)


def _cut(text: str, short: str, most: int) -> str:
    """A text that is too long: its beginning and a digest, or the digest alone."""
    if most <= len(short):
        return short[:most]
    return text[: most - len(short) - 1].rstrip("-_") + "-" + short if most > len(short) + 1 else short


def _letters(text: str) -> str:
    """A digest of the text in small letters and digits, beginning with a letter."""
    number, alphabet = _digest(text), "abcdefghijklmnopqrstuvwxyz0123456789"
    found = alphabet[number % 26]
    while len(found) < _LONG:
        number, place = divmod(number, len(alphabet))
        found += alphabet[place]
    return found


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big")
