"""Bodies as they are sent: JSON, forms, files and plain text, in the words of `requests`."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from .dialect import Dialect
from .made import Unmade
from .wire import pairs, text

_FORM = "application/x-www-form-urlencoded"
_File = tuple[str | None, bytes | str] | tuple[str | None, bytes | str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """A body: ``arguments`` are keywords of `requests`: ``json``, ``data``, ``files`` and ``headers``."""

    arguments: Mapping[str, Any] = field(default_factory=dict)


def payload_of(
    media_type: str,
    value: object,
    *,
    files: Collection[str] = (),
    encoding: Mapping[str, Mapping[str, Any]] | None = None,
) -> Payload | Unmade:
    """A value as a body of a media type; Unmade where it is none that is written here.

    ``files`` are the properties that hold bytes (`Sampler.files`), ``encoding`` is what the media type says of its
    properties.
    """
    kind = media_type.partition(";")[0].strip().lower()
    encoding = encoding or {}
    if kind in ("application/json", "*/*", "application/*", ""):
        return Payload(arguments={"json": value})
    if kind.endswith("json"):
        return _raw(json.dumps(value), media_type)
    if kind == _FORM and isinstance(value, dict):
        return Payload(arguments={"data": _form(value, encoding)})
    if kind.startswith("multipart/") and isinstance(value, dict):
        return Payload(arguments={"files": _multipart(value, files, encoding)})
    if isinstance(value, str) and not kind.endswith("xml"):
        return _raw(value, media_type)
    if kind.startswith("text/") and not kind.endswith("xml"):
        return _raw(text(value), media_type)
    return Unmade(pointer="", reason=f"a body of the media type {media_type!r} is not written here")


def _raw(content: str, media_type: str) -> Payload:
    # A media range is a choice of the server's; bytes name no type by themselves.
    headers = {} if "*" in media_type else {"Content-Type": media_type}
    return Payload(arguments={"data": content.encode(), "headers": headers})


def _form(value: Mapping[str, Any], encoding: Mapping[str, Mapping[str, Any]]) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    for name, part in value.items():
        parameter = {**encoding.get(name, {}), "name": name, "in": "query"}
        for key, written in pairs(parameter, part, Dialect.OPENAPI_30):
            known = found.get(key)
            if known is None:
                found[key] = written
            else:
                found[key] = [*known, written] if isinstance(known, list) else [known, written]
    return found


def _multipart(
    value: Mapping[str, Any], files: Collection[str], encoding: Mapping[str, Mapping[str, Any]]
) -> list[tuple[str, _File]]:
    """One entry a part: a name of a file where there is one, the content, and its type where it has to be said."""
    return [
        (name, _part(name, item, is_file=name in files, said=encoding.get(name, {}).get("contentType")))
        for name, part in value.items()
        for item in (part if isinstance(part, list) else [part])
    ]


def _part(name: str, value: object, *, is_file: bool, said: object) -> _File:
    type_ = str(said).partition(",")[0].strip() if said else ""
    if is_file:
        return (
            f"{name}.bin",
            text(value).encode(),
            type_ if type_ and "*" not in type_ else "application/octet-stream",
        )
    if isinstance(value, dict | list):
        return (None, json.dumps(value), type_ or "application/json")
    return (None, text(value), type_) if type_ and "*" not in type_ else (None, text(value))
