"""Fields: which one is the id, which refer to other types, and which may be unique."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from .derivation import NaturalKey, Reference
from .document import Operation
from .evidence import Evidence
from .shapes import Shape, Shapes
from .sighting import Sighting
from .words import singular, snake, word_set

_IDS = ("id", "_id", "uuid", "guid", "sid", "gid", "uid", "identifier", "key", "slug", "name", "code", "arn", "href")
_INNER = ("metadata", "attributes", "meta", "data", "properties", "sys")
_ENDINGS = ("id", "uuid", "guid", "ids", "uuids")
_Named: TypeAlias = tuple[str, str, bool, Shape]  # pointer, name, whether it is required, shape
_UNIQUE = word_set("name slug email username user_name login handle code key sku domain hostname subdomain")


def id_field(sighting: Sighting, parameter: str, shapes: Shapes) -> tuple[str, float, tuple[Evidence, ...]]:
    """(dotted field of the id, confidence, evidence): the field that the item path names, else a usual one."""
    shape, noun = sighting.shape, sighting.noun
    names = list(_id_names(parameter, noun))
    for wanted, confidence in names:
        found = _field(shape, wanted)
        if found is not None:
            text = f"'{found}' in the answer" + (f" for the parameter '{parameter}'" if parameter else "")
            return found, confidence, (Evidence(text),)
    for outer in _INNER:
        inner = shapes.of(shape.properties.get(outer))
        for wanted, confidence in names:
            found = _field(inner, wanted)
            if found is not None:
                return f"{outer}.{found}", confidence - 0.1, (Evidence(f"'{found}' inside '{outer}' of the answer"),)
    why = "the answer has no field that looks like an id" if shape.properties else "the answer is not documented"
    return "id", 0.2 if shape.properties else 0.3, (Evidence(f"assumed: {why}"),)


def _id_names(parameter: str, noun: str) -> Iterator[tuple[str, float]]:
    """Names that the id may have, the likeliest first."""
    said, last = snake(parameter), noun.rpartition("_")[2]
    if said and said not in (noun, last):
        yield said, 0.95
    for prefix in (f"{noun}_", f"{last}_"):
        if said.startswith(prefix):
            yield said.removeprefix(prefix), 0.95
    tail = said.rpartition("_")[2]
    if tail.endswith("id") or tail in ("slug", "name", "code", "number", "key"):
        yield tail, 0.85
    for name in _IDS[:7]:
        yield name, 0.8
    yield f"{noun}_id", 0.8
    yield f"{last}_id", 0.8
    for name in (f"{noun}_uuid", f"{last}_uuid", f"{last}_key", f"{last}_name", *_IDS[7:]):
        yield name, 0.5


def _field(shape: Shape, wanted: str) -> str | None:
    if wanted in shape.properties:
        return wanted
    plain = wanted.replace("_", "")
    return next((name for name in shape.properties if snake(name).replace("_", "") == plain), None)


class References:
    """Finds the fields of a body that hold ids of other types, in nested objects and arrays too."""

    def __init__(self, shapes: Shapes, names: Mapping[str, Iterable[str]]) -> None:
        """``names`` are the types by the noun that a field may name them with."""
        self._shapes = shapes
        self._names = names
        self._found: dict[tuple[int, int], tuple[_Named, ...]] = {}

    def of(self, operation: Operation, own: str) -> tuple[Reference, ...]:
        """The references of the body of an operation on type ``own``, those at the top first."""
        if operation.body is None:
            return ()
        return tuple(self._references(operation.body.schema, own, operation))

    def _references(self, schema: Mapping[str, Any], own: str, operation: Operation) -> Iterator[Reference]:
        for pointer, name, required, shape in self._named(schema, 3):
            found = self._target(name, shape, own)
            if found is not None:
                target, many = found
                text = f"'{name}' in the body names the type '{target}'"
                yield Reference(
                    name=snake(name).removesuffix("_id").removesuffix("_uuid"), pointer=pointer, type=target,
                    required=required, many=many, confidence=0.8, evidence=(Evidence(text, operation.label),),
                )  # fmt: skip

    def _named(self, schema: Mapping[str, Any], levels: int) -> tuple["_Named", ...]:
        """The fields that are called like an id, so many levels down. Many bodies have parts in common: kept."""
        known = (id(schema), levels)
        if known not in self._found:
            self._found[known] = tuple(self._inside(self._shapes.of(schema), levels))
        return self._found[known]

    def _inside(self, shape: Shape, levels: int) -> Iterator["_Named"]:
        if shape.items is not None and levels:
            for pointer, name, _, inner in self._named(shape.items, levels - 1):
                yield f"/-{pointer}", name, False, inner
        for name, part in shape.properties.items():
            at = f"/{name.replace('~', '~0').replace('/', '~1')}"
            needed, inner = name in shape.required, self._shapes.of(part)
            if snake(name).rpartition("_")[2] in _ENDINGS and not inner.schema.get("readOnly"):
                yield at, name, needed, inner
            if levels and (inner.properties or inner.items is not None):
                for pointer, own, required, lower in self._named(part, levels - 1):
                    yield f"{at}{pointer}", own, needed and required, lower

    def _target(self, name: str, shape: Shape, own: str) -> tuple[str, bool] | None:
        words = snake(name).split("_")
        many = words[-1] in ("ids", "uuids")
        if len(words) < 2 or words[-1] not in _ENDINGS:
            return None
        if shape.properties or (many != (shape.items is not None) and shape.known):
            return None
        noun = "_".join(words[:-1])
        for wanted in (noun, singular(noun), noun.removeprefix("parent_") if noun != "parent" else own):
            found = list(self._names.get(wanted, ()))
            if noun == "parent":
                return own, many
            if len(found) == 1:
                # The id of the thing itself in its own body is no reference to another.
                return (found[0], many) if found[0] != own or wanted != noun else None
        return None


def natural_keys(creates: Iterable[Operation], shapes: Shapes) -> tuple[NaturalKey, ...]:
    """Required texts of a create body that sound unique, where the create documents a conflict."""
    found: dict[str, NaturalKey] = {}
    for operation in creates:
        if operation.body is None or "409" not in operation.responses:
            continue
        shape = shapes.of(operation.body.schema)
        sounding = [
            name
            for name in shape.required
            if snake(name) in _UNIQUE and shapes.of(shape.properties.get(name)).type in ("string", "")
        ]
        for name in sorted(sounding):
            text = f"'{name}' is a required text, and 409 is documented"
            confidence = 0.6 if len(sounding) == 1 else 0.4
            evidence = (Evidence(text, operation.label),)
            found.setdefault(name, NaturalKey(field=name, confidence=confidence, evidence=evidence))
    return tuple(found.values())


def chosen_id(field: str, creates: Iterable[Operation], put: bool, shapes: Shapes) -> str | None:
    """Where a client puts the id that it chooses: ``path``, ``body`` or None."""
    if put:
        return "path"
    for operation in creates:
        shape = shapes.of(operation.body.schema) if operation.body else Shape()
        part = shape.properties.get(field)
        said = field in shape.required or snake(field) in _UNIQUE | {"username", "identifier"}
        if part is not None and said and not shapes.of(part).schema.get("readOnly"):
            return "body"
    return None
