"""Places: the operations of a document by the position of their paths."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .document import Document, Operation, Response
from .paths import HOLE, Key
from .shapes import Inside, Shape, Shapes
from .verbs import LIST, begins_with
from .words import noun_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """Operations by key, without those whose paths are calls.

    ``prefixes`` are the keys that longer ones begin with, ``continued`` those of them before a literal,
    ``first_below`` an operation of a longer one.
    """

    at: Mapping[Key, tuple[Operation, ...]]
    prefixes: frozenset[Key]
    continued: frozenset[Key]
    first_below: Mapping[Key, Operation] = field(repr=False)
    shapes: Shapes
    document: Document = field(repr=False)

    def operations(self, key: Key | None) -> tuple[Operation, ...]:
        """The operations of a place; none for no place."""
        return self.at.get(key, ()) if key is not None else ()

    def methods(self, key: Key | None) -> frozenset[str]:
        """The methods of a place."""
        return frozenset(operation.method for operation in self.operations(key))

    def operation(self, key: Key | None, method: str) -> Operation | None:
        """The first operation of a place with that method."""
        return next((one for one in self.operations(key) if one.method == method), None)

    def goes_on(self, key: Key) -> bool:
        """True where longer paths go on with a literal, so that what the parameter names has parts."""
        return key in self.continued

    def parameter(self, key: Key) -> str:
        """The name of the parameter that a place ends in, as the first operation there or below calls it."""
        for operation in self.operations(key):
            return operation.template.parameters[-1] if operation.template.parameters else ""
        below = self.first_below.get(key)
        return dict(below.template.holes).get(len(key), "") if below is not None else ""

    def answer(self, operation: Operation | None) -> Response | None:
        """What an operation answers to a success."""
        return operation.success if operation is not None else None

    def answers_list(self, operation: Operation | None) -> bool | None:
        """True for a documented list, False for something else that is documented, None where nothing is."""
        response = self.answer(operation)
        if operation is None or response is None:
            return None
        if not self.shapes.tells(response.schema):
            return None
        last = operation.template.key[-1:]
        noun = noun_of(last[0]) if last and last[0] != HOLE else ""
        return self.shapes.listed(response, noun) is not None

    def lists(self, operation: Operation | None) -> bool | None:
        """True for what answers with a list; where that is not documented, by what the operation is called."""
        known = self.answers_list(operation)
        if known is not None or operation is None:
            return known
        return True if begins_with(operation.id, LIST) else None

    def item_shape(self, key: Key | None, collections: Iterable[Key], noun: str) -> Inside | None:
        """What an item looks like: as its reader shows it, else its writers, its creators and its lists."""
        for method in ("get", "patch", "put", "post"):
            found = self.shapes.item(self.answer(self.operation(key, method)), noun)
            if found is not None:
                return found
        for collection in collections:
            made = self.shapes.item(self.answer(self.operation(collection, "post")), noun)
            if made is not None:
                return made
            listed = self.shapes.listed(self.answer(self.operation(collection, "get")), noun)
            if listed is not None and listed.shape.properties:
                return listed
        return None

    def made_shapes(self, operation: Operation, noun: str) -> tuple[Shape, ...]:
        """What a create shows of what it makes: the item of its answer, and its body."""
        found = self.shapes.item(self.answer(operation), noun)
        body = self.shapes.of(operation.body.schema) if operation.body else Shape()
        return tuple(shape for shape in (found.shape if found else None, body) if shape is not None and shape.known)


def places_of(document: Document) -> Places:
    """The operations of a document by place."""
    at: dict[Key, list[Operation]] = {}
    for operation in document.operations:
        if not operation.template.is_procedure:
            at.setdefault(operation.template.key, []).append(operation)
    prefixes = frozenset(key[:length] for key in at for length in range(1, len(key)))
    continued = frozenset(key[:length] for key in at for length in range(1, len(key)) if key[length] != HOLE)
    first_below: dict[Key, Operation] = {}
    for key, found in at.items():
        for length in range(1, len(key)):
            first_below.setdefault(key[:length], found[0])
    return Places(
        at={key: tuple(found) for key, found in at.items()},
        prefixes=prefixes,
        continued=continued,
        first_below=first_below,
        shapes=Shapes(document.refs),
        document=document,
    )


def is_item(key: Key) -> bool:
    """True for a place that ends in a parameter."""
    return bool(key) and key[-1] == HOLE
