"""Whether ``fields=`` of a type is a JSON Schema: told when it is declared, not by the first answer that meets it."""

import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import Problem
from ..model.resource import ResourceType


def fields_problems(types: Mapping[str, ResourceType]) -> Iterator[Problem]:
    """What is wrong with the schemas of the types: no schema, or a reference that leads nowhere."""
    for type_ in types.values():
        wrong = _wrong(type_.fields) if type_.fields is not None else None
        if wrong is not None:
            yield Problem(
                where=str(type_.origin),
                what=f"fields= of resource type '{type_.name}' is no JSON Schema: {wrong}",
                known="it says what an answer shows of one, as in {'properties': {'size': {'type': 'integer'}}}; "
                "a pattern is one of Python's re, and a reference leads to a place within it, as '#/$defs/size'",
                remedy="mend it, or leave it out: then the check 'body' asks nothing of this type",
            )


def _wrong(fields: Any) -> str | None:
    """Where and what; None for a schema of the draft that it names."""
    # Imported here because it takes 50 ms, and only who declares fields= needs it.
    from jsonschema import Draft202012Validator, SchemaError
    from jsonschema.validators import validator_for

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a draft that is not known, and sets in the classes of patterns
        try:
            validator_for(fields, default=Draft202012Validator).check_schema(fields)
        except SchemaError as error:
            place = error.json_path.removeprefix("$").lstrip(".")
            return f"{place or 'all of it'}: {' '.join(error.message.split())[:200]}"
    lost = next((ref for ref in _references(fields) if not _leads_somewhere(fields, ref)), None)
    return None if lost is None else f"the reference {lost!r} leads nowhere"


def _references(part: object) -> Iterator[str]:
    """The references in a schema. What has a name of its own may be meant by others in ways that are not read here."""
    if isinstance(part, Mapping):
        if any(isinstance(part.get(word), str) for word in ("$id", "id", "$anchor", "$dynamicAnchor")):
            return
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for word, inner in part.items():
            if word not in ("const", "enum", "default", "examples", "example"):
                yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)


def _leads_somewhere(fields: Any, reference: str) -> bool:
    from referencing import Registry
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012

    root = DRAFT202012.create_resource(fields)
    try:
        Registry().resolver_with_root(root).lookup(reference)
    except Unresolvable:
        return False
    return True
