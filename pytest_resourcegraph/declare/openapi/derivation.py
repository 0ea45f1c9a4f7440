"""The derivation: what a document shows of types and actions, each with its evidence, as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from .document import Body, Document, Operation, Parameter, Response
from .evidence import Evidence


class OperationRole(StrEnum):
    """What an operation does with the resources of a type."""

    CREATE = "create"
    READ = "read"
    LIST = "list"
    UPDATE = "update"
    REPLACE = "replace"
    DESTROY = "destroy"
    ACTION = "action"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A field that holds the id of another resource. ``pointer`` is a JSON pointer into the body.

    In the pointer ``-`` stands for every item of an array. ``many`` says that the field itself is an array of ids.
    """

    name: str
    pointer: str
    type: str
    required: bool = False
    many: bool = False
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NaturalKey:
    """A candidate: a field that may be unique among siblings."""

    field: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """The states that a field shows. ``initial`` is None where nothing tells the state of a new one."""

    field: str
    states: tuple[str, ...]
    initial: str | None = None
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCandidate:
    """A candidate, never certain: the action may lead to this state, from where is not known."""

    action: str
    type: str
    state: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedType:
    """A resource type. ``collection`` and ``item`` are path templates, None where the document has no such place.

    ``places`` are further templates of the same items or collections. ``id_field`` is the (dotted) path of the id in an
    item, ``id_parameter`` what the item path calls it. ``chosen_id`` says where a client puts an id that it chooses:
    ``path``, ``body`` (then in ``id_field``), or nowhere (None). ``schema`` is what an item looks like, as written.
    """

    name: str
    collection: str | None
    item: str | None
    places: tuple[str, ...] = ()
    parent: str | None = None
    id_field: str = "id"
    id_parameter: str = ""
    chosen_id: str | None = None
    references: Mapping[str, str] = field(default_factory=dict)
    lifecycle: Lifecycle | None = None
    keys: tuple[NaturalKey, ...] = ()
    schema: Mapping[str, Any] = field(default_factory=dict, repr=False)
    confidence: float
    parent_confidence: float = 0.0
    id_confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    parent_evidence: tuple[Evidence, ...] = ()
    id_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A path parameter that a resource fills: ``role`` is the parameter of the action, ``type`` its type.

    ``field`` is empty for the id, else the (dotted) field of the resource that goes there.
    """

    parameter: str
    role: str
    type: str
    field: str = ""
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedAction:
    """An operation with a role for a type.

    ``bindings`` are the path parameters (and, with ``x-restler-annotations`` or links, others) that resources fill;
    ``unbound`` the path parameters that nothing fills. ``parameters`` are the required ones of query, header and
    cookie. ``envelope`` is the dotted path to the item or the list in the answer, empty for the answer itself, None
    where it is not documented. ``subject`` is the role that is read, changed or destroyed, ``within`` the role below
    which something is listed or made. ``body_id`` is the field of the body that names the subject, where no path does.
    ``chosen`` is the path parameter with the id that the client gives to what it makes, empty for none.
    Of those with the role ``action``, ``part`` says that it reads or writes a part of the subject and is no verb, and
    ``several`` names the type of which it changes all below the subject at once.
    """

    name: str
    operation: Operation
    role: OperationRole
    type: str
    subject: str | None = None
    within: str | None = None
    bindings: tuple[Binding, ...] = ()
    unbound: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    envelope: str | None = None
    references: tuple[Reference, ...] = ()
    body_id: str | None = None
    chosen: str = ""
    part: bool = False
    several: str | None = None
    destructive: bool = False
    confidence: float
    evidence: tuple[Evidence, ...] = ()

    @property
    def method(self) -> str:
        """The method in capitals."""
        return self.operation.method.upper()

    @property
    def path(self) -> str:
        """The path template, without the base path of the document."""
        return self.operation.path

    @property
    def body(self) -> Body | None:
        """What the request carries: schema as written and media type."""
        return self.operation.body

    @property
    def responses(self) -> Mapping[str, Response]:
        """The documented answers by status."""
        return self.operation.responses


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """An operation that fits nothing, and why. ``type`` is the type that it has to do with, where there is one."""

    name: str
    operation: Operation
    reason: str
    type: str | None = None
    unsafe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What a security scheme asks of an actor: a value in ``where`` (header, query or cookie) under ``name``.

    ``example`` shows its form, as in ``Bearer <token>``. ``operations`` counts those that ask for it.
    """

    scheme: str
    kind: str
    where: str
    name: str
    example: str
    operations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """What actors need; ``open`` counts the operations that ask for nothing."""

    credentials: tuple[Credential, ...] = ()
    open: int = 0


@dataclass(frozen=True, kw_only=True)
class Derivation:
    """All that was derived. ``leftovers`` are the operations that no action was made of; ``notes`` what is odd.

    ``filtered`` are the labels of the operations that a filter has taken out.

    Not slotted: what is asked for by type is kept once found.
    """

    document: Document = field(repr=False)
    types: tuple[DerivedType, ...] = ()
    actions: tuple[DerivedAction, ...] = ()
    moves: tuple[MoveCandidate, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    security: Security = Security()
    notes: tuple[str, ...] = ()
    filtered: tuple[str, ...] = ()

    def type(self, name: str) -> DerivedType:
        """The type of that name. Raises KeyError where there is none."""
        for one in self.types:
            if one.name == name:
                return one
        raise KeyError(name)

    @cached_property
    def _by_type(self) -> Mapping[str, tuple[DerivedAction, ...]]:
        found: dict[str, list[DerivedAction]] = {}
        for action in self.actions:
            found.setdefault(action.type, []).append(action)
        return {name: tuple(actions) for name, actions in found.items()}

    def of_type(self, name: str) -> tuple[DerivedAction, ...]:
        """The actions of a type, in the order of the document."""
        return self._by_type.get(name, ())
