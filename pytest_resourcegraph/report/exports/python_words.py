"""Values as expressions of Python: whatever they hold, they are data."""

import json
from collections.abc import Iterable
from typing import assert_never

from .template import Demand, Fields, Items, Json, Part, Run, Slot, Words

_WIDTH = 100
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def quoted(text: str) -> str:
    """The text as a literal in double quotes; what is not to be printed is escaped."""
    return f'"{_inside(text)}"'


def target(words: Words) -> str:
    """Path and query of a URL, or a form: what is filled in is quoted as in a URL."""
    return _text(words, "in_url({})")


def text(words: Words) -> str:
    """A text: what is filled in stands there as it is, but for control characters."""
    return _text(words, "plain({})")


def document(value: Json, indent: str = "") -> str:
    """A JSON value as dicts, lists and what is in them; on several lines, ``indent`` before each, where it is long."""
    line = _document(value)
    if len(line) + len(indent) <= _WIDTH or not isinstance(value, (Fields, Items)):
        return line
    deeper = indent + "    "
    if isinstance(value, Fields):
        inner = [f"{deeper}{_document(name)}: {document(item, deeper)}," for name, item in value.fields]
        return "\n".join(["{", *inner, indent + "}"])
    return "\n".join(["[", *(f"{deeper}{document(item, deeper)}," for item in value.items), indent + "]"])


def _document(value: Json) -> str:
    match value:
        case Slot():
            return value.name
        case Words(parts=(Slot(name=name),)):
            return f"str({name})"
        case Words():
            return _text(value, "{}")
        case Items():
            return f"[{', '.join(map(_document, value.items))}]"
        case Fields():
            return f"{{{', '.join(f'{_document(name)}: {_document(item)}' for name, item in value.fields)}}}"
        case None | bool():
            return str(value)
        case int() | float():
            return _number(value)
        case _:
            assert_never(value)


def _number(value: float) -> str:
    """What no JSON number is, as NaN, is written as the text that it is."""
    written = json.dumps(value)
    return written if written[-1].isdigit() else f'float("{written}")'


def _text(words: Words, fill: str) -> str:
    if all(isinstance(part, str) for part in words.parts):
        return quoted("".join(str(part) for part in words.parts))
    match words.parts:
        case (Slot(name=name) | Demand(name=name),) if fill != "{}":
            return fill.format(name)
        case _:
            return f'f"{"".join(_pieces(words.parts, fill))}"'


def _pieces(parts: Iterable[Part], fill: str) -> Iterable[str]:
    for part in parts:
        match part:
            case str():
                yield _inside(part).replace("{", "{{").replace("}", "}}")
            case Slot() | Demand():
                yield f"{{{fill.format(part.name)}}}"
            case Run():
                yield "{run}"
            case _:
                assert_never(part)


def _inside(text: str) -> str:
    return "".join(_ESCAPES.get(char) or (char if char.isprintable() else _escape(ord(char))) for char in text)


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
