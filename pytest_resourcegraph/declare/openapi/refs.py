"""References: what ``$ref`` points at, looked up when it is asked for, in this document and the files given with it.

The one file that knows the library ``referencing``. Nothing is ever fetched.
"""

from collections.abc import Mapping
from posixpath import normpath
from typing import Any
from urllib.parse import urljoin

from referencing import Registry, Specification
from referencing.exceptions import Unresolvable

_LONGEST = 50  # a chain of references that is longer goes round


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
            found.append(ref.rpartition("/")[2])
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


def absolute(value: object, base: str) -> object:
    """The same value with every reference written out from the name of the file in which it stands."""
    match value:
        case Mapping():
            return {
                key: _joined(base, part) if key == "$ref" and isinstance(part, str) else absolute(part, base)
                for key, part in value.items()
            }
        case list():
            return [absolute(part, base) for part in value]
    return value


def _joined(base: str, ref: str) -> str:
    if ref.startswith("#"):
        return base + ref
    file, sign, pointer = ref.partition("#")
    return plain_name(urljoin(base, file)) + sign + pointer


def plain_name(name: str) -> str:
    """The name of a file without ``./`` and detours; that of a URL as it is."""
    return name if not name or "://" in name else normpath(name)
