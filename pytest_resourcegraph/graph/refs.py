"""How callers name a resource or a type: by key or name, or by anything that has one."""

from typing import Protocol, TypeAlias, runtime_checkable

from ..events.key import Key


@runtime_checkable
class Keyed(Protocol):
    """Anything that names a resource by its key, such as the handle that an action gets."""

    @property
    def key(self) -> Key:
        """The name of the resource."""


@runtime_checkable
class Named(Protocol):
    """Anything that names a type, such as a declared resource type."""

    @property
    def name(self) -> str:
        """The name of the type."""


Ref: TypeAlias = Key | Keyed
TypeRef: TypeAlias = str | Named


def key_of(ref: Ref) -> Key:
    """The key that a reference means."""
    return ref if isinstance(ref, Key) else ref.key


def name_of(type_: TypeRef) -> str:
    """The name of the type that is meant."""
    return type_ if isinstance(type_, str) else type_.name
