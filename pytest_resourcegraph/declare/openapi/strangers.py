"""Strangers: references that lead out of a document. Files that are given are read, others told, and none fetched."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ...errors import DefinitionError, Problem
from ..yaml_file import DEEPEST
from .given import Given, address_of
from .refs import absolute, files_of_kinds

_NO_SCHEMA = frozenset({"example", "examples", "default", "enum", "const", "x-ms-examples"})
_ABROAD = re.compile(r""""\$ref"\s*:\s*"[^#"]|"mapping"\s*:\s*\{[^}]*\.(?:json|ya?ml)""")
_MOST = 8  # so many files one message names


def is_plain(raw: object, text: str) -> bool:
    """True for a JSON text and its value without a reference to elsewhere, and not too deep.

    A first look that is quick, because it does not ask where a value stands.
    """
    if "\\u0024ref" in text or _ABROAD.search(text):
        return False
    level, depth = [raw], 0
    while level and depth <= DEEPEST:
        level = [
            part
            for value in level
            for part in (value.values() if type(value) is dict else value)  # type: ignore[attr-defined]
            if type(part) in (dict, list)
        ]
        depth += 1
    return not level


def leads_out(raw: object, where: str) -> bool:
    """Whether anything is referred to by the name of a file. Raises DefinitionError as ``gathered`` does."""
    return any(not ref.startswith("#") for ref in _references(raw, where))


def gathered(raw: object, where: str, given: Given, read: Callable[[Path], object]) -> dict[str, Any]:
    """The files to which a document refers, and those to which they do, by their names; read when one is named.

    Their references are written out from these names, those of ``raw`` have to be. Raises DefinitionError for what is
    referred to and not given, or where a value is nested too deeply.
    """
    found: dict[str, Any] = {}
    strangers: dict[str, str] = {}
    open_ = [(raw, where)]
    while open_:
        value, place = open_.pop(0)
        for name in dict.fromkeys(ref.partition("#")[0] for ref in _references(value, place)):
            if not name or name in found or name in strangers:
                continue
            path = given.path(name)
            if given.is_document(name):
                found[name] = raw
            elif path is None:
                strangers[name] = place
            else:
                found[name] = absolute(read(path), name)
                open_.append((found[name], str(path)))
    if strangers:
        raise DefinitionError(list(_refusals(strangers, given)))
    return found


def _refusals(strangers: Mapping[str, str], given: Given) -> Iterator[Problem]:
    """One problem for the files that one place refers to, and one for what it refers to by an address."""
    for place in dict.fromkeys(strangers.values()):
        names = sorted(name for name, where in strangers.items() if where == place)
        for some in ([name for name in names if "://" not in name], [name for name in names if "://" in name]):
            if some:
                yield Problem(
                    where=place,
                    what=f"it refers to {_listed(some)}, which {'are' if len(some) > 1 else 'is'} not part of it",
                    known=f"files given: {', '.join(given.said) or 'none'}",
                    remedy=_remedy(some, given),
                )


def _remedy(names: list[str], given: Given) -> str:
    rest = "or bundle the document into one; nothing is fetched"
    if "://" in names[0]:
        _, kept = address_of(names[0])
        return f"keep a copy in a folder, as {_flat(kept)}, and give the folder with {given.option}FOLDER, {rest}"
    said = ",".join([*given.said, *(_flat(given.adding(name)) for name in names[:_MOST])])
    what = "it, or its folder," if len(names) == 1 else "them, or their folder,"
    return f"give {what} with {given.option}{said}{',…' if len(names) > _MOST else ''}, {rest}"


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(f"'{_flat(name)}'" for name in names[:_MOST]) + more


def _flat(text: str) -> str:
    return " ".join(text.split())


def _references(raw: object, where: str) -> Iterator[str]:
    """Every ``$ref`` that stands where a schema, parameter or response may stand. Needs no stack."""
    stack: list[tuple[object, int, bool]] = [(raw, 0, False)]
    seen: set[int] = set()  # YAML may hold one value in many places, and in itself
    while stack:
        value, depth, named = stack.pop()
        if isinstance(value, (Mapping, list)):
            if id(value) in seen:
                continue
            seen.add(id(value))
        if depth > DEEPEST:
            raise DefinitionError(Problem(where=where, what=f"it is nested more than {DEEPEST} levels deep"))
        if isinstance(value, Mapping):
            for key, part in value.items():
                if key == "$ref" and isinstance(part, str) and not named:
                    yield part
                # Under `properties` a key is the name of a field, and `example` may be one.
                elif (named or key not in _NO_SCHEMA) and isinstance(part, (Mapping, list)):
                    yield from files_of_kinds(part) if key == "discriminator" and not named else ()
                    stack.append((part, depth + 1, not named and key == "properties"))
        elif isinstance(value, list):
            stack += [(part, depth + 1, False) for part in value if isinstance(part, (Mapping, list))]
