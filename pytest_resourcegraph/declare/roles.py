"""The roles of a function: which resources it needs, in which states, and which of them below which."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ..model.action import Role
from ..model.effect import Move
from .action import States
from .scope import Scope
from .types import TypeRef

_NOTHING: Mapping[TypeRef, States] = MappingProxyType({})


def make_roles(
    scope: Scope, requires: Mapping[TypeRef, States] = _NOTHING, moves: Iterable[Move] = ()
) -> tuple[Role, ...]:
    """The roles in the order of the parameters; a role that is moved is in one of the states that the move is from."""
    wanted = required_states(scope, requires)
    for move in moves:
        sources = tuple(dict.fromkeys(source for source, _ in move.moves))
        wanted[move.role] = _both(scope, move.role, wanted.get(move.role, ()), sources)
    uses = {parameter.name for parameter in scope.declared.parameters if parameter.uses_parent}
    return tuple(
        Role(name=name, type=type_, states=wanted.get(name, ()), below=_below(scope, name), uses_parent=name in uses)
        for name, type_ in scope.roles.items()
    )


def required_states(scope: Scope, requires: object) -> dict[str, tuple[str, ...]]:
    """The states that ``requires=`` accepts, by parameter; what names no parameter is a problem."""
    found: dict[str, tuple[str, ...]] = {}
    for ref, states in scope.mapping("requires", requires, "'parameter': 'state'").items():
        name = scope.role(ref, "requires a state of")
        if name in scope.roles:
            found[name] = _alternatives(states)
        else:
            scope.lacking(name, "requires a state of")
    return found


def _alternatives(states: object) -> tuple[str, ...]:
    """The states of ``"a | b"``, as moves take them, or of several."""
    return as_names([part.strip() for part in states.split("|")] if isinstance(states, str) else states)


def as_names(value: object) -> tuple[str, ...]:
    """One name or several as a tuple; a single text is one name, and what is no name is shown as it is."""
    several = value if isinstance(value, Iterable) and not isinstance(value, str) else (value,)
    return tuple(item if isinstance(item, str) else repr(item) for item in several)


def _both(scope: Scope, role: str, required: tuple[str, ...], sources: tuple[str, ...]) -> tuple[str, ...]:
    both = tuple(state for state in required if state in sources)
    if both or not required or not sources:
        return both or required or sources
    scope.problem(
        f"can never run: '{role}' is required in one state and moved from another",
        known=f"required: {', '.join(required)}; moved from: {', '.join(sources)}",
        remedy="let requires= name a state that moves= starts from",
    )
    return required


def _below(scope: Scope, name: str) -> str | None:
    """The nearest role above, between parameters that are named after their types: those are the ids of one path."""
    if scope.roles[name] != name:
        return None
    return next((above for above in scope.ancestors(name) if scope.roles.get(above) == above), None)
