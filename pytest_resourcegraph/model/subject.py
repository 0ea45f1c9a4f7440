"""The action or invariant that is validated, with the sentences that problems about it have in common."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..errors import Problem, unknown_name
from .action import Action, Invariant
from .lacking import add_parameter, lacking_parameter
from .resource import ResourceType


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a problem is about: "action 'x'" with its parameters, and the types around it."""

    noun: str
    declared: Action | Invariant
    types: Mapping[str, ResourceType]

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"{self.noun} '{self.declared.name}'"

    @property
    def where(self) -> str:
        """Where it is declared."""
        return str(self.declared.origin)

    @property
    def roles(self) -> Mapping[str, str]:
        """Types by parameter."""
        return {role.name: role.type for role in self.declared.roles}

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of all its parameters."""
        return (*self.declared.injected, *self.roles, *self.declared.fixtures)

    def problem(self, what: str, known: str = "", remedy: str = "") -> Problem:
        """A problem that goes on after the name."""
        return Problem(where=self.where, what=f"{self.label} {what}", known=known, remedy=remedy)

    def unknown_type(self, name: str) -> Problem:
        """The problem of a type that is not declared."""
        what = f"{self.label} needs a resource type '{name}' that is not declared"
        return unknown_name(where=self.where, what=what, noun="types", name=name, known=self.types)

    def unknown_states(self, verb: str, type_name: str, states: Iterable[str]) -> Iterator[Problem]:
        """A problem for each state that the type does not have."""
        known = self.types[type_name].states if type_name in self.types else tuple(states)
        for state in states:
            if state not in known:
                yield unknown_name(
                    where=self.where,
                    what=f"{self.label} {verb} '{state}', a state that '{type_name}' does not have",
                    noun=f"states of '{type_name}'",
                    name=state,
                    known=known,
                )

    def lacking(self, verb: str, role: str) -> Iterator[Problem]:
        """A problem where there is no such role."""
        if role not in self.roles:
            yield lacking_parameter(self.where, f"{self.label} {verb}", role, self.parameters, self.types)

    def lacks(self, what: str, name: str) -> Problem:
        """The problem of a parameter that has to be there, named after a declared type."""
        known, remedy = add_parameter(name, self.parameters)
        return self.problem(f"{what} '{name}'", known=known, remedy=remedy)
