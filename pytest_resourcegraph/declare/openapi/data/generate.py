"""The value of a schema: what it states, else what its types and bounds allow, each alternative in its turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from .arrays import array_value
from .canon import Canon
from .dialect import Node
from .made import Spent, Stuck
from .maker import At, Task
from .number import numbers
from .objects import object_value
from .pointer import pointer
from .shape import ALL_TYPES, Shape, shape_of
from .stated import hints_of, stated_values
from .text import texts
from .verify import Verifier

_ENTRIES = 2  # so often one reference is followed inside itself; a third time is a circle
_SHIFTS = 12  # so many variations are tried where a check has refused the first
# What `_branch` has taken account of, or what must not be tried a second time.
_TAKEN = frozenset(
    [
        *("$ref", "allOf", "anyOf", "oneOf", "if", "then", "else", "examples", "default"),
        *("properties", "required"),
    ]
)


@dataclass(slots=True)
class Generator:
    """Makes values from the translated schemas of one document; see `maker.Maker`. Keeps what it finds out."""

    canon: Canon
    verifier: Verifier
    _shapes: dict[int, tuple[Node, Shape]] = field(default_factory=dict)
    _stated: dict[int, tuple[list[Any], dict[str, Any]]] = field(default_factory=dict)
    _branches: dict[tuple[int, int], tuple[Node, Node]] = field(default_factory=dict)

    def shape(self, node: Node | bool) -> Shape:
        """What a schema asks for."""
        if not isinstance(node, dict):
            return shape_of({} if node else {"not": {}}, self.canon.follow)
        known = self._shapes.get(id(node))
        if known is None:
            # The schema is kept, so that its id stays its own.
            known = self._shapes[id(node)] = (node, shape_of(node, self.canon.follow))
        return known[1]

    def accepts(self, node: Node, value: object) -> bool:
        """Whether the schema accepts a value."""
        return self.verifier.accepts(node, value)

    def branches(self, node: Node) -> list[Node]:
        """The schema with each alternative of its first list in turn; of several lists the others are inside."""
        shape = self.shape(node)
        return [self._branch(node, shape, part, place) for place, part in enumerate(_nulls_last(shape.unions[0]))]

    def make(self, node: Node | bool, at: At, n: int, task: Task, *, rich: bool = False) -> Any:
        """A value that the schema accepts, variation ``n``."""
        task.step(at)
        if isinstance(node, bool):
            if not node:
                raise Stuck(at, "the schema allows no value here")
            node = _ANYTHING
        with _placed(at):
            shape = self.shape(node)
            given, hints = self._stated_by(node, shape)
            if "enum" in shape.keywords or "const" in shape.keywords:
                return _of_enumeration(given, n)
        if n < len(given):
            return given[n]
        with self._inside(shape, at, task):
            return self._generated(node, shape, at, n - len(given), task, hints, rich=rich)

    def _stated_by(self, node: Node, shape: Shape) -> tuple[list[Any], dict[str, Any]]:
        known = self._stated.get(id(node))
        if known is None:
            given = stated_values(self, node, shape) if shape.given else []
            known = self._stated[id(node)] = (given, hints_of(self, shape))
        return known

    def _generated(
        self, node: Node, shape: Shape, at: At, n: int, task: Task, hints: dict[str, Any], *, rich: bool
    ) -> Any:
        refused: tuple[object, ...] = ()
        for shift in range(1 if shape.loose else _SHIFTS):
            for value in self._candidates(node, shape, at, n + shift, task, hints, rich=rich):
                if shape.loose or self.verifier.accepts(node, value):
                    return value
                refused = refused or (value,)
        fault = self.verifier.fault(node, refused[0]) if refused else None
        if fault is None:
            raise Stuck(at, "no value was found")
        raise Stuck((*at, *fault.at), fault.message)

    def _candidates(
        self, node: Node, shape: Shape, at: At, n: int, task: Task, hints: dict[str, Any], *, rich: bool
    ) -> Iterator[Any]:
        """Values that may do, the best one first. Raises Stuck where there was none at all."""
        if shape.unions:
            yield from self._alternatives(node, shape, at, n, task)
            return
        types = shape.types
        if types is ALL_TYPES and not at:
            types = ("object",)
        problem: Stuck | None = None
        some = False
        for index in range(len(types)):
            name = types[(n + index) % len(types)] if types is not ALL_TYPES else types[index]
            try:
                for value in self._of_type(name, shape, at, n // len(types), task, hints, rich=rich):
                    some = True
                    yield value
            except Spent:
                raise
            except Stuck as stuck:
                problem = problem or stuck
        if problem is not None and not some:
            raise problem

    def _of_type(
        self, name: str, shape: Shape, at: At, n: int, task: Task, hints: dict[str, Any], *, rich: bool
    ) -> Iterator[Any]:
        match name:
            case "object":
                yield object_value(self, shape, at, n, task, hints=hints, rich=rich)
            case "array":
                yield array_value(self, shape, at, n, task, rich=rich)
            case "boolean":
                yield bool(n % 2)
            case "null":
                yield None
            case _:
                n = _moved(n, task, at)
                with _placed(at):
                    if name == "string":
                        yield from texts(shape.keywords, at[-1] if at else "", n)
                    else:
                        yield from numbers(shape.keywords, n, whole=name == "integer", broken=rich)

    def _alternatives(self, node: Node, shape: Shape, at: At, n: int, task: Task) -> Iterator[Any]:
        """Values of the first list of alternatives; the others are met inside."""
        union = _nulls_last(shape.unions[0])
        problem: Stuck | None = None
        some = False
        for index in range(len(union)):
            place = (n + index) % len(union)
            branch = self._branch(node, shape, union[place], place)
            for rich in (False, True):
                try:
                    yield self.make(branch, at, n // len(union), task, rich=rich)
                    some = True
                except Spent:
                    raise
                except Stuck as stuck:
                    problem = problem or stuck
        if problem is not None and not some:
            raise problem

    def _branch(self, node: Node, shape: Shape, part: Node | bool, place: int) -> Node:
        """The schema with one alternative chosen."""
        known = self._branches.get((id(node), place))
        if known is None:
            rest = [{"anyOf": union} for union in shape.unions[1:]]
            base = {key: value for key, value in shape.keywords.items() if key not in _TAKEN}
            base = {**base, "properties": shape.properties, "required": list(shape.required)}
            known = self._branches[id(node), place] = (node, {"allOf": [base, part, *rest]})
        return known[1]

    @contextmanager
    def _inside(self, shape: Shape, at: At, task: Task) -> Iterator[None]:
        """Counts the references that led here for as long as the value is being made."""
        for ref in shape.refs:
            if task.entered.get(ref, 0) >= _ENTRIES:
                raise Stuck(at, f"{self.canon.said(ref)} needs itself, without an end")
        for ref in shape.refs:
            task.entered[ref] = task.entered.get(ref, 0) + 1
        try:
            yield
        finally:
            for ref in shape.refs:
                task.entered[ref] -= 1
                if not task.entered[ref]:
                    del task.entered[ref]


_ANYTHING: Node = {}


def _nulls_last(union: list[Node | bool]) -> list[Node | bool]:
    return sorted(union, key=lambda part: isinstance(part, dict) and part.get("type") == ["null"])


@contextmanager
def _placed(at: At) -> Iterator[None]:
    """Says where it was that something without a place got stuck."""
    try:
        yield
    except Spent:
        raise
    except Stuck as stuck:
        stuck.at = stuck.at or at
        raise


def _of_enumeration(given: list[Any], n: int) -> Any:
    if not given:
        raise Stuck((), "none of the values that it lists is valid by the rest of the schema")
    return given[n % len(given)]


def _moved(n: int, task: Task, at: At) -> int:
    if not task.wish.seed:
        return n
    digest = blake2b(f"{task.wish.seed}\0{pointer(at)}".encode(), digest_size=3).digest()
    return n + int.from_bytes(digest, "big")
