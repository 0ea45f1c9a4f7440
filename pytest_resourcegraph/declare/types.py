"""The resource type as a user declares it."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from ..errors import Problem, unknown_name
from ..model.origin import Origin
from ..model.resource import OnDestroy
from ..model.resource import ResourceType as Value
from .declaration import Declaration, record
from .defaults import NOTHING_SAID, Defaults


class ResourceType(Declaration):
    """Declares what can exist: ``ResourceType("upload", parent=workspace, states=("pending", "ready"))``.

    ``parent`` and the values of ``references`` are declared types or their names. ``id_field`` is the (dotted) path
    of the id in an answer, ``key`` the field that no two siblings share, ``state_field`` the one that shows the state.
    A new resource is in ``initial``, by default the first of ``states``. ``gone`` are the statuses that say that one
    is no longer there (404 and 410); ``deleted_state`` the state that a deleted one shows where it stays readable.
    ``idempotent`` says that a create may answer with a resource that is there already.

    ``fields`` is the JSON Schema of what an answer shows of one; ``volatile`` names fields that change by themselves;
    ``on_destroy={"author": "clear"}`` says that a reference to what is gone shows nothing (``"keep"``: not looked at);
    ``reuses_ids`` that a new one may have the id of a dead one; ``settles`` in how many seconds a change shows;
    ``error_field`` where an error stands in an answer whose status is that of a success: it is a refusal then;
    ``checks={"restored": False}`` turns an oracle off.

    The object serves as an annotation and wherever a type is asked for, as in ``graph.children(workspace, upload)``.
    """

    __slots__ = (
        "checks", "deleted_state", "error_field", "fields", "gone", "id_field", "idempotent", "initial", "key", "name",
        "on_destroy", "origin", "parent", "references", "reuses_ids", "said", "settles", "state_field", "states",
        "volatile",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        *,
        parent: "TypeRef | None" = None,
        references: "Mapping[str, TypeRef] | None" = None,
        id_field: str = "id",
        key: str | None = None,
        states: str | Iterable[str] = (),
        state_field: str | None = None,
        initial: str | None = None,
        gone: int | Iterable[int] | None = None,
        deleted_state: str | None = None,
        idempotent: bool | None = None,
        fields: Mapping[str, object] | None = None,
        volatile: str | Iterable[str] = (),
        on_destroy: Mapping[str, str] | None = None,
        reuses_ids: bool = False,
        settles: float | None = None,
        error_field: str | None = None,
        checks: Mapping[str, bool] | None = None,
    ) -> None:
        frame = sys._getframe(1)
        usual = {"id_field": "id", "states": (), "volatile": (), "reuses_ids": False}
        given = locals()
        self.said = frozenset(
            field for field in _FIELDS if given[field] != usual.get(field) and given[field] is not None
        ) | {"origin"}
        self.name = name
        self.parent = parent
        self.references = dict(references or {})
        self.id_field = id_field
        self.key = key
        self.states = (states,) if isinstance(states, str) else tuple(states)
        self.state_field = state_field
        self.initial = initial
        self.gone = None if gone is None else frozenset({gone} if isinstance(gone, int) else gone)
        self.deleted_state = deleted_state
        self.idempotent = idempotent
        self.fields = fields
        self.volatile = frozenset({volatile} if isinstance(volatile, str) else volatile)
        self.on_destroy = dict(on_destroy or {})
        self.reuses_ids = reuses_ids
        self.settles = settles
        self.error_field = error_field
        self.checks = dict(checks or {})
        self.origin = Origin(frame.f_code.co_filename, frame.f_lineno)
        record(self, frame.f_globals)

    def problems(self) -> Iterator[Problem]:
        """What is wrong with it that the model's value cannot hold."""
        for name, said in self.on_destroy.items():
            if name not in self.references:
                what = f"resource type '{self.name}' has on_destroy for '{name}', which is no reference of it"
                yield unknown_name(
                    where=str(self.origin), what=what, noun="references", name=name, known=self.references
                )
            elif said not in set(OnDestroy):
                what = f"resource type '{self.name}' has on_destroy={{'{name}': {said!r}}}"
                yield unknown_name(where=str(self.origin), what=what, noun="words", name=str(said), known=OnDestroy)

    @property
    def refers_to(self) -> tuple["TypeRef", ...]:
        """The types that it names: its parent, then its references."""
        return (*(() if self.parent is None else (self.parent,)), *self.references.values())

    def value(self, defaults: Defaults = NOTHING_SAID) -> Value:
        """The type as the model holds it, names in place of objects."""
        return Value(
            name=self.name,
            parent=None if self.parent is None else type_name(self.parent),
            references={reference: type_name(target) for reference, target in self.references.items()},
            id_field=_inside(self.id_field),
            key=None if self.key is None else _inside(self.key),
            states=self.states,
            state_field=None if self.state_field is None else _inside(self.state_field),
            initial=self.initial,
            gone=defaults.gone if self.gone is None else self.gone,
            deleted_state=self.deleted_state or (defaults.deleted_state if self.state_field else None),
            idempotent=defaults.idempotent if self.idempotent is None else self.idempotent,
            fields=self.fields,
            volatile=self.volatile | defaults.volatile,
            on_destroy={name: OnDestroy(said) for name, said in self.on_destroy.items() if said in set(OnDestroy)},
            reuses_ids=self.reuses_ids,
            settles=defaults.settles if self.settles is None else self.settles,
            error_field=defaults.error_field if self.error_field is None else self.error_field,
            checks=self.checks,
            origin=self.origin,
        )

    def __repr__(self) -> str:
        return f"ResourceType({self.name!r})"


_FIELDS = (
    "parent", "references", "id_field", "key", "states", "state_field", "initial", "gone", "deleted_state",
    "idempotent", "fields", "volatile", "on_destroy", "reuses_ids", "settles", "error_field", "checks",
)  # fmt: skip
"""What can be said of a type, beside its name."""

TypeRef: TypeAlias = ResourceType | Value | str
"""A declared type or its name."""


def _inside(path: str) -> str:
    """The path of a field below the envelope ``data``, which is opened wherever it is met."""
    return path.removeprefix("data.")


def type_name(ref: object) -> str:
    """The name of a type given by object or by name; what is neither is shown as it is, and then not a known name."""
    if isinstance(ref, str):
        return ref
    name = getattr(ref, "name", None)
    return name if isinstance(name, str) else repr(ref)
