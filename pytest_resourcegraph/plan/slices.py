"""The parts of a schema that have nothing to do with each other.

Two parts planned together have a world as large as the product of both (two worlds of 31 states are one of 961), so
each is planned for itself and planning stays linear in their number.
"""

from dataclasses import dataclass, replace

from ..model.action import Action
from ..model.condition import AllOf, AnyOf, Condition, Count, Not, Predicate
from ..model.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Types and actions, in the order of declaration, that nothing joins to the others."""

    types: tuple[str, ...]
    actions: tuple[str, ...]


def slices(schema: Schema) -> tuple[Slice, ...]:
    """The connected components of a schema. An action that concerns no type is a slice of its own."""
    joined: dict[str, str] = {}
    for name, type_ in schema.types.items():
        _join(joined, _type(name), [_type(other) for other in (type_.parent, *type_.references.values()) if other])
    for action in schema.actions.values():
        _join(joined, _action(action.name), _neighbours(schema, action))
    for asked in schema.sometimes.values():
        names = [_type(name) for name in asked_types(schema, asked)]
        if names:
            _join(joined, names[0], names[1:])
    found: dict[str, tuple[list[str], list[str]]] = {}
    for name in schema.types:
        found.setdefault(_root(joined, _type(name)), ([], []))[0].append(name)
    for name in schema.actions:
        found.setdefault(_root(joined, _action(name)), ([], []))[1].append(name)
    return tuple(Slice(types=tuple(types), actions=tuple(actions)) for types, actions in found.values() if actions)


def part(schema: Schema, one: Slice) -> Schema:
    """The schema of one slice. Aliases are those of the whole schema."""
    if len(one.actions) == len(schema.actions):
        return schema
    smaller = replace(
        schema,
        types={name: schema.types[name] for name in one.types},
        actions={name: schema.actions[name] for name in one.actions},
        invariants={},
        sometimes={
            name: asked for name, asked in schema.sometimes.items()
            if not set(asked_types(schema, asked)).isdisjoint(one.types)
        },
    )  # fmt: skip
    # A cached property of a frozen class: the prefixes of fewer names would be shorter, and other than in the run.
    smaller.__dict__["prefixes"] = schema.prefixes
    return smaller


def asked_types(schema: Schema, asked: Action) -> tuple[str, ...]:
    """The types that a property is about; one that asks for the graph may be about all."""
    if "graph" in asked.injected:
        return tuple(schema.types)
    names = [role.type for role in asked.roles] + (_asked(schema, asked.when) if asked.when is not None else [])
    return tuple(dict.fromkeys(names))


def _neighbours(schema: Schema, action: Action) -> list[str]:
    names = [_type(role.type) for role in action.roles]
    if action.creates is not None:
        names.append(_type(action.creates.type))
    if action.lists is not None:
        names.append(_type(action.lists.type))
    if action.when is not None:
        names += [_type(name) for name in _asked(schema, action.when)]
    return [*names, *(f"touches {name}" for name in sorted(action.touches))]


def _asked(schema: Schema, condition: Condition) -> list[str]:
    """The types that a condition asks about; a predicate may ask about all."""
    match condition:
        case Count():
            return [condition.type]
        case AllOf() | AnyOf():
            return [name for inner in condition.conditions for name in _asked(schema, inner)]
        case Not():
            return _asked(schema, condition.condition)
        case Predicate():
            return list(schema.types)
        case _:
            return []


def _type(name: str) -> str:
    return f"type {name}"


def _action(name: str) -> str:
    return f"action {name}"


def _root(joined: dict[str, str], name: str) -> str:
    while joined.setdefault(name, name) != name:
        joined[name] = joined[joined[name]]  # path halving: the next search is shorter
        name = joined[name]
    return name


def _join(joined: dict[str, str], name: str, others: list[str]) -> None:
    root = _root(joined, name)
    for other in others:
        joined[_root(joined, other)] = root
