"""The resource type as a user declares it."""

import sys
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from ..model.origin import Origin
from ..model.resource import GONE
from ..model.resource import ResourceType as Value
from .declaration import Declaration, record


class ResourceType(Declaration):
    """Declares what can exist: ``ResourceType("upload", parent=workspace, states=("pending", "ready"))``.

    ``parent`` and the values of ``references`` are declared types or their names. ``id_field`` is the (dotted) path
    of the id in an answer, ``key`` the field that no two siblings share, ``state_field`` the one that shows the state.
    A new resource is in ``initial``, by default the first of ``states``. ``gone`` are the statuses that say that one
    is no longer there (404 and 410); ``deleted_state`` the state that a deleted one shows where it stays readable.
    ``idempotent`` says that a create may answer with a resource that is there already.

    The object serves as an annotation and wherever a type is asked for, as in ``graph.children(workspace, upload)``.
    """

    __slots__ = (
        "deleted_state", "gone", "id_field", "idempotent", "initial", "key", "name", "origin", "parent", "references",
        "state_field", "states",
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
        idempotent: bool = False,
    ) -> None:
        frame = sys._getframe(1)
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
        self.origin = Origin(frame.f_code.co_filename, frame.f_lineno)
        record(self, frame.f_globals)

    @property
    def refers_to(self) -> tuple["TypeRef", ...]:
        """The types that it names: its parent, then its references."""
        return (*(() if self.parent is None else (self.parent,)), *self.references.values())

    def value(self, gone: frozenset[int] = GONE) -> Value:
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
            gone=gone if self.gone is None else self.gone,
            deleted_state=self.deleted_state,
            idempotent=self.idempotent,
            origin=self.origin,
        )

    def __repr__(self) -> str:
        return f"ResourceType({self.name!r})"


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
