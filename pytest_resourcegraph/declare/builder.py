"""The builder: the one door for whoever declares, from decorators, a file or a document, to a checked schema."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from ..errors import DefinitionError, Problem
from ..model.action import Action, Invariant
from ..model.reach import never_run
from ..model.resource import GONE
from ..model.resource import ResourceType as TypeValue
from ..model.schema import Schema
from ..model.validate import definition_problems
from .action import ActionDeclaration
from .declaration import Declaration
from .invariant import InvariantDeclaration
from .layer import Layer
from .refers import types_referred_to
from .types import ResourceType
from .values import make_action, make_invariant

Addition: TypeAlias = Declaration | TypeValue


class Builder:
    """Takes declarations and makes a schema of them, or tells everything that is wrong with them.

    ``gone`` are the statuses that say gone for types that do not name their own (none: 404 and 410).
    """

    def __init__(self, *, gone: Iterable[int] = ()) -> None:
        self._gone = frozenset(gone) or GONE
        self._layers = [Layer()]
        # By identity; the layers keep the objects alive, so that no other gets the same id.
        self._held: set[int] = set()
        self._actors: tuple[str, ...] = ("",)

    def add(self, declaration: Addition) -> None:
        """Take one declaration: a resource type, an action or an invariant; the same object counts once.

        Raises TypeError for anything else.
        """
        if not isinstance(declaration, (ResourceType, TypeValue, ActionDeclaration, InvariantDeclaration)):
            raise TypeError(f"{declaration!r} is not a declaration: a ResourceType, an @action or an @invariant")
        self._hold(declaration, self._layers[-1])

    def extend(self, declarations: Iterable[Addition]) -> None:
        """Take several, in their order."""
        for declaration in declarations:
            self.add(declaration)

    def layer(self) -> None:
        """From here on, what is added takes the place of what was added before under the same name.

        As an inner conftest.py does with the fixtures of an outer one.
        """
        self._layers.append(Layer())

    def actors(self, names: Iterable[str]) -> None:
        """Name the clients that take part, the usual one first."""
        self._actors = tuple(names) or ("",)

    def build(self) -> Schema:
        """The schema. Raises DefinitionError with every problem found, in the order of files and lines."""
        found: list[Problem] = []
        for layer in self._with_types():
            found += layer.duplicates()
        types = self._types()
        actions, invariants = self._functions(types, found)
        found += definition_problems(types, actions, invariants)
        # Only where all else is right: what cannot run may follow from what is wrong.
        found = found or list(never_run(types, actions))
        if found:
            raise DefinitionError(sorted(found, key=_place))
        return Schema(types=types, actions=actions, invariants=invariants, actors=self._actors)

    def _hold(self, declaration: Addition, layer: Layer) -> None:
        if id(declaration) not in self._held:
            self._held.add(id(declaration))
            layer.add(declaration)

    def _with_types(self) -> Iterable[Layer]:
        """The layers, each completed with the types that its declarations refer to by object."""
        for layer in self._layers:
            for type_ in types_referred_to(layer):
                self._hold(type_, layer)
        return self._layers

    def _types(self) -> Mapping[str, TypeValue]:
        found: dict[str, TypeValue] = {}
        for layer in self._layers:
            for type_ in layer.types:
                found[type_.name] = type_.value(self._gone) if isinstance(type_, ResourceType) else type_
        return found

    def _functions(
        self, types: Mapping[str, TypeValue], found: list[Problem]
    ) -> tuple[Mapping[str, Action], Mapping[str, Invariant]]:
        actions: dict[str, ActionDeclaration[..., object]] = {}
        invariants: dict[str, InvariantDeclaration[..., object]] = {}
        for layer in self._layers:
            actions.update((declared.name, declared) for declared in layer.actions)
            invariants.update((declared.name, declared) for declared in layer.invariants)
        made = {name: make_action(declared, types) for name, declared in actions.items()}
        held = {name: make_invariant(declared, types) for name, declared in invariants.items()}
        for scope in [scope for _, scope in made.values()] + [scope for _, scope in held.values()]:
            found += scope.problems
        return {name: value for name, (value, _) in made.items()}, {name: value for name, (value, _) in held.items()}


def _place(problem: Problem) -> tuple[str, int]:
    file, _, line = problem.where.rpartition(":")
    return (file, int(line)) if line.isdigit() else (problem.where, 0)
