"""Shapes: what a schema says of a value, with references followed and ``allOf`` merged, and what is in an envelope."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .document import Response
from .refs import Refs
from .words import noun_of, snake, word_set

_DEEPEST = 8  # levels of allOf and oneOf that are merged; schemas that hold themselves end here
_ITEM_WRAPPERS = ("data", "result", "response", "item", "payload", "body", "object", "resource", "content")
_LIST_WRAPPERS = ("data", "items", "results", "value", "values", "content", "records", "entries", "list", "elements")
_LIST_SIGNS = word_set(
    "page pages per_page limit offset total total_count count next next_page next_cursor cursor has_more size links "
    "_links meta pagination paging total_pages page_size page_number next_link odata_next_link prev previous "
    "next_page_token kind page_info totals total_items total_elements self href first last next_page_uri has_next "
    "has_previous has_prev next_page_number previous_page_number prev_page_number"
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape:
    """What is known of a value: its type, fields, required fields, items; ``names`` are the schemas it is called by."""

    type: str = ""
    properties: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    items: Mapping[str, Any] | None = None
    names: tuple[str, ...] = ()
    enum: tuple[object, ...] = ()
    schema: Mapping[str, Any] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """False where the document says nothing of the value, or no more than that it is an object."""
        said = self.type if self.type != "object" or self.schema.get("additionalProperties") else ""
        return bool(said or self.properties or self.items is not None or self.enum)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inside:
    """The item, or the list, inside an answer: the dotted ``path`` to it, empty for the answer itself, and its shape.

    For a list, ``shape`` is that of one item.
    """

    path: str
    shape: Shape


class Shapes:
    """The shapes of one document, each made once."""

    def __init__(self, refs: Refs) -> None:
        self.refs = refs
        self._made: dict[int, Shape] = {}
        self._lists: dict[tuple[int, str], Inside | None] = {}

    def of(self, schema: Mapping[str, Any] | None) -> Shape:
        """The shape of what a schema describes."""
        if schema is None:
            return Shape()
        if id(schema) not in self._made:
            self._made[id(schema)] = self._shape(schema, _DEEPEST)
        return self._made[id(schema)]

    def tells(self, schema: Mapping[str, Any] | None) -> bool:
        """False for an answer of which nothing is said, or only fields of which nothing is."""
        shape = self.of(schema)
        if not shape.properties:
            return shape.known
        return any(self.of(part).known for part in shape.properties.values())

    def item(self, response: Response | None, noun: str = "") -> Inside | None:
        """The object that an answer is about, out of its envelope; None where the answer is none or is a list."""
        shape = self.of(response.schema if response else None)
        if shape.items is not None or not shape.properties:
            return None
        if not _names_itself(shape):
            for name, inner in self._wrapped(shape, noun):
                opened = self.of(inner)
                if opened.properties and opened.items is None:
                    return Inside(path=name, shape=opened)
        return Inside(path="", shape=shape)

    def listed(self, response: Response | None, noun: str = "") -> Inside | None:
        """The items of an answer that is a list, alone or in an envelope or a page; None where it is none."""
        if response is None or response.schema is None:
            return None
        known = (id(response.schema), noun)
        if known not in self._lists:
            self._lists[known] = self._list(self.of(response.schema), noun)
        return self._lists[known]

    def _list(self, shape: Shape, noun: str) -> Inside | None:
        if shape.items is not None:
            return Inside(path="", shape=self.of(shape.items))
        return self._list_in(shape, noun, "", 2)

    def _list_in(self, shape: Shape, noun: str, above: str, levels: int) -> Inside | None:
        arrays = {name: self.of(part) for name, part in shape.properties.items()}
        found = {name: part for name, part in arrays.items() if part.items is not None}
        if not found and (levels < 2 or not shape.properties):
            return None
        named = [name for name in found if noun and noun_of(name).endswith(noun.rpartition("_")[2])]
        usual = [name for name in _LIST_WRAPPERS if name in found]
        others = {snake(name) for name in shape.properties} - {snake(name) for name in found} - _LIST_SIGNS
        alone = list(found) if len(found) == 1 and not (others & {"id", "name", "uuid"}) and len(others) <= 3 else []
        # An object with an id of its own is one thing that has parts, whatever their names.
        picked = next(iter(usual + named if not _names_itself(shape) else []), None) or next(iter(alone), None)
        if picked is not None:
            return Inside(path=above + picked, shape=self.of(found[picked].items))
        if levels > 1 and not _names_itself(shape):
            for name in ("_embedded", "data", "result", "response", "results", "page"):
                inner = arrays.get(name)
                if inner is not None and inner.properties:
                    return self._list_in(inner, noun, f"{above}{name}.", levels - 1)
        return None

    def _wrapped(self, shape: Shape, noun: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        names = [name for name in shape.properties if noun and noun_of(name) in (noun, noun.rpartition("_")[2])]
        names += [name for name in _ITEM_WRAPPERS if name in shape.properties]
        if len(shape.properties) == 1:
            names += list(shape.properties)
        yield from ((name, shape.properties[name]) for name in names)

    def _shape(self, schema: Mapping[str, Any], levels: int) -> Shape:
        names = self.refs.names(schema)
        plain = self.refs.follow(schema)
        type_ = plain.get("type")
        if isinstance(type_, list):
            type_ = next((one for one in type_ if one != "null"), "")
        properties = _mappings(plain.get("properties"))
        required = frozenset(one for one in _list(plain.get("required")) if isinstance(one, str))
        items = plain.get("items") if isinstance(plain.get("items"), dict) else None
        enum = tuple(_list(plain.get("enum")))
        if levels:
            for part in (self._shape(one, levels - 1) for one in _several(plain, "allOf")):
                properties = {**part.properties, **properties}
                required |= part.required
                items = part.items if items is None else items
                type_, enum = type_ or part.type, enum or part.enum
                names += part.names if len(_list(plain.get("allOf"))) == 1 else ()
            choices = [self._shape(one, levels - 1) for one in (*_several(plain, "oneOf"), *_several(plain, "anyOf"))]
            choices = [one for one in choices if one.type != "null"]
            for part in choices:
                properties = {**part.properties, **properties}
                items = part.items if items is None and len(choices) == 1 else items
                enum = enum or part.enum
                names += part.names
            type_ = type_ or next((one.type for one in choices), "")
            if choices:
                required |= frozenset.intersection(*(one.required for one in choices))
        kind = type_ if isinstance(type_, str) else ""
        if kind == "array" and items is None:
            items = {}
        return Shape(
            type=kind or ("object" if properties else "array" if items is not None else ""),
            properties=properties, required=required, items=items, names=names, enum=enum, schema=plain,
        )  # fmt: skip


def alike(one: Shape, other: Shape) -> bool | None:
    """True where two shapes describe the same thing; None where too little is known of one of them.

    They have a schema in common, or most fields of the smaller one.
    """
    if set(one.names) & set(other.names):
        return True
    small, large = sorted((set(one.properties), set(other.properties)), key=len)
    if not small:
        return None
    common = len(small & large)
    if len(small) <= 2:
        return True if common == len(small) == len(large) else None
    if common / len(small) >= 0.7:
        return True
    return False if common / len(small) <= 0.4 else None


def _names_itself(shape: Shape) -> bool:
    words = {snake(name) for name in shape.properties}
    return bool(words & {"id", "_id", "uuid", "guid", "sid", "slug"})


def _several(schema: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [one for one in _list(schema.get(key)) if isinstance(one, dict)]


def _mappings(value: object) -> dict[str, Mapping[str, Any]]:
    if not isinstance(value, dict):
        return {}
    # `true` is a schema too: anything goes.
    return {str(name): part if isinstance(part, dict) else {} for name, part in value.items()}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
