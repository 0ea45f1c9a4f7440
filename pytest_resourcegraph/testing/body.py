"""The bodies that the fake sends: where a schema wants the id, the state, the key, the references and the counts."""

from collections.abc import Mapping

from ..model.resource import OnDestroy, ResourceType
from ..model.schema import Schema
from .faults import Faults
from .storage import Record, Storage


class Bodies:
    """Shows records as JSON objects, with the faults that show them otherwise than they are."""

    def __init__(self, schema: Schema, storage: Storage, faults: Faults) -> None:
        self._schema = schema
        self._storage = storage
        self._faults = faults

    def of(self, record: Record, *, state: str | None = None) -> dict[str, object]:
        """What a reader is shown of a record; ``state`` in place of its own where given."""
        type_ = self._schema.types[record.type]
        body: dict[str, object] = dict(record.fields)
        for name in type_.references:
            target = record.links.get(name)
            body[f"{name}_id"] = target.id if target is not None and self._refers(type_, name, target) else None
        computed = self._computed(record)
        # Who sends a number as text, or one id as a list of ids, breaks the clients that were promised something else.
        wrapped = type_.fields is not None and self._faults.on("body-does-not-fit", record.type)
        body.update({name: [value] for name, value in computed.items()} if wrapped else computed)
        shown = state or record.state
        if type_.state_field is not None and shown is not None:
            put(body, type_.state_field, shown)
        put(body, type_.id_field, record.id)
        return body

    def _computed(self, record: Record) -> dict[str, object]:
        """The parent, and how many there are of each kind of child."""
        computed: dict[str, object] = {}
        if record.parent is not None:
            computed[f"{record.parent.type}_id"] = record.parent.id
        for name, type_ in self._schema.types.items():
            if type_.parent == record.type:
                pool = self._storage.living(name)
                pool += self._storage.dead(name) if self._faults.on("counter-drifts", name) else []
                computed[f"{name}_count"] = sum(1 for child in pool if child.parent is record)
        return computed

    def _refers(self, type_: ResourceType, name: str, target: Record) -> bool:
        """What has ended is no longer shown where the type says so; elsewhere a reference is a number like others."""
        cleared = type_.on_destroy.get(name) is OnDestroy.CLEAR
        return target.alive or not cleared or self._faults.on("reference-dangles", type_.name)


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
