"""The names that one declared function can use: its parameters, and the types around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import Problem
from ..model.lacking import lacking_parameter
from ..model.resource import ResourceType
from .called import Called
from .parameter import INJECTED, Parameter
from .types import TypeRef, type_name


@dataclass(slots=True, kw_only=True)
class Scope:
    """Resolves what a declaration refers to, and collects what is wrong with it.

    ``roles`` are the types by the parameters that resources fill.
    """

    declared: Called[..., object]
    types: Mapping[str, ResourceType]
    problems: list[Problem] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    injected: tuple[str, ...] = ()
    fixtures: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for parameter in self.declared.parameters:
            type_ = self._type_of(parameter)
            if not parameter.keyword:
                self.problem(
                    f"has a parameter '{parameter.name}' that takes no name",
                    remedy="take the '/' out of its parameters",
                )
            elif type_ is not None:
                self.roles[parameter.name] = type_
            elif parameter.name in INJECTED:
                self.injected += (parameter.name,)
            else:
                self.fixtures += (parameter.name,)

    @property
    def label(self) -> str:
        """What messages call the declaration."""
        return f"{self.declared.noun} '{self.declared.name}'"

    def problem(self, what: str, *, known: str = "", remedy: str = "") -> None:
        """Note something wrong; ``what`` goes on after the name of the declaration."""
        where = str(self.declared.origin)
        self.problems.append(Problem(where=where, what=f"{self.label} {what}", known=known, remedy=remedy))

    def lacking(self, name: str, verb: str) -> None:
        """Note that there is no parameter for what a name means."""
        names = [parameter.name for parameter in self.declared.parameters]
        what = f"{self.label} {verb}"
        self.problems.append(lacking_parameter(str(self.declared.origin), what, name, names, self.types))

    def mapping(self, keyword: str, value: object, example: str) -> Mapping[TypeRef, Any]:
        """The value of a keyword that takes a mapping; empty, and a problem, where it is none."""
        if isinstance(value, Mapping):
            return value
        self.problem(f"has {keyword}={value!r}, which is no mapping", remedy=f"write {keyword}={{{example}}}")
        return {}

    def role(self, ref: object, verb: str) -> str:
        """The parameter meant: by its name, else the one of that type, of several the one named after the type.

        What does not lead to a parameter is given back as a name; the model's validation tells what is missing.
        """
        name = type_name(ref)
        if isinstance(ref, str) and name in self.roles:
            return name
        found = self.of_type(name)
        if len(found) > 1 and name not in found:
            self.problem(
                f"{verb} '{name}', which several parameters are",
                known=f"parameters of that type: {', '.join(found)}",
                remedy=f"name the parameter, as in '{found[0]}'",
            )
        return name if name in found or not found else found[0]  # one of several, so that it is told once

    def of_type(self, name: str) -> tuple[str, ...]:
        """The parameters that resources of a type fill."""
        return tuple(role for role, type_ in self.roles.items() if type_ == name)

    def nearest(self, name: str | None) -> str | None:
        """The parameter of a type: the one named after it, else the only one."""
        found = self.of_type(name) if name is not None else ()
        if name in found:
            return name
        return found[0] if len(found) == 1 else None

    def ancestors(self, name: str) -> Iterable[str]:
        """The types above a type, its parent first; ends where the parents are not known or go round."""
        seen: list[str] = []
        here = self.types.get(name)
        while here is not None and here.parent is not None and here.parent not in seen:
            seen.append(here.parent)
            here = self.types.get(here.parent)
        return seen

    def _type_of(self, parameter: Parameter) -> str | None:
        """The type of a role; an annotation that names a type goes before the parameter's own name."""
        if parameter.type is not None:
            name = type_name(parameter.type)
            if not isinstance(parameter.type, str) or name in self.types:
                return name
        return parameter.name if parameter.name in self.types and parameter.name not in INJECTED else None
