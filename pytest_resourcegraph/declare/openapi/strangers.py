"""Strangers: references that lead out of a document to files that were not given. They are told, and never fetched."""

import re
from collections.abc import Iterator, Mapping

from ...errors import DefinitionError, Problem
from ..yaml_file import DEEPEST
from .refs import plain_name

_NO_SCHEMA = frozenset({"example", "examples", "default", "enum", "const", "x-ms-examples"})
_ABROAD = re.compile(r""""\$ref"\s*:\s*"[^#"]""")


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


def refuse_strangers(raw: object, where: str, given: Mapping[str, object]) -> None:
    """Raise DefinitionError for each file that is referred to and not given, or where a value is nested too deeply."""
    strangers = dict.fromkeys(
        file for file in (plain_name(ref.partition("#")[0]) for ref in _references(raw, where)) if file not in given
    )
    strangers.pop("", None)
    if strangers:
        raise DefinitionError(
            [
                Problem(
                    where=where,
                    what=" ".join(f"it refers to '{name}', which is not part of it".split()),
                    known=f"files given: {', '.join(sorted(given)) or 'none'}",
                    remedy="give that file along, or bundle the document into one; nothing is fetched",
                )
                for name in strangers
            ]
        )


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
                    stack.append((part, depth + 1, not named and key == "properties"))
        elif isinstance(value, list):
            stack += [(part, depth + 1, False) for part in value if isinstance(part, (Mapping, list))]
