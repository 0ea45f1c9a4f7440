"""Parameters as they are sent: the styles of OpenAPI 3 and the collection formats of 2.0, for `requests`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from .dialect import Dialect

_SEPARATORS = {
    "form": ",",
    "simple": ",",
    "spaceDelimited": " ",
    "pipeDelimited": "|",
    "label": ".",
    "matrix": ",",
    "csv": ",",
    "ssv": " ",
    "tsv": "\t",
    "pipes": "|",
}
_DEFAULT_STYLE = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """What parameters come to: ``params``, ``headers`` and ``cookies`` of `requests`, and ``path`` texts by name.

    The texts of the path are quoted already. ``one | other`` has what both have.
    """

    params: tuple[tuple[str, str], ...] = ()
    path: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)

    def __or__(self, other: "Wire") -> "Wire":
        return Wire(
            params=self.params + other.params,
            path={**self.path, **other.path},
            headers={**self.headers, **other.headers},
            cookies={**self.cookies, **other.cookies},
        )


def wire_of(parameter: Mapping[str, Any], value: object, dialect: Dialect) -> Wire:
    """A parameter of the document, with a value, as it is sent. Raises ValueError for a place that has none."""
    name, where = str(parameter.get("name", "")), parameter.get("in")
    match where:
        case "query":
            return Wire(params=tuple(pairs(parameter, value, dialect)))
        case "path":
            return Wire(path={name: _path(parameter, value, dialect)})
        case "header":
            return Wire(headers={name: _joined(parameter, value, dialect)})
        case "cookie":
            return Wire(cookies=dict(pairs(parameter, value, dialect)))
    raise ValueError(f"parameter {name!r} is in {where!r}, which is no place in a request for it")


def pairs(parameter: Mapping[str, Any], value: object, dialect: Dialect) -> list[tuple[str, str]]:
    """The names and texts of a parameter in a query, a cookie or a form."""
    name = str(parameter.get("name", ""))
    style, explode = _style(parameter, dialect)
    if "content" in parameter:
        return [(name, json.dumps(value))]
    match value:
        case dict() if style == "deepObject":
            return list(_deep(name, value))
        case dict() if explode:
            return [(key, text(part)) for key, part in value.items()]
        case list() if explode:
            return [(name, text(part)) for part in value]
        case list() if not value:
            return []
    return [(name, _joined(parameter, value, dialect))]


def text(value: object) -> str:
    """A value as a text: what is no text itself is written as JSON writes it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _style(parameter: Mapping[str, Any], dialect: Dialect) -> tuple[str, bool]:
    """The style, or collection format, and whether every item stands by itself."""
    if dialect is Dialect.OPENAPI_20:
        style = str(parameter.get("collectionFormat", "csv"))
        return style, style == "multi"
    style = str(parameter.get("style") or _DEFAULT_STYLE.get(str(parameter.get("in")), "form"))
    explode = parameter.get("explode")
    return style, explode if isinstance(explode, bool) else style == "form"


def _joined(parameter: Mapping[str, Any], value: object, dialect: Dialect) -> str:
    """All in one text, with separators."""
    style, explode = _style(parameter, dialect)
    if "content" in parameter:
        return json.dumps(value)
    separator = _SEPARATORS.get(style, ",")
    match value:
        case list():
            return separator.join(map(text, value))
        case dict() if explode:
            return separator.join(f"{key}={text(part)}" for key, part in value.items())
        case dict():
            return separator.join(f"{key}{separator}{text(part)}" for key, part in value.items())
    return text(value)


def _path(parameter: Mapping[str, Any], value: object, dialect: Dialect) -> str:
    style, explode = _style(parameter, dialect)
    name = str(parameter.get("name", ""))
    if style == "matrix":
        return _matrix(name, value, explode=explode)
    if style == "label":
        separator = "." if explode else ","
        return "." + _quoted(value, separator, explode=explode)
    if "content" in parameter or not isinstance(value, dict | list):
        return quote(_joined(parameter, value, dialect), safe="")
    return _quoted(value, _SEPARATORS.get(style, ","), explode=explode)


def _matrix(name: str, value: object, *, explode: bool) -> str:
    if explode and isinstance(value, list):
        return "".join(f";{name}={_quote(part)}" for part in value)
    if explode and isinstance(value, dict):
        return "".join(f";{_quote(key)}={_quote(part)}" for key, part in value.items())
    return f";{name}={_quoted(value, ',', explode=False)}"


def _quoted(value: object, separator: str, *, explode: bool) -> str:
    match value:
        case list():
            return separator.join(map(_quote, value))
        case dict():
            between = "=" if explode else separator
            return separator.join(f"{_quote(key)}{between}{_quote(part)}" for key, part in value.items())
    return _quote(value)


def _quote(value: object) -> str:
    return quote(text(value), safe="")


def _deep(name: str, value: object) -> "list[tuple[str, str]]":
    """``name[key]=…``, and so on downwards; OpenAPI leaves more than one level open, and this is what servers read."""
    match value:
        case dict():
            return [pair for key, part in value.items() for pair in _deep(f"{name}[{key}]", part)]
        case list():
            return [pair for index, part in enumerate(value) for pair in _deep(f"{name}[{index}]", part)]
    return [(name, text(value))]
