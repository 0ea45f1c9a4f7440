"""References: what ``$ref`` points at, looked up when it is asked for, in this document and the files given with it.

The one file that knows the library ``referencing``. Nothing is ever fetched.
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import urljoin

from referencing import Registry, Specification
from referencing.exceptions import Unresolvable

_LONGEST = 50  # a chain of references that is longer goes round
_ENDING = re.compile(r"\.(json|ya?ml)$", re.IGNORECASE)


class Refs:
    """Follows the references of one document. ``given`` are other documents, by the name that a reference has.

    A chain that goes round, or that leads nowhere, ends in an empty mapping; ``dangling`` are the references that do.
    """

    def __init__(self, root: Mapping[str, Any], given: Mapping[str, Any] | None = None) -> None:
        opaque: Specification[Any] = Specification.OPAQUE
        held = {"": root, **(given or {})}
        registry: Registry[Any] = Registry().with_resources(
            (name, opaque.create_resource(contents)) for name, contents in held.items()
        )
        self._resolver = registry.resolver()
        self._found: dict[str, object] = {}
        self.dangling: dict[str, None] = {}

    def follow(self, value: object) -> Mapping[str, Any]:
        """The mapping itself, or what its ``$ref`` leads to; empty for anything else."""
        # What is parsed holds plain dicts, and to ask for a Mapping takes ten times as long.
        for _ in range(_LONGEST):
            if not isinstance(value, dict):
                return {}
            ref = value.get("$ref")
            if not isinstance(ref, str):
                return value
            value = self._lookup(ref)
        return {}

    def names(self, value: object) -> tuple[str, ...]:
        """The last parts of the references that lead from here on, the first one first."""
        found: list[str] = []
        while isinstance(value, dict) and isinstance(value.get("$ref"), str) and len(found) < _LONGEST:
            ref = value["$ref"]
            found.append(last_name(ref))
            value = self._lookup(ref)
        return tuple(found)

    def _lookup(self, ref: str) -> object:
        if ref not in self._found:
            try:
                self._found[ref] = self._resolver.lookup(ref).contents
            except (Unresolvable, ValueError, TypeError, KeyError, IndexError, AttributeError):
                # The library passes on what a broken pointer does to a value that is no container.
                self.dangling[ref] = None
                self._found[ref] = {}
        return self._found[ref]


def absolute(value: object, base: str) -> Any:
    """A copy with every reference written out from the name of the file in which it stands.

    What is one value in many places stays one; it needs no stack.
    """
    copies: dict[int, Any] = {}
    open_: list[tuple[Any, Any]] = []

    def copied(part: object) -> Any:
        if not isinstance(part, (dict, list)):
            return part
        if id(part) not in copies:
            copies[id(part)] = [] if isinstance(part, list) else {}
            open_.append((part, copies[id(part)]))
        return copies[id(part)]

    made = copied(value)
    while open_:
        old, new = open_.pop()
        if isinstance(old, list):
            new += map(copied, old)
            continue
        for key, part in old.items():
            new[key] = _joined(base, part) if key == "$ref" and isinstance(part, str) else copied(part)
        said = old.get("discriminator")
        if isinstance(said, dict) and isinstance(said.get("mapping"), dict):
            rest = {key: copied(part) for key, part in said.items() if key != "mapping"}
            new["discriminator"] = {**rest, "mapping": _kinds(base, said["mapping"])}
    return made


def last_name(ref: str) -> str:
    """What a reference calls that to which it leads: its last part, which for a file is its name."""
    name = ref.rpartition("/")[2]
    return name if "#" in ref else _ENDING.sub("", name)


def files_of_kinds(said: object) -> Iterator[str]:
    """The references of a discriminator to schemas in other files."""
    mapping = said.get("mapping") if isinstance(said, dict) else None
    for target in mapping.values() if isinstance(mapping, dict) else ():
        if isinstance(target, str) and _ENDING.search(target.partition("#")[0]):
            yield target


def _joined(base: str, ref: str) -> str:
    file, sign, pointer = ref.partition("#")
    if not file:
        return base + ref
    if "://" in base or "://" in file:
        try:
            return urljoin(base, file) + sign + pointer
        except ValueError:  # it is no address: it leads nowhere, under its own name
            return ref
    return normpath(join(dirname(base), file)) + sign + pointer


def _kinds(base: str, mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping of a discriminator; where it names a schema by a reference, that one is written out as well."""
    return {kind: _kind(base, target) for kind, target in mapping.items()}


def _kind(base: str, target: object) -> object:
    is_reference = isinstance(target, str) and ("#" in target or "/" in target or _ENDING.search(target))
    return _joined(base, str(target)) if is_reference else target
