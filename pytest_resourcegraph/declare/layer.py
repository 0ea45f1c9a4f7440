"""What is declared in one place, where no two declarations may have one name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..errors import Problem
from ..model.origin import Origin
from ..model.resource import ResourceType as TypeValue
from .action import ActionDeclaration
from .invariant import InvariantDeclaration
from .regression import Regression
from .sometimes import SometimesDeclaration
from .types import ResourceType


@dataclass(slots=True)
class Layer:
    """The declarations of one conftest.py, file or document, by their kind."""

    types: list[ResourceType | TypeValue] = field(default_factory=list)
    actions: list[ActionDeclaration[..., object]] = field(default_factory=list)
    invariants: list[InvariantDeclaration[..., object]] = field(default_factory=list)
    regressions: list[Regression] = field(default_factory=list)
    sometimes: list[SometimesDeclaration[..., object]] = field(default_factory=list)

    def add(self, declaration: object) -> None:
        """Take one declaration."""
        match declaration:
            case ActionDeclaration():
                self.actions.append(declaration)
            case InvariantDeclaration():
                self.invariants.append(declaration)
            case Regression():
                self.regressions.append(declaration)
            case SometimesDeclaration():
                self.sometimes.append(declaration)
            case ResourceType() | TypeValue():
                self.types.append(declaration)

    def duplicates(self) -> Iterator[Problem]:
        """A problem for each name that is taken twice, which shows both places."""
        yield from _twice("resource type", ((type_.name, type_.origin) for type_ in self.types))
        yield from _twice("action", ((declared.name, declared.origin) for declared in self.actions))
        yield from _twice("invariant", ((declared.name, declared.origin) for declared in self.invariants))
        yield from _twice("sometimes", ((declared.name, declared.origin) for declared in self.sometimes))
        yield from _twice("regression", ((declared.name, declared.origin) for declared in self.regressions))

    def problems(self) -> Iterator[Problem]:
        """What is wrong with a type by itself."""
        for type_ in self.types:
            if isinstance(type_, ResourceType):
                yield from type_.problems()


def _twice(noun: str, declared: Iterable[tuple[str, Origin]]) -> Iterator[Problem]:
    first: dict[str, Origin] = {}
    for name, origin in declared:
        if name in first:
            yield Problem(
                where=str(origin),
                what=f"{noun} '{name}' is declared a second time",
                known=f"first declared at {first[name]}",
                remedy="rename one of them; to override it, declare it in the conftest.py of a folder below",
            )
        else:
            first[name] = origin
