"""What the declared kinds allow, whatever exists: types, parents, states, references. Each rule raises GraphError."""

from collections.abc import Mapping

from ..errors import GraphError, Problem, unknown_name
from ..events.key import Key
from .node import Kind

Kinds = Mapping[str, Kind]


def declared(kinds: Kinds, name: str) -> str:
    """The name of the type, which must be declared."""
    if name not in kinds:
        what = f"resource type '{name}' is not declared"
        raise GraphError(unknown_name(where="", what=what, noun="types", name=name, known=kinds))
    return name


def check_parent(kinds: Kinds, key: Key) -> None:
    """The key must have a parent of the type that is declared, or none."""
    wanted = kinds[key.type].parent
    given = key.parent
    if (given.type if given else None) != wanted:
        raise GraphError(
            Problem(
                what=f"{key} needs a parent of type '{wanted}'" if wanted else f"{key} can have no parent",
                known=f"given: {given or 'none'}",
            )
        )


def check_state(kinds: Kinds, name: str, state: str | None) -> None:
    """The state must be one of the type, or none."""
    states = kinds[name].states
    if state is not None and state not in states:
        what = f"type '{name}' has no state '{state}'"
        raise GraphError(unknown_name(where="", what=what, noun="states", name=state, known=states))


def check_reference(kinds: Kinds, key: Key, reference: str, target: Key | None = None) -> None:
    """The reference must be one of the type of ``key``; a target must be of the type that is referred to."""
    references = kinds[key.type].references
    if reference not in references:
        what = f"type '{key.type}' has no reference '{reference}'"
        raise GraphError(unknown_name(where="", what=what, noun="references", name=reference, known=references))
    wanted = references[reference]
    if target is not None and target.type != wanted:
        raise GraphError(Problem(what=f"reference '{reference}' of {key} needs a '{wanted}', not {target}"))
