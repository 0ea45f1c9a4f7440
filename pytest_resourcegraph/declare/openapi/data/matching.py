"""Whether a text matches a regular expression of ECMA 262, by means of Python's own."""

import re
import warnings
from functools import lru_cache

from .made import Stuck
from .unicode_classes import ranges


def find(pattern: str, text: str) -> bool:
    """Whether the pattern is found in the text: a pattern is not anchored unless it says so."""
    return compiled(pattern).search(text) is not None


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern for Python, whose words for a few things differ. Raises Stuck where there are none."""
    for text in (pattern, for_python(pattern)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", FutureWarning)  # about sets in classes, which ECMA 262 has not either
                # `\d` and `\w` are ASCII in ECMA 262.
                return re.compile(text, re.ASCII)
        except (re.error, OverflowError, RecursionError):
            continue
    raise Stuck((), f"the pattern {pattern!r} is no regular expression that is understood here")


def for_python(pattern: str) -> str:
    """The same pattern in Python's words, as far as they differ."""
    text = re.sub(r"\(\?<(?![=!])", "(?P<", pattern).replace("[^]", r"[\s\S]")
    text = re.sub(r"\\k<(\w+)>", r"(?P=\1)", text)
    text = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda found: re.escape(chr(int(found[1], 16))), text)
    text = re.sub(r"\\c([A-Za-z])", lambda found: f"\\x{ord(found[1]) % 32:02x}", text)
    text = _with_properties(text)
    # A letter that Python knows no escape for stands for itself.
    return re.sub(r"(?<!\\)((?:\\\\)*)\\([eghijklmoqyzCEFGHIJKLMOQRTVXY])", _unescaped, text)


def _with_properties(pattern: str) -> str:
    """Each ``\\p{…}`` as ranges, in brackets where it stands outside a class. An unknown one is left as it is."""
    parts: list[str] = []
    inside = False
    for found in re.finditer(r"\\([pP])\{([^}]*)\}|\\.|.", pattern, re.DOTALL):
        text = found[0]
        if found[1]:
            known = ranges(found[2], negated=found[1] == "P")
            text = found[0] if known is None else known if inside else f"[{known}]"
        elif text in ("[", "]"):
            inside = text == "["
        parts.append(text)
    return "".join(parts)


def _unescaped(found: re.Match[str]) -> str:
    return found[1] + ("\\Z" if found[2] == "z" else found[2])
