"""The properties of characters that ``\\p{…}`` names, as ranges in the words of Python's expressions."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

_LAST = 0xFFFF  # beyond are scripts of the dead and pictures

_OTHER_NAMES: dict[str, Callable[[str], bool]] = {
    "Alphabetic": str.isalpha,
    "Alpha": str.isalpha,
    "Alnum": str.isalnum,
    "Digit": str.isdecimal,
    "Upper": str.isupper,
    "Uppercase": str.isupper,
    "Lower": str.islower,
    "Lowercase": str.islower,
    "Space": str.isspace,
    "White_Space": str.isspace,
    "Any": lambda char: True,
    "all": lambda char: True,
    "ASCII": str.isascii,
    "Print": str.isprintable,
    "XDigit": lambda char: char in "0123456789abcdefABCDEF",
    "Latin": lambda char: char.isalpha() and unicodedata.name(char, "").startswith("LATIN"),
    "Cyrillic": lambda char: char.isalpha() and unicodedata.name(char, "").startswith("CYRILLIC"),
    "Greek": lambda char: char.isalpha() and unicodedata.name(char, "").startswith("GREEK"),
    "Han": lambda char: char.isalpha() and unicodedata.name(char, "").startswith("CJK"),
}
_LONG_NAMES = {
    "Letter": "L",
    "Lowercase_Letter": "Ll",
    "Uppercase_Letter": "Lu",
    "Mark": "M",
    "Number": "N",
    "Decimal_Number": "Nd",
    "Punctuation": "P",
    "Punct": "P",
    "Symbol": "S",
    "Separator": "Z",
}
_CATEGORIES = frozenset("CLMNPSZ")


@lru_cache(maxsize=64)
def ranges(name: str, *, negated: bool) -> str | None:
    """What goes between the brackets of a class; None for a property that is not known here."""
    known = _rule(name.rpartition("=")[2])
    if known is None:
        return None
    found: list[str] = []
    start: int | None = None
    for code in range(_LAST + 2):
        inside = code <= _LAST and known(chr(code)) is not negated
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            found.append(f"\\u{start:04x}-\\u{code - 1:04x}" if code - 1 > start else f"\\u{start:04x}")
            start = None
    return "".join(found)


def _rule(name: str) -> Callable[[str], bool] | None:
    if name in _OTHER_NAMES:
        return _OTHER_NAMES[name]
    category = _LONG_NAMES.get(name, name)
    if category[:1] not in _CATEGORIES or len(category) > 2:
        return None
    return lambda char: unicodedata.category(char).startswith(category)
