"""Values as words of a shell: whatever they hold, they are data."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from .body_path import token
from .template import Demand, Fields, Items, Json, Run, Slot, Words

_HALF = re.compile(r"[\ud800-\udfff]")
_BARE = re.compile(r"[A-Za-z0-9_./:@%+,-]+")
_SPECIAL = re.compile(r'([$`"\\])')


@dataclass(frozen=True, slots=True)
class _Code:
    """Shell code that may stand between double quotes."""

    text: str


_Piece: TypeAlias = str | _Code
_RUN = _Code("${run}")


def quoted(text: str) -> str:
    """The text as one word. NUL, which no shell can hold, and half a surrogate pair become U+FFFD."""
    text = _HALF.sub("\ufffd", text.replace("\0", "\ufffd"))
    return text if _BARE.fullmatch(text) else "'" + text.replace("'", "'\\''") + "'"


def target(words: Words) -> str:
    """Path and query of a URL, or a form, as one word: what is filled in is quoted as in a URL."""
    return _word(_url(words))


def text(words: Words) -> str:
    """A text as one word: what is filled in stands there as it is, but for control characters."""
    return _word(_plain(words))


def header(name: str, words: Words) -> str:
    """A header as one word, as curl takes it: with a semicolon where it is empty."""
    return quoted(f"{name};") if words.parts in ((), ("",)) else _word([f"{name}: ", *_plain(words)])


def document(value: Json) -> str:
    """A JSON text as one word."""
    return _word(_json(value))


def _url(words: Words) -> Iterator[_Piece]:
    for part in words.parts:
        match part:
            case str():
                yield part
            case Slot():
                yield _Code(f"${{{part.name}}}")
            case Run():
                yield _RUN
            case Demand():
                yield _Code(f'$(url "$(quote "${part.name}")")')
            case _:
                assert_never(part)


def _plain(words: Words) -> Iterator[_Piece]:
    for part in words.parts:
        match part:
            case str():
                yield part
            case Slot():
                yield _Code(f'$(plain "${part.name}_json")')
            case Run():
                yield _RUN
            case Demand():
                yield _Code(f"${{{part.name}}}")
            case _:
                assert_never(part)


def _json(value: Json) -> Iterator[_Piece]:
    match value:
        case Slot():
            yield _Code(f"${{{value.name}_json}}")
        case Words(parts=(Slot(name=name),)):
            yield _Code(f'$(string "${name}_json")')
        case Words():
            yield '"'
            yield from _inside(value)
            yield '"'
        case Items():
            yield from _between("[]", (_json(item) for item in value.items))
        case Fields():
            yield from _between("{}", ([*_json(name), ": ", *_json(item)] for name, item in value.fields))
        case None | bool() | int() | float():
            yield json.dumps(value)
        case _:
            assert_never(value)


def _inside(words: Words) -> Iterator[_Piece]:
    """What stands within a JSON string."""
    for part in words.parts:
        match part:
            case str():
                yield token(part)[1:-1]
            case Run():
                yield _RUN
            case Slot():
                yield _Code(f'$(inside "${part.name}_json")')
            case Demand():
                yield _Code(f'$(inside "$(quote "${part.name}")")')
            case _:
                assert_never(part)


def _between(ends: str, values: Iterable[Iterable[_Piece]]) -> Iterator[_Piece]:
    yield ends[0]
    for place, value in enumerate(values):
        if place:
            yield ", "
        yield from value
    yield ends[1]


def _word(pieces: Iterable[_Piece]) -> str:
    """Texts in single quotes and code in double ones; all in double quotes where that is as safe and reads better."""
    joined = list(_joined(pieces))
    texts = "".join(piece for piece in joined if isinstance(piece, str))
    if not any(isinstance(piece, _Code) for piece in joined):
        return quoted(texts)
    if re.fullmatch(r"[\x20-\x7e]*", texts) and '"' not in texts:
        inside = (_SPECIAL.sub(r"\\\1", piece) if isinstance(piece, str) else piece.text for piece in joined)
        return f'"{_short("".join(inside))}"'
    return "".join(quoted(piece) if isinstance(piece, str) else f'"{_short(piece.text)}"' for piece in joined)


def _joined(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    literal = ""
    for piece in pieces:
        if isinstance(piece, str):
            literal += piece
            continue
        if literal:
            yield literal
        literal = ""
        yield piece
    if literal:
        yield literal


def _short(text: str) -> str:
    """``$name`` for ``${name}`` where nothing follows that could belong to the name."""
    return re.sub(r"(?<!\\)\$\{(\w+)\}(?![\w\[])", r"$\1", text)
