"""Paths into a JSON body, and how both exports write them."""

import json
import re
from collections.abc import Iterator, Mapping

from ...events.claim import Path
from ...events.key import Id

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ESCAPED = re.compile(r'[\x00-\x1f"\\\ud800-\udfff]')
_SHORT = {'"': '\\"', "\\": "\\\\"}


def leaves(body: object, path: Path = ()) -> Iterator[tuple[Path, Id]]:
    """Every text and whole number of a body with its path, from the top."""
    if isinstance(body, Mapping):
        for name, item in body.items():
            yield from leaves(item, (*path, str(name)))
    elif isinstance(body, (list, tuple)):
        for place, item in enumerate(body):
            yield from leaves(item, (*path, place))
    elif isinstance(body, (str, int)) and not isinstance(body, bool):
        yield path, body


def noun(path: Path) -> str:
    """The last name of a path, which tells what its value is."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def written(path: Path) -> str:
    """The path as one text without tabs and line ends: ``.data[0].id``, other names quoted as in JSON."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{_name(step)}" for step in path)


def token(text: str) -> str:
    """A JSON string, always written the same way: only what has to be is escaped, and as ``\\u``."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def dumped(value: object) -> str:
    """A JSON text of a plain value, in which half a surrogate pair is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text if not re.search(r"[\ud800-\udfff]", text) else json.dumps(value)


def _name(step: str) -> str:
    return step if _PLAIN.fullmatch(step) else token(step)


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04x}"
