"""The types to which declarations refer by object, so that nobody has to hand them over one by one."""

from collections.abc import Iterator, Mapping

from ..model.condition import AllOf, AnyOf, Count, FieldIs, InState, Not
from ..model.resource import ResourceType as TypeValue
from .called import Called
from .layer import Layer
from .types import ResourceType


def types_referred_to(layer: Layer) -> tuple[ResourceType | TypeValue, ...]:
    """Every type object that the layer's declarations name, those that such a type names before it; each once."""
    found: dict[int, ResourceType | TypeValue] = {}
    for type_ in layer.types:
        _take(type_, found)
    for declared in (*layer.actions, *layer.invariants, *layer.sometimes):
        for type_ in _objects(declared):
            _take(type_, found)
    return tuple(found.values())


def _take(
    type_: ResourceType | TypeValue, found: dict[int, ResourceType | TypeValue], under: frozenset[int] = frozenset()
) -> None:
    if id(type_) in found or id(type_) in under:
        return
    for other in type_.refers_to if isinstance(type_, ResourceType) else ():
        if not isinstance(other, str):
            _take(other, found, under | {id(type_)})
    found[id(type_)] = type_


def _objects(value: object) -> Iterator[ResourceType | TypeValue]:
    """The type objects in a value, however deep it holds them."""
    match value:
        case ResourceType() | TypeValue():
            yield value
        case Called():
            said = {name: held for name, held in vars(value).items() if name in value.__dataclass_fields__}
            yield from _objects([said, [parameter.type for parameter in value.parameters]])
        case Mapping():
            yield from _objects([*value.keys(), *value.values()])
        case list() | tuple() | set() | frozenset():
            for part in value:
                yield from _objects(part)
        case AllOf() | AnyOf():
            yield from _objects(list(value.conditions))
        case Not():
            yield from _objects(value.condition)
        case InState() | FieldIs():
            yield from _objects(value.role)
        case Count():
            yield from _objects([value.type, value.under])
