"""The builder: the one door for whoever declares, from decorators, a file or a document, to a checked schema."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from ..errors import DefinitionError, Problem, unknown_name
from ..model.action import Action, Invariant
from ..model.guard import ANONYMOUS
from ..model.reach import Reach, never_run
from ..model.resource import ResourceType as TypeValue
from ..model.schema import Schema
from ..model.validate import definition_problems
from .action import ActionDeclaration
from .declaration import Declaration
from .defaults import NOTHING_SAID, Defaults
from .derived import said_otherwise, with_its_key
from .fields import fields_problems
from .invariant import InvariantDeclaration
from .layer import Layer
from .override import Overrides
from .refers import types_referred_to
from .regression import Regression
from .sometimes import SometimesDeclaration
from .types import ResourceType
from .values import make_action, make_invariant, make_sometimes

Addition: TypeAlias = Declaration | TypeValue
_KINDS = (ResourceType, TypeValue, ActionDeclaration, InvariantDeclaration, SometimesDeclaration, Regression)


class Builder:
    """Takes declarations and makes a schema of them, or tells everything that is wrong with them.

    ``defaults`` hold for types that do not say otherwise; ``gone`` are the statuses among them (none: 404 and 410).
    """

    def __init__(self, *, gone: Iterable[int] = (), defaults: Defaults = NOTHING_SAID) -> None:
        self._defaults = replace(defaults, gone=frozenset(gone) or defaults.gone)
        self._layers = [Layer()]
        # By identity; the layers keep the objects alive, so that no other gets the same id.
        self._held: set[int] = set()
        self._actors: tuple[str, ...] = ("",)
        self._anonymous = ""
        self._derived: set[str] = set()
        self._overrides: list[Overrides] = []
        self.omitted: list[tuple[str, str]] = []

    def add(self, declaration: Addition) -> None:
        """Take one declaration: what a conftest.py can declare; the same object counts once.

        Raises TypeError for anything else.
        """
        if not isinstance(declaration, _KINDS):
            raise TypeError(
                f"{declaration!r} is not a declaration: a ResourceType, an @action, an @invariant, a @sometimes or a "
                "@regression"
            )
        self._hold(declaration, self._layers[-1])

    def extend(self, declarations: Iterable[Addition]) -> None:
        """Take several, in their order."""
        for declaration in declarations:
            self.add(declaration)

    def derive(self, types: Iterable[TypeValue], actions: Iterable[ActionDeclaration[..., object]]) -> None:
        """Take what was derived from a document, before anything else is added.

        What is declared later overrides it: a type field by field, an action of the same name as a whole. Derived
        actions that can never run are left out; ``omitted`` tells them after ``build``.
        """
        found: list[TypeValue | ActionDeclaration[..., object]] = [*types, *actions]
        for one in found:
            self.add(one if not isinstance(one, TypeValue) else _in_project(one, self._defaults))
            self._derived.add(one.name)
        self.layer()

    def override(self, overrides: Overrides) -> None:
        """Say otherwise what is declared, field by field; a type that nobody declared is declared by it."""
        self._overrides.append(overrides)
        for one in overrides.regressions:
            self.add(one)

    def layer(self) -> None:
        """From here on, what is added takes the place of what was added before under the same name.

        As an inner conftest.py does with the fixtures of an outer one.
        """
        self._layers.append(Layer())

    def actors(self, names: Iterable[str]) -> None:
        """Name the clients that take part, the usual one first. One named ``anonymous`` has no credentials."""
        named = tuple(names)
        self._anonymous = ANONYMOUS if ANONYMOUS in named else ""
        self._actors = tuple(name for name in named if name != ANONYMOUS) or ("",)

    def build(self) -> Schema:
        """The schema. Raises DefinitionError with every problem found, in the order of files and lines."""
        found: list[Problem] = []
        for layer in self._with_types():
            found += layer.duplicates()
            found += layer.problems()
        types = self._types()
        actions, invariants, sometimes = self._functions(types, found)
        found += definition_problems(types, actions, invariants, sometimes)
        found += fields_problems(types)
        if not found:
            actions = self._that_run(actions)
        # Only where all else is right: what cannot run may follow from what is wrong.
        found = found or list(never_run(types, actions))
        if found:
            raise DefinitionError(sorted(found, key=_place))
        pinned = [declared for layer in self._layers for declared in layer.regressions]
        return Schema(
            types=types, actions=actions, invariants=invariants, sometimes=sometimes, actors=self._actors,
            anonymous=self._anonymous,
            regressions={declared.name: declared.value() for declared in pinned},
        )  # fmt: skip

    def _that_run(self, actions: Mapping[str, Action]) -> Mapping[str, Action]:
        """Without the derived ones that can never run."""
        reach = Reach(actions=actions)
        why = {name: reach.why_never(action) for name, action in actions.items() if action.doubtful}
        never = {name: text for name, text in why.items() if text and name in self._derived}
        self.omitted += never.items()
        return {name: action for name, action in actions.items() if name not in never}

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
                value = type_.value(self._defaults) if isinstance(type_, ResourceType) else type_
                derived = found.get(type_.name) if type_.name in self._derived else None
                if derived is not None and isinstance(type_, ResourceType):
                    told: dict[str, Any] = {name: getattr(value, name) for name in type_.said}
                    value = _told(derived, told)
                found[type_.name] = value
        for overrides in self._overrides:
            for one in overrides.types:
                before = found.get(one.name) or TypeValue(name=one.name, origin=one.origin)
                found[one.name] = _told(before, one.said)
        return found

    def _functions(
        self, types: Mapping[str, TypeValue], found: list[Problem]
    ) -> tuple[Mapping[str, Action], Mapping[str, Invariant], Mapping[str, Action]]:
        actions: dict[str, ActionDeclaration[..., object]] = {}
        invariants: dict[str, InvariantDeclaration[..., object]] = {}
        sometimes: dict[str, SometimesDeclaration[..., object]] = {}
        for layer in self._layers:
            actions.update((declared.name, with_its_key(declared, types)) for declared in layer.actions)
            invariants.update((declared.name, declared) for declared in layer.invariants)
            sometimes.update((declared.name, declared) for declared in layer.sometimes)
        said: dict[str, dict[str, object]] = {}
        for override in (one for overrides in self._overrides for one in overrides.actions):
            if override.name in actions:
                said.setdefault(override.name, {}).update(override.said)
            else:
                what = f"there is no action '{override.name}' of which something could be said"
                where = str(override.origin)
                found.append(unknown_name(where=where, what=what, noun="actions", name=override.name, known=actions))
        actions |= {name: said_otherwise(actions[name], fields) for name, fields in said.items()}
        made = {name: make_action(declared, types) for name, declared in actions.items()}
        held = {name: make_invariant(declared, types) for name, declared in invariants.items()}
        once = {name: make_sometimes(declared, types) for name, declared in sometimes.items()}
        for _, scope in (*made.values(), *held.values(), *once.values()):
            found += scope.problems
        return (
            {name: value for name, (value, _) in made.items()},
            {name: value for name, (value, _) in held.items()},
            {name: value for name, (value, _) in once.items()},
        )


def _in_project(type_: TypeValue, defaults: Defaults) -> TypeValue:
    """A derived type with what the project says of all types."""
    return replace(
        type_, gone=type_.gone if defaults.gone == NOTHING_SAID.gone else defaults.gone,
        deleted_state=defaults.deleted_state if type_.state_field else None,
        volatile=type_.volatile | defaults.volatile, settles=defaults.settles,
        idempotent=type_.idempotent or defaults.idempotent, error_field=defaults.error_field,
    )  # fmt: skip


def _told(type_: TypeValue, said: Mapping[str, Any]) -> TypeValue:
    """The type with what is said of it: with states of its own, they are predicted, and a key is no guess any more."""
    told = dict(said)
    if told.get("states"):
        told["shown_states"] = ()
    if "key" in told:
        told["likely_key"] = False
    return replace(type_, **told)


def _place(problem: Problem) -> tuple[str, int]:
    file, _, line = problem.where.rpartition(":")
    return (file, int(line)) if line.isdigit() else (problem.where, 0)
