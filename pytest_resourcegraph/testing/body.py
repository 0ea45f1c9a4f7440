"""The bodies that the fake sends: where a schema wants the id, the state, the key and the references."""

from collections.abc import Mapping

from ..model.resource import ResourceType
from ..model.schema import Schema
from .storage import Record


def body_of(schema: Schema, record: Record, *, state: str | None = None) -> dict[str, object]:
    """What a reader is shown of a record; ``state`` in place of its own where given."""
    type_ = schema.types[record.type]
    body: dict[str, object] = dict(record.fields)
    for name in type_.references:
        target = record.links.get(name)
        body[f"{name}_id"] = target.id if target is not None else None
    if record.parent is not None:
        body[f"{record.parent.type}_id"] = record.parent.id
    shown = state or record.state
    if type_.state_field is not None and shown is not None:
        put(body, type_.state_field, shown)
    put(body, type_.id_field, record.id)
    return body


def put(body: dict[str, object], path: str, value: object) -> None:
    """Set the value at a dotted path, making the objects on the way."""
    first, dot, rest = path.partition(".")
    if not dot:
        body[first] = value
        return
    inner = body.get(first)
    held = dict(inner) if isinstance(inner, Mapping) else {}
    put(held, rest, value)
    body[first] = held


def label_field(type_: ResourceType) -> str:
    """The name of a field that clients write and that means nothing else in this type."""
    used = {(path or "").split(".")[0] for path in (type_.id_field, type_.state_field, type_.key)}
    used |= {f"{name}_id" for name in (*type_.references, type_.parent)}
    return next(name for name in ("label", "label_text", "label_of_it", "label_shown", "label_5") if name not in used)
