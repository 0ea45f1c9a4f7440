"""To which types of a schema a fault can be done: each question is asked of a schema and the name of a type."""

from collections.abc import Callable

from ..model.action import Action, Refusal
from ..model.effect import Update
from ..model.resource import OnDestroy
from ..model.schema import Schema


def destroyed(schema: Schema, name: str) -> bool:
    """Some action destroys one."""
    return bool(schema.destroyers[name])


def ends(schema: Schema, name: str) -> bool:
    """One can end, by itself or with what is above it."""
    return name not in schema.uncleanable


def made(schema: Schema, name: str) -> bool:
    """Some action makes one."""
    return bool(schema.creators[name])


def read(schema: Schema, name: str) -> bool:
    """Some action reads one."""
    return bool(schema.readers[name])


def listed(schema: Schema, name: str) -> bool:
    """Some action lists them."""
    return bool(schema.listers[name])


def moved(schema: Schema, name: str) -> bool:
    """Some action moves one from state to state."""
    return any(action.role(move.role).type == name for action in schema.actions.values() for move in action.moves)


def guarded_move(schema: Schema, name: str) -> bool:
    """Some action moves it and accepts it in some of its states only."""
    roles = (action.role(move.role) for action in schema.actions.values() for move in action.moves)
    return any(role.type == name and 0 < len(role.states) < len(schema.types[name].states) for role in roles)


def guarded_state(schema: Schema, name: str) -> bool:
    """Some action accepts one in some of its states only."""
    roles = (role for action in schema.actions.values() for role in action.roles)
    return any(role.type == name and 0 < len(role.states) < len(schema.types[name].states) for role in roles)


def updated(schema: Schema, name: str) -> bool:
    """Some action writes fields of one."""
    return made(schema, name) and any(
        action.role(role).type == name and not action.moves and action.creates is None
        for action in schema.actions.values()
        for role in action.changes
    )


def has_children(schema: Schema, name: str) -> bool:
    """Something is made below one, at any depth."""
    return any(schema.is_above(name, other) and made(schema, other) for other in schema.types)


def has_parent(schema: Schema, name: str) -> bool:
    """It lives below something."""
    return schema.types[name].parent is not None


def addressed_below(schema: Schema, name: str) -> bool:
    """Some reader names one together with what it is below."""
    return any(
        role.type == name and role.below is not None and action.observes
        for action in schema.actions.values()
        for role in action.roles
    )


def keyed(schema: Schema, name: str) -> bool:
    """It has a natural key that clients choose."""
    return schema.types[name].key is not None and made(schema, name)


def can_be_refused(schema: Schema, name: str) -> bool:
    """A create of one can be refused."""
    return any(action.roles or action.when or keyed(schema, name) for action in schema.creators[name])


def referred(schema: Schema, name: str) -> bool:
    """Something is made that refers to one."""
    links = ((action, role) for action in schema.actions.values() if action.creates for _, role in action.creates.links)
    return any(action.role(role).type == name for action, role in links)


def conditional(schema: Schema, name: str) -> bool:
    """Some action that takes one has a condition that is to be broken."""
    asked = (a for a in schema.actions.values() if a.when is not None and Refusal.CONDITION in a.refusals)
    return any(role.type == name for action in asked for role in action.roles)


def shared(schema: Schema, name: str) -> bool:
    """There is somebody else, who must have no part in it."""
    return len(schema.actors) > 1 and made(schema, name)


def both(*parts: Callable[[Schema, str], bool]) -> Callable[[Schema, str], bool]:
    """All of these questions at once."""
    return lambda schema, name: all(part(schema, name) for part in parts)


def changed_by_action(schema: Schema, name: str) -> bool:
    """Some action changes or destroys one."""
    return any(
        action.role(role).type == name
        for action in schema.actions.values()
        for role in (*action.changes, *action.destroys)
    )


def has_roles(schema: Schema, name: str) -> bool:
    """Some action takes one."""
    return any(role.type == name for action in schema.actions.values() for role in action.roles)


def keyed_below(schema: Schema, name: str) -> bool:
    """Two of them can have one key in different places."""
    return keyed(schema, name) and has_parent(schema, name)


def has_own_children(schema: Schema, name: str) -> bool:
    """Something is made directly below one."""
    return any(type_.parent == name and made(schema, type_.name) for type_ in schema.types.values())


def counted(schema: Schema, name: str) -> bool:
    """A reader of the parent shows how many there are."""
    parent = schema.types[name].parent
    return parent is not None and bool(schema.readers[parent]) and made(schema, name) and destroyed(schema, name)


def cleared(schema: Schema, name: str) -> bool:
    """It refers to something that can end, and says what becomes of the reference."""
    type_ = schema.types[name]
    links = (dict(action.creates.links) for action in schema.creators[name] if action.creates is not None)
    linked = {reference for found in links for reference in found}
    return read(schema, name) and any(
        said is OnDestroy.CLEAR and reference in linked and ends(schema, type_.references[reference])
        for reference, said in type_.on_destroy.items()
    )


def described(schema: Schema, name: str) -> bool:
    """It has a JSON Schema, and something in it that the system computes."""
    computes = has_parent(schema, name) or has_own_children(schema, name)
    return schema.types[name].fields is not None and computes and made(schema, name)


def shared_list(schema: Schema, name: str) -> bool:
    """Somebody else can ask for all of them."""
    whole = (action.lists is not None and action.lists.within is None for action in schema.listers[name])
    return shared(schema, name) and any(whole)


def closed(schema: Schema, name: str) -> bool:
    """There is somebody without credentials, who must be refused."""
    return bool(schema.anonymous) and any(
        subject(schema, action) == name and Refusal.ANONYMOUS in action.refusals for action in schema.actions.values()
    )


def _guarded(schema: Schema, action: Action, role: str) -> bool:
    found = action.role(role)
    narrowed = 0 < len(found.states) < len(schema.types[found.type].states)
    return narrowed or len(schema.actors) > 1 or bool(schema.anonymous)


def guarded_update(schema: Schema, name: str) -> bool:
    """An update of a living one can be refused."""
    own = (
        (action, effect.role)
        for action in schema.actions.values()
        for effect in action.effects
        if isinstance(effect, Update) and action.creates is None and action.changes[0] == effect.role
    )
    return any(action.role(role).type == name and _guarded(schema, action, role) for action, role in own)


def guarded_destroy(schema: Schema, name: str) -> bool:
    """A destroy of a living one can be refused."""
    own = ((action, role) for action in schema.actions.values() for role in action.destroys)
    return made(schema, name) and any(
        action.role(role).type == name and _guarded(schema, action, role) for action, role in own
    )


def subject(schema: Schema, action: Action) -> str:
    """The type that an action is about; empty for one that is about none."""
    if action.creates is not None:
        return action.creates.type
    roles = (action.reads, *action.destroys, *action.changes)
    named = next((action.role(role).type for role in roles if role is not None), "")
    return named or (action.lists.type if action.lists is not None else "")
