"""Guards as data: conditions that the planner can read, test and solve for, never a string to evaluate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from ..errors import PlanError, Problem
from ..events.key import Key
from ..graph.graph import ResourceGraph
from .origin import Origin


@dataclass(frozen=True, slots=True)
class InState:
    """The resource of this parameter is in one of these states."""

    role: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """``at_least`` to ``at_most`` living resources of a type exist: below a parameter's resource, or at all."""

    type: str
    under: str | None = None
    state: str | None = None
    at_least: int = 0
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A field of the resource of this parameter was last seen with this value."""

    role: str
    field: str
    value: object


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of the conditions holds."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the conditions holds."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A function of the graph and the keys by parameter. It can be tested but not solved for."""

    test: Callable[[ResourceGraph, Mapping[str, Key]], bool]


Condition: TypeAlias = InState | Count | FieldIs | AllOf | AnyOf | Not | Predicate


def holds(condition: Condition, graph: ResourceGraph, roles: Mapping[str, Key]) -> bool:
    """Whether the condition holds in this graph for these resources."""
    match condition:
        case InState():
            node = graph.node(roles[condition.role])
            return node is not None and node.state in condition.states
        case Count():
            number = count(condition, graph, roles)
            return condition.at_least <= number and (condition.at_most is None or number <= condition.at_most)
        case FieldIs():
            node = graph.node(roles[condition.role])
            return node is not None and node.data.get(condition.field) == condition.value
        case AllOf():
            return all(holds(part, graph, roles) for part in condition.conditions)
        case AnyOf():
            return any(holds(part, graph, roles) for part in condition.conditions)
        case Not():
            return not holds(condition.condition, graph, roles)
        case Predicate():
            return _tested(condition, graph, roles)
        case _:
            assert_never(condition)


def _tested(condition: Predicate, graph: ResourceGraph, roles: Mapping[str, Key]) -> bool:
    try:
        return bool(condition.test(graph, roles))
    except Exception as error:
        raise PlanError(
            Problem(
                where=_place(condition.test),
                what=f"the condition {describe(condition)} raised {type(error).__name__}: {error}",
                known="a plan knows types, parents, states and links of its resources, and no data",
                remedy="ask the graph for what it knows, or use Count, InState or requires=",
            )
        ) from error


def _place(test: Callable[..., object]) -> str:
    code = getattr(test, "__code__", None)
    return str(Origin(code.co_filename, code.co_firstlineno)) if code is not None else ""


def count(condition: Count, graph: ResourceGraph, roles: Mapping[str, Key]) -> int:
    """How many living resources the condition counts."""
    found = (
        graph.descendants(roles[condition.under], condition.type) if condition.under else graph.living(condition.type)
    )
    return sum(1 for node in found if condition.state is None or node.state == condition.state)


def describe(condition: Condition) -> str:
    """The condition in words, for messages."""
    match condition:
        case InState():
            return f"{condition.role} is {' or '.join(condition.states)}"
        case Count():
            bounds = [f"at least {condition.at_least}"] if condition.at_least else []
            bounds += [f"at most {condition.at_most}"] if condition.at_most is not None else []
            state = f" in state {condition.state}" if condition.state else ""
            where = f" under {condition.under}" if condition.under else ""
            return f"{' and '.join(bounds) or 'any number of'} {condition.type}{state}{where}"
        case FieldIs():
            return f"{condition.role}.{condition.field} is {condition.value!r}"
        case AllOf():
            return " and ".join(describe(part) for part in condition.conditions)
        case AnyOf():
            return " or ".join(describe(part) for part in condition.conditions)
        case Not():
            return f"not ({describe(condition.condition)})"
        case Predicate():
            name = getattr(condition.test, "__name__", "a function")
            return f"{name}() holds" if name != "<lambda>" else f"the lambda of {_place(condition.test)} holds"
        case _:
            assert_never(condition)
