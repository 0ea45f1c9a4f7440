"""Faults: what a fake gets wrong on demand."""

from dataclasses import dataclass

from ..errors import DefinitionError, unknown_name
from ..model.schema import Schema
from .catalogue import CATALOGUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that a ``FakeService`` gets wrong: ``kind`` is a name in ``CATALOGUE``, ``type`` the resource type."""

    kind: str
    type: str

    def __str__(self) -> str:
        return f"{self.kind}({self.type})"


class Faults:
    """The faults that are switched on. Raises DefinitionError for a kind or a type that there is not."""

    def __init__(self, faults: tuple[Fault, ...], schema: Schema) -> None:
        known = ((fault, "kind", "kinds", fault.kind, CATALOGUE) for fault in faults)
        types = ((fault, "type", "types", fault.type, schema.types) for fault in faults)
        problems = [
            unknown_name(where="", what=f"{fault} names a {what} that there is not", noun=noun, name=name, known=names)
            for fault, what, noun, name, names in (*known, *types)
            if name not in names
        ]
        if problems:
            raise DefinitionError(problems)
        self._on = frozenset((fault.kind, fault.type) for fault in faults)

    def on(self, kind: str, type_name: str) -> bool:
        """True where this fault is switched on for this type."""
        return (kind, type_name) in self._on


def faults_for(schema: Schema) -> tuple[Fault, ...]:
    """Every fault that can make a difference in this schema, in the order of types and catalogue.

    Whether one can be *seen* also depends on the actions that read and list.

    >>> for fault in faults_for(schema):
    ...     try_plan_on(FakeService(schema, faults=[fault]))
    """
    return tuple(
        Fault(kind=name, type=type_name)
        for type_name in schema.types
        for name, kind in CATALOGUE.items()
        if kind.applies(schema, type_name)
    )
