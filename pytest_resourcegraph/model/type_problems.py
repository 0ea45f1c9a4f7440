"""What can be wrong with resource types."""

from collections.abc import Iterator, Mapping
from keyword import iskeyword

from ..errors import Problem, unknown_name
from .resource import ResourceType

RESERVED = ("api", "graph")
"""Parameters of actions that mean something else, so that no type can have their name."""

_SIGNS = ("->", "|", "*", ",")


def type_problems(types: Mapping[str, ResourceType]) -> Iterator[Problem]:
    """Every problem of the types, in their order."""
    told: set[str] = set()
    for type_ in types.values():
        yield from _name_problems(type_)
        yield from _reference_problems(type_, types)
        cycle = _cycle(type_, types)
        if cycle and not told.intersection(cycle):
            told.update(cycle)
            yield _problem(
                type_,
                f"is its own ancestor: {' -> '.join(cycle)}",
                known="each is followed by its parent",
                remedy="take parent= out of one of them",
            )
        yield from _state_problems(type_)
        yield from _answer_problems(type_)


def _problem(type_: ResourceType, what: str, known: str = "", remedy: str = "") -> Problem:
    return Problem(where=str(type_.origin), what=f"resource type '{type_.name}' {what}", known=known, remedy=remedy)


def _name_problems(type_: ResourceType) -> Iterator[Problem]:
    if type_.name in RESERVED:
        yield _problem(
            type_,
            "has the name of a parameter that is ours",
            known=f"names of ours: {', '.join(RESERVED)}",
            remedy="give it another name",
        )
    elif not type_.name.isidentifier() or iskeyword(type_.name):
        yield _problem(type_, "cannot be the name of a parameter", remedy="use letters, digits and underscores")


def _reference_problems(type_: ResourceType, types: Mapping[str, ResourceType]) -> Iterator[Problem]:
    needed = [] if type_.parent is None else [("a parent", type_.parent)]
    needed += [(f"for its reference '{name}' a", target) for name, target in type_.references.items()]
    for role, name in needed:
        if name not in types:
            yield unknown_name(
                where=str(type_.origin),
                what=f"resource type '{type_.name}' needs {role} type '{name}' that is not declared",
                noun="types",
                name=name,
                known=types,
            )


def _cycle(type_: ResourceType, types: Mapping[str, ResourceType]) -> list[str]:
    """The path from a type up to itself; empty where there is none."""
    path = [type_.name]
    here = type_.parent
    while here is not None and here in types and here not in path:
        path.append(here)
        here = types[here].parent
    return [*path, here] if here == type_.name else []


def _state_problems(type_: ResourceType) -> Iterator[Problem]:
    for state in type_.states:
        if not state or state != state.strip() or any(sign in state for sign in _SIGNS):
            yield _problem(
                type_,
                f"has a state {state!r} that moves= cannot name",
                remedy="use no blanks at its ends, ->, |, * or comma",
            )
    twice = [state for index, state in enumerate(type_.states) if state in type_.states[:index]]
    if twice:
        yield _problem(type_, f"has the state '{twice[0]}' twice", known=f"states: {', '.join(type_.states)}")
    if type_.initial is not None and type_.initial not in type_.states:
        yield unknown_name(
            where=str(type_.origin),
            what=f"resource type '{type_.name}' begins in '{type_.initial}', a state that it does not have",
            noun=f"states of '{type_.name}'",
            name=type_.initial,
            known=type_.states,
        )
    if type_.state_field is not None and not type_.states and not type_.shown_states:
        yield _problem(
            type_,
            f"has state_field='{type_.state_field}' but no states",
            remedy="add states=(…), the state of a new one first",
        )
    if type_.deleted_state is not None and type_.state_field is None:
        yield _problem(
            type_,
            f"has deleted_state='{type_.deleted_state}' but no state_field",
            remedy="add state_field=, the field of the answer that shows it",
        )


def _answer_problems(type_: ResourceType) -> Iterator[Problem]:
    for keyword, path in (("id_field", type_.id_field), ("key", type_.key), ("state_field", type_.state_field)):
        if path is not None and not all(path.split(".")):
            yield _problem(
                type_, f"has {keyword}={path!r}, which names no field", remedy="write 'name' or 'outer.name'"
            )
    for status in type_.gone:
        if not is_status(status):
            yield _problem(
                type_, f"is gone with {status!r}, which is no status", remedy="give a number between 100 and 599"
            )


def is_status(value: object) -> bool:
    """True for a number that can be an HTTP status."""
    return isinstance(value, int) and 100 <= value <= 599
