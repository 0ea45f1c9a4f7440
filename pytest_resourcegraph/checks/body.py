"""Body: what an answer shows of a resource fits the JSON Schema of its type."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ..events.exchange import tells
from ..model.action import Action
from ..model.answer import listed_items, lookup, resource_body
from ..model.check import Finding, Taken
from ..model.schema import Schema

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator


class Body:
    """Finds an answer that does not fit ``fields=`` of the type that it is about, items of lists included."""

    name = "body"

    def __init__(self) -> None:
        # Kept: making a validator costs more than ten times what asking it does.
        self._validators: dict[tuple[int, str], Validator] = {}
        self._kept: list[Mapping[str, object]] = []

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what is about a type whose fields are described."""
        return any(schema.types[name].fields is not None for name in action.types)

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding for the first thing that does not fit."""
        if not taken.succeeded or taken.broken:
            return
        for type_name, body in _shown(taken):
            fields = taken.schema.types[type_name].fields
            if fields is None:
                continue
            error = self._error(taken, fields, type_name, body)
            if error is not None:
                place = error.json_path.removeprefix("$").lstrip(".") or "it"
                yield Finding(
                    check=self.name, kind=f"{place} {error.validator}", expected=f"a body that fits {type_name}",
                    message=f"{taken.action.name} shows a {type_name} that does not fit its schema: {place}: "
                    f"{_said(error)}",
                )  # fmt: skip
                return

    def _error(
        self, taken: Taken, fields: Mapping[str, object], type_name: str, body: object
    ) -> "ValidationError | None":
        """The first thing that does not fit; None for a schema that cannot be followed, which says nothing."""
        from referencing.exceptions import Unresolvable

        try:
            errors = self._validator(fields, type_name).iter_errors(body)  # type: ignore[arg-type]
            return next((error for error in errors if _counts(taken, error)), None)
        except Unresolvable:
            return None

    def _validator(self, fields: Mapping[str, object], type_name: str) -> "Validator":
        known = (id(fields), type_name)
        if known not in self._validators:
            # Imported here because it takes 50 ms, and only who declares fields= needs it.
            from jsonschema import Draft202012Validator
            from jsonschema.validators import validator_for
            from referencing import Registry

            kind = validator_for(fields, default=Draft202012Validator)
            self._kept.append(fields)  # while it lives, no other mapping has its identity
            # An empty registry: a reference that leads elsewhere is not followed, least of all by a request.
            self._validators[known] = kind(fields, registry=Registry())
        return self._validators[known]


def _counts(taken: Taken, error: "ValidationError") -> bool:
    """Only a reader has to show a resource whole: lists often show less of each, and so do the answers to changes."""
    return taken.action.reads is not None or error.validator != "required" or bool(error.absolute_path)


def _shown(taken: Taken) -> Iterator[tuple[str, object]]:
    """What the answer describes, with the name of its type."""
    if taken.action.lists is not None:
        for item in listed_items(taken.answer.body, taken.action.lists.type) or ():
            if isinstance(item, Mapping):
                yield taken.action.lists.type, item
        return
    role = taken.action.reads or next(iter(taken.action.changes), None)
    key = taken.made if taken.action.creates is not None else taken.roles.get(role or "")
    if key is not None:
        type_ = taken.schema.types[key.type]
        body = resource_body(taken.answer.body, type_.id_field, type_.name)
        # An action may answer with something else that has an id, such as the receipt of what it did.
        if body is not None and str(lookup(body, type_.id_field)) == str(key.id):
            yield key.type, body


def _said(error: "ValidationError") -> str:
    """What the library says, without the value where its name tells of a secret."""
    secret = any(tells(str(part)) for part in error.absolute_path)
    return f"it breaks '{error.validator}'" if secret else error.message[:200]
