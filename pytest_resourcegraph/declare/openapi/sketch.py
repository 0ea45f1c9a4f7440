"""The sketch: what of a derivation can be declared so that it runs, and what each action takes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .derivation import Derivation, DerivedAction, DerivedType, Reference
from .derivation import OperationRole as Role
from .words import identifier, unique_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A parameter of an action: its name, its type, and what it fills: a path parameter or a reference of the body."""

    name: str
    type: str
    parameter: str = ""
    reference: Reference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """Types in the order in which they can be declared, with their parents; actions with what they take; the rest."""

    derivation: Derivation
    types: tuple[DerivedType, ...]
    parents: Mapping[str, str | None]
    actions: Mapping[str, tuple[DerivedAction, tuple[Taken, ...]]]
    omitted: tuple[tuple[DerivedAction, str], ...]

    @property
    def constants(self) -> tuple[str, ...]:
        """The path parameters that nothing fills, which the reader has to say."""
        found = (name for action, _ in self.actions.values() for name in action.unbound)
        return tuple(dict.fromkeys(found))


def sketch(derivation: Derivation, *, parts: bool = False) -> Sketch:
    """What can be declared: types that something creates, and the actions that need no others.

    ``parts`` keeps the actions that read or write a part of one; else these are omitted, because it is not known what
    they show and change. What changes all of a type at once is omitted always: nothing could predict it.
    """
    made = _makeable(derivation)
    kept = [one for one in derivation.types if one.name in made]
    parents = {one.name: _parent(one, derivation, made) for one in kept}
    actions: dict[str, tuple[DerivedAction, tuple[Taken, ...]]] = {}
    omitted: list[tuple[DerivedAction, str]] = []
    for action in derivation.actions:
        why = _too_much(action, parts) or _why_not(action, made, parents)
        if why:
            omitted.append((action, why))
        else:
            actions[action.name] = (action, tuple(_takes(action)))
    order = sorted(kept, key=lambda one: len(_above(one.name, parents)))
    return Sketch(
        derivation=derivation, types=tuple(order), parents=parents, actions=actions, omitted=tuple(omitted)
    )  # fmt: skip


def _takes(action: DerivedAction) -> Iterator[Taken]:
    names: list[str] = []
    for bound in action.bindings:
        if bound.parameter in action.operation.template.parameters:
            names.append(bound.role)
            yield Taken(name=bound.role, type=bound.type, parameter=bound.parameter)
    if action.subject is not None and action.subject not in names:
        names.append(action.subject)
        yield Taken(name=action.subject, type=action.type)
    for reference in _needed(action):
        name = reference.type if reference.type not in names else identifier(reference.name, "other")
        names.append(name := unique_name(name, names))
        yield Taken(name=name, type=reference.type, reference=reference)


def _needed(action: DerivedAction) -> list[Reference]:
    """The required references of a body, one for each pointer."""
    found = {one.pointer: one for one in action.references if one.required and "/-" not in one.pointer}
    return list(found.values())


def _needs(action: DerivedAction) -> set[str]:
    path = action.operation.template.parameters
    own = {action.type} if action.subject is not None else set()
    bound = {one.type for one in action.bindings if one.parameter in path}
    return own | bound | {one.type for one in _needed(action)}


def _makeable(derivation: Derivation) -> set[str]:
    """The types that can be made, each from such as can be made before it."""
    creates = [action for action in derivation.actions if action.role is Role.CREATE]
    made: set[str] = set()
    before = -1
    while before != len(made):
        before = len(made)
        made |= {action.type for action in creates if _needs(action) <= made}
    return made


def _parent(type_: DerivedType, derivation: Derivation, made: Iterable[str]) -> str | None:
    """The parent, where every action that can make one takes it."""
    if type_.parent is None or type_.parent not in made:
        return None
    creates = [one for one in derivation.of_type(type_.name) if one.role is Role.CREATE and _needs(one) <= set(made)]
    takes = [[taken.name for taken in _takes(one) if taken.type == type_.parent] for one in creates]
    return type_.parent if all(type_.parent in names or len(names) == 1 for names in takes) else None


def _too_much(action: DerivedAction, parts: bool) -> str:
    if action.several is not None:
        return f"it changes every '{action.several}' below '{action.type}' at once"
    if action.part and not parts:
        return f"it reads or writes a part of '{action.type}', and no '{action.type}'"
    return ""


def _why_not(action: DerivedAction, made: set[str], parents: Mapping[str, str | None]) -> str:
    lacking = sorted((_needs(action) | {action.type}) - made)
    if lacking:
        return f"nothing creates: {', '.join(lacking)}"
    if action.subject is None:
        return ""
    above = _above(action.type, parents)
    path = action.operation.template.parameters
    strangers = sorted(
        one.type
        for one in action.bindings
        if one.parameter in path and one.role != action.subject and one.type not in above
    )
    return f"'{action.type}' is not below: {', '.join(strangers)}" if strangers else ""


def _above(name: str, parents: Mapping[str, str | None]) -> list[str]:
    found: list[str] = []
    here = parents.get(name)
    while here is not None and here not in found:
        found.append(here)
        here = parents.get(here)
    return found
