"""The condition of ``when=`` as the model holds it: names in place of declared types."""

from collections.abc import Iterable
from dataclasses import replace

from ..model.condition import AllOf, AnyOf, Condition, Count, FieldIs, InState, Not, Predicate
from .roles import as_names
from .scope import Scope
from .types import type_name

VERB = "has a condition on"


def make_condition(scope: Scope, said: object) -> Condition | None:
    """The condition with every type and parameter by name; a function becomes a Predicate. None where none was said."""
    match said:
        case None:
            return None
        case InState():
            return InState(scope.role(said.role, VERB), as_names(said.states))
        case FieldIs():
            return replace(said, role=scope.role(said.role, VERB))
        case Count():
            under = None if said.under is None else scope.role(said.under, VERB)
            return replace(said, type=type_name(said.type), under=under)
        case AllOf():
            return AllOf(_each(scope, said.conditions))
        case AnyOf():
            return AnyOf(_each(scope, said.conditions))
        case Not():
            inner = make_condition(scope, said.condition)
            return None if inner is None else Not(inner)
        case Predicate():
            return said
    if callable(said):
        return Predicate(said)
    scope.problem(
        f"has a condition that is none: {said!r}",
        known="known conditions: AllOf, AnyOf, Count, FieldIs, InState, Not",
        remedy="use one of them, or a function of (graph, roles)",
    )
    return None


def _each(scope: Scope, said: Iterable[object]) -> tuple[Condition, ...]:
    made = (make_condition(scope, part) for part in said)
    return tuple(condition for condition in made if condition is not None)
