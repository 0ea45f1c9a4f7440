"""What can be wrong with the condition of an action."""

from collections.abc import Iterator
from typing import assert_never

from ..errors import Problem
from .condition import AllOf, AnyOf, Condition, Count, FieldIs, InState, Not, Predicate
from .subject import Subject

_VERB = "has a condition on"


def condition_problems(subject: Subject, condition: Condition) -> Iterator[Problem]:
    """Every problem of a condition: parameters, types and states that are not there."""
    match condition:
        case InState():
            yield from subject.lacking(_VERB, condition.role)
            type_name = subject.roles.get(condition.role, "")
            yield from subject.unknown_states("has a condition on the state", type_name, condition.states)
        case FieldIs():
            yield from subject.lacking(_VERB, condition.role)
        case Count():
            yield from _count_problems(subject, condition)
        case AllOf() | AnyOf():
            for part in condition.conditions:
                yield from condition_problems(subject, part)
        case Not():
            yield from condition_problems(subject, condition.condition)
        case Predicate():
            return
        case _:
            assert_never(condition)


def _count_problems(subject: Subject, condition: Count) -> Iterator[Problem]:
    if condition.type not in subject.types:
        yield subject.unknown_type(condition.type)
    elif condition.state is not None:
        yield from subject.unknown_states("counts those in the state", condition.type, [condition.state])
    if condition.under is not None:
        yield from subject.lacking("counts under", condition.under)
    if condition.at_most is not None and condition.at_most < condition.at_least:
        yield subject.problem(f"counts at least {condition.at_least} and at most {condition.at_most}: never both")
