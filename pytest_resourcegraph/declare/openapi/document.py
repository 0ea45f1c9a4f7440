"""The operations of a document in one form, whichever version it was written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .paths import Template
from .refs import Refs

METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
"""The methods that a path can have, in the order in which they are derived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of an operation; ``where`` is path, query, header or cookie."""

    name: str
    where: str
    required: bool = False
    schema: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a request carries: its schema as it stands in the document, in the media type that JSON comes nearest to."""

    media_type: str
    schema: Mapping[str, Any] = field(default_factory=dict, repr=False)
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One documented answer; ``status`` is a number, ``2XX`` or ``default``. ``schema`` is None where none is said."""

    status: str
    media_type: str = ""
    schema: Mapping[str, Any] | None = field(default=None, repr=False)
    links: tuple["OperationLink", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationLink:
    """A link of OpenAPI: ``parameters`` of the operation ``target`` are found where the expressions say."""

    name: str
    target: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """An ``x-restler-annotations`` entry: what another endpoint made goes into a parameter here."""

    producer_method: str
    producer_endpoint: str
    producer_field: str
    parameter: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Operation:
    """One operation. ``name`` is unique and a valid Python identifier; ``id`` is what the document calls it, or empty.

    ``security`` lists the alternatives, each the names of the schemes that it takes; empty where none is needed.
    """

    name: str
    id: str
    method: str
    path: str
    template: Template
    pointer: str
    tags: tuple[str, ...] = ()
    summary: str = ""
    deprecated: bool = False
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: Mapping[str, Response] = field(default_factory=dict)
    security: tuple[tuple[str, ...], ...] = ()
    annotations: tuple[Annotation, ...] = ()

    @property
    def label(self) -> str:
        """What messages call it: ``POST /projects/{id}/docs``."""
        return f"{self.method.upper()} {self.path}"

    @property
    def success(self) -> Response | None:
        """The documented answer of a success that says most: one with a schema, the lowest status first."""
        good = sorted((one for one in self.responses.values() if one.status[:1] == "2"), key=lambda one: one.status)
        return next((one for one in good if one.schema is not None), good[0] if good else None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """A document that was read: ``version`` is 2.0, 3.0 or 3.1; ``base_path`` is the path of its first server.

    ``refs`` follows the references in the schemas. ``notes`` say what is odd about it.
    """

    where: str
    version: str
    title: str = ""
    base_path: str = ""
    operations: tuple[Operation, ...] = ()
    schemes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    refs: Refs = field(repr=False)
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = ()
