"""The reader: from the text of an OpenAPI document to its operations, or to an error that says what is wrong."""

import json
from collections.abc import Mapping
from json import JSONDecodeError
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ...errors import DefinitionError, Problem
from ..yaml_file import parse_yaml
from .document import Document
from .given import Given
from .operations import operations_of
from .refs import Refs, absolute
from .strangers import gathered, is_plain, leads_out
from .undisturbed import undisturbed

_START = 1000  # characters in which a text begins; a copy of all of it takes time
_DOCUMENT = "name a file with an OpenAPI document: it begins with 'openapi:' or 'swagger:'"
_REFERRED = "the document refers to it"
_FILE = "give a file that holds a mapping, as JSON or YAML"

VERSIONS = ("2.0", "3.0", "3.1")
"""The versions that are read."""


def load_file(path: Path, *, given: Given | None = None) -> Document:
    """The document in a file. ``given`` are the files that its external references may name.

    Raises DefinitionError where it cannot be read.
    """
    return load(_text_of(path), str(path), given=given)


def load(text: str, where: str, *, given: Given | None = None) -> Document:
    """The document in a text, JSON or YAML; ``where`` names it in messages.

    Raises DefinitionError where it is no OpenAPI document of a known version, where it ends too early, or where it
    refers to a file that is not given.
    """
    with undisturbed():
        return _loaded(text, where, given or Given(document=Path(where)))


def _loaded(text: str, where: str, given: Given) -> Document:
    raw = _parsed(text, where)
    version = _version(raw, where)
    if not isinstance(raw.get("paths"), Mapping):
        raise _error(where, "it has no 'paths'", _keys(raw), "a document without paths describes no operation")
    notes: list[str] = []
    others: Mapping[str, Any] = {}
    if not (_is_json(text, where) and is_plain(raw, text)) and leads_out(raw, where):
        raw = absolute(raw, "")
        others = gathered(raw, where, given, _part)
    refs = Refs(raw, others)
    operations = operations_of(raw, version, refs, notes)
    info = raw.get("info")
    return Document(
        where=where,
        version=version,
        title=str(info.get("title", "")) if isinstance(info, Mapping) else "",
        base_path=_base_path(raw, version),
        operations=operations,
        schemes=_schemes(raw, version, refs),
        refs=refs,
        raw=raw,
        notes=tuple(notes),
    )


def _text_of(path: Path, known: str = "", remedy: str = _DOCUMENT) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise _error(str(path), f"it cannot be read: {reason}", known, remedy) from None


def _part(path: Path) -> Mapping[str, Any]:
    """What a file holds to which a document refers."""
    return _mapping(_text_of(path, _REFERRED, _FILE), str(path), "file of JSON or YAML", _REFERRED, _FILE)


def _parsed(text: str, where: str) -> Mapping[str, Any]:
    return _mapping(text, where, "OpenAPI document", "", _DOCUMENT)


def _mapping(text: str, where: str, noun: str, known: str, remedy: str) -> Mapping[str, Any]:
    text = text.removeprefix("\ufeff")
    start = text[:_START].lstrip()[:1] or text.lstrip()[:1]
    if not start:
        raise _error(where, "it is empty", known, remedy)
    if _is_json(text, where):
        value = _json(text, where)
    elif start == "<":
        raise _error(where, f"this is HTML or XML and no {noun}", f"it begins: {text.strip()[:40]}", remedy)
    else:
        value = parse_yaml(text, where).value
    if not isinstance(value, Mapping):
        raise _error(where, f"this is no {noun}", f"it is {type(value).__name__}: {str(value)[:60]!r}", remedy)
    return value


def _is_json(text: str, where: str) -> bool:
    start = (text[:_START].lstrip("\ufeff \t\r\n") or text.lstrip("\ufeff \t\r\n"))[:1]
    return start != "" and start in "{[" and not where.endswith((".yaml", ".yml"))


def _json(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except JSONDecodeError as error:
        ended = error.pos >= len(text.rstrip()) or "Unterminated" in error.msg
        what = "it ends in the middle: the JSON is truncated" if ended else f"this is not JSON: {error.msg}"
        place = f"{where}:{error.lineno}"
        remedy = "fetch it again" if ended else "correct that line"
        raise _error(place, what, f"column {error.colno}, character {error.pos} of {len(text)}", remedy) from None
    except (RecursionError, ValueError) as error:
        known = "a number is too long" if isinstance(error, ValueError) else "it is nested too deeply"
        raise _error(where, "this JSON cannot be read", known, "") from None


def _version(raw: Mapping[str, Any], where: str) -> str:
    said = raw.get("openapi", raw.get("swagger"))
    if said is None:
        remedy = "a document begins with 'openapi: 3.1.0' or 'swagger: \"2.0\"'"
        raise _error(where, "this is no OpenAPI document: it says no version", _keys(raw), remedy)
    key = "openapi" if "openapi" in raw else "swagger"
    version = ".".join(str(said).split(".")[:2])
    if version not in VERSIONS or (version == "2.0") != (key == "swagger"):
        known = f"known versions: {', '.join(VERSIONS)}"
        raise _error(where, f"{key} '{str(said)[:40]}' is an unknown version", known, "convert it to one of these")
    return version


def _keys(raw: Mapping[str, Any]) -> str:
    return f"its keys: {', '.join(sorted(map(str, raw))[:12]) or 'none'}"


def _error(where: str, what: str, known: str, remedy: str) -> DefinitionError:
    # What stands in the document may hold line ends; the three lines stay three.
    return DefinitionError(Problem(where=where, what=_flat(what), known=_flat(known), remedy=remedy))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _base_path(raw: Mapping[str, Any], version: str) -> str:
    if version == "2.0":
        said = raw.get("basePath")
        return said.rstrip("/") if isinstance(said, str) and said.startswith("/") else ""
    servers = raw.get("servers")
    first = servers[0] if isinstance(servers, list) and servers else None
    url = first.get("url") if isinstance(first, Mapping) else None
    if not isinstance(first, Mapping) or not isinstance(url, str):
        return ""
    variables = first.get("variables")
    for name, variable in variables.items() if isinstance(variables, Mapping) else ():
        if isinstance(variable, Mapping):
            url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    try:
        path = unquote(urlsplit(url).path).rstrip("/")
    except ValueError:
        return ""
    return path if path.startswith("/") and "{" not in path else ""


def _schemes(raw: Mapping[str, Any], version: str, refs: Refs) -> Mapping[str, Mapping[str, Any]]:
    components = raw if version == "2.0" else raw.get("components")
    found = components.get("securityDefinitions" if version == "2.0" else "securitySchemes") if isinstance(
        components, Mapping
    ) else None  # fmt: skip
    return {str(name): refs.follow(one) for name, one in found.items()} if isinstance(found, Mapping) else {}
