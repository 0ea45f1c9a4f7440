"""The catalogue of faults: what goes wrong in real services, one switch each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..errors import DefinitionError, unknown_name
from ..model.action import Refusal
from ..model.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that a ``FakeService`` gets wrong: ``kind`` is a name in ``CATALOGUE``, ``type`` the resource type."""

    kind: str
    type: str

    def __str__(self) -> str:
        return f"{self.kind}({self.type})"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a fault does, and to which types of a schema it can be done."""

    text: str
    applies: Callable[[Schema, str], bool]


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


def _destroyed(schema: Schema, name: str) -> bool:
    return bool(schema.destroyers[name])


def _ends(schema: Schema, name: str) -> bool:
    return name not in schema.uncleanable


def _made(schema: Schema, name: str) -> bool:
    return bool(schema.creators[name])


def _read(schema: Schema, name: str) -> bool:
    return bool(schema.readers[name])


def _listed(schema: Schema, name: str) -> bool:
    return bool(schema.listers[name])


def _moved(schema: Schema, name: str) -> bool:
    return any(action.role(move.role).type == name for action in schema.actions.values() for move in action.moves)


def _guarded_move(schema: Schema, name: str) -> bool:
    """Some action moves it and accepts it in some of its states only."""
    roles = (action.role(move.role) for action in schema.actions.values() for move in action.moves)
    return any(role.type == name and 0 < len(role.states) < len(schema.types[name].states) for role in roles)


def _guarded_state(schema: Schema, name: str) -> bool:
    roles = (role for action in schema.actions.values() for role in action.roles)
    return any(role.type == name and 0 < len(role.states) < len(schema.types[name].states) for role in roles)


def _updated(schema: Schema, name: str) -> bool:
    return _made(schema, name) and any(
        action.role(role).type == name and not action.moves and action.creates is None
        for action in schema.actions.values()
        for role in action.changes
    )


def _has_children(schema: Schema, name: str) -> bool:
    return any(schema.is_above(name, other) and _made(schema, other) for other in schema.types)


def _has_parent(schema: Schema, name: str) -> bool:
    return schema.types[name].parent is not None


def _addressed_below(schema: Schema, name: str) -> bool:
    return any(
        role.type == name and role.below is not None and action.observes
        for action in schema.actions.values()
        for role in action.roles
    )


def _keyed(schema: Schema, name: str) -> bool:
    return schema.types[name].key is not None and _made(schema, name)


def _can_be_refused(schema: Schema, name: str) -> bool:
    return any(action.roles or action.when or _keyed(schema, name) for action in schema.creators[name])


def _referred(schema: Schema, name: str) -> bool:
    links = ((action, role) for action in schema.actions.values() if action.creates for _, role in action.creates.links)
    return any(action.role(role).type == name for action, role in links)


def _conditional(schema: Schema, name: str) -> bool:
    asked = (a for a in schema.actions.values() if a.when is not None and Refusal.CONDITION in a.refusals)
    return any(role.type == name for action in asked for role in action.roles)


def _shared(schema: Schema, name: str) -> bool:
    return len(schema.actors) > 1 and _made(schema, name)


def _both(*parts: Callable[[Schema, str], bool]) -> Callable[[Schema, str], bool]:
    return lambda schema, name: all(part(schema, name) for part in parts)


def _changed_by_action(schema: Schema, name: str) -> bool:
    return any(
        action.role(role).type == name
        for action in schema.actions.values()
        for role in (*action.changes, *action.destroys)
    )


def _has_roles(schema: Schema, name: str) -> bool:
    return any(role.type == name for action in schema.actions.values() for role in action.roles)


CATALOGUE: Mapping[str, Kind] = MappingProxyType(
    {
        "cascade-stops": Kind("its children survive its end", _both(_destroyed, _has_children)),
        "cached-read": Kind("a read of an ended one still answers 200", _both(_ends, _read)),
        "destroy-ignored": Kind("a destroy answers success and destroys nothing", _destroyed),
        "second-destroy-ok": Kind("a destroy of an ended one answers success", _destroyed),
        "destroy-takes-siblings": Kind("a destroy ends its siblings as well", _both(_made, _destroyed)),
        "wrong-state-accepted": Kind("an action is accepted in every state", _guarded_state),
        "state-not-moved": Kind("a move answers with the new state and stays in the old one", _moved),
        "refused-move-moves-anyway": Kind("a move that is refused happens all the same", _guarded_move),
        "update-not-stored": Kind("an update answers with the new fields and stores nothing", _updated),
        "read-through-other-parent": Kind("it is found below a parent that it is not in",
                                          _both(_has_parent, _addressed_below)),
        "stale-list": Kind("an ended one is still listed", _both(_ends, _listed)),
        "list-misses-second": Kind("the second one below a parent is not listed", _both(_made, _listed)),
        "list-twice": Kind("the last one is listed twice", _both(_made, _listed)),
        "refused-create-stores-anyway": Kind("a create that is refused stores one all the same", _can_be_refused),
        "duplicate-accepted": Kind("a natural key that is taken is accepted", _keyed),
        "key-not-freed": Kind("the natural key of an ended one stays taken", _both(_keyed, _destroyed)),
        "id-reused-with-children": Kind("a new one gets the id and the children of an ended one",
                                        _both(_destroyed, _has_children)),
        "third-fails-500": Kind("the third one below a parent makes the server fail", _made),
        "parent-create-under-dead": Kind("one can be created below an ended parent",
                                         lambda schema, name: _has_parent(schema, name) and _made(schema, name)
                                         and _ends(schema, schema.types[name].parent or "")),
        "dead-reference-accepted": Kind("one that refers to an ended one of these is accepted",
                                        _both(_referred, _ends)),
        "condition-ignored": Kind("an action that takes one is accepted without its condition", _conditional),
        "other-actor-reads": Kind("what one actor owns, another can read", _both(_shared, _read)),
        "other-actor-changes": Kind("what one actor owns, another can change", _both(_shared, _changed_by_action)),
        "refusal-500": Kind("what should be refused makes the server fail", _has_roles),
    }
)  # fmt: skip
"""The kinds of faults by name."""
