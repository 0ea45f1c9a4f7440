"""Values for requests from the schemas of a document: the door to this folder.

``Sampler(dialect, resolve).sample(schema, Wish(...))`` gives a `Made` value that was checked against its schema, or an
`Unmade` that says why there is none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from .canon import Canon, Resolve
from .dialect import Dialect, Node, stated_examples
from .generate import Generator
from .made import Made, Spent, Stuck, Unmade
from .maker import At, Task
from .naming import looks_like_a_key, unique_value
from .placing import Leaf, child_node, placed
from .pointer import pointer, tokens
from .stated import is_json, without_read_only
from .verify import Verifier
from .wish import Wish

_ATTEMPTS = 3  # an example may leave no place for what is put into it: then what is generated is tried
_PLAIN = Wish()


class Sampler:
    """Makes values from the schemas of one document. Keep it: what it finds out about a schema is found out once."""

    def __init__(self, dialect: Dialect, resolve: Resolve) -> None:
        self.canon = Canon(dialect=dialect, resolve=resolve)
        self.verifier = Verifier(canon=self.canon)
        self.generator = Generator(canon=self.canon, verifier=self.verifier)

    def sample(
        self, schema: Mapping[str, object], wish: Wish = _PLAIN, *, examples: Sequence[object] = ()
    ) -> Made | Unmade:
        """A valid value of a schema as it stands in the document.

        ``examples`` are stated outside the schema, as media types and parameters do, and come first. Same arguments,
        same value. Raises ValueError where a place in ``wish.fill``, ``wish.keys`` or ``wish.also`` is no JSON pointer.
        """
        fill = {tokens(place): value for place, value in wish.fill.items()}
        keys = None if wish.keys is None else [tokens(place) for place in wish.keys]
        also = [tokens(place) for place in wish.also]
        try:
            node = self.canon.root(schema)
            task = Task(wish)
            problem: Unmade | None = None
            for make in self._candidates(node, wish, examples, task):
                try:
                    value = self._finished(node, make(), fill, keys, also, task)
                    fault = self.verifier.fault(node, value)
                except Spent:
                    raise
                except Stuck as stuck:
                    problem = problem or _unmade(stuck)
                    continue
                if fault is None:
                    return Made(value=_copied(value))
                problem = problem or Unmade(pointer=pointer(fault.at), reason=fault.message)
        except Stuck as stuck:
            return problem or _unmade(stuck)
        except RecursionError:
            return Unmade(pointer="", reason="the schema is nested too deeply")
        return problem or Unmade(pointer="", reason="no value was found")

    def accepts(self, schema: Mapping[str, object], value: object) -> bool:
        """Whether a value is valid in a request, where nothing read-only is required."""
        return self.verifier.accepts(self.canon.root(schema), value)

    def of(self, holder: Mapping[str, object], wish: Wish = _PLAIN) -> Made | Unmade:
        """A value for a media type or a parameter, with the examples that it states itself.

        A parameter of 2.0 is its own schema; one of 3.x may hide it in a media type.
        """
        content = holder.get("content")
        if isinstance(content, Mapping) and content and "schema" not in holder:
            return self.of(next(iter(content.values())), wish)
        schema = holder if self.canon.dialect is Dialect.OPENAPI_20 and "schema" not in holder else holder.get("schema")
        named = holder.get("examples")
        examples = stated_examples(
            {**holder, "examples": self._behind(named)} if isinstance(named, Mapping) else holder
        )
        return self.sample(schema if isinstance(schema, Mapping) else {}, wish, examples=examples)

    def has(self, schema: Mapping[str, object], name: str) -> bool:
        """Whether an object of this schema says something of a property of that name."""
        return name in self.generator.shape(self.canon.root(schema)).properties

    def stated(self, schema: Mapping[str, object]) -> frozenset[str]:
        """The properties of an object for which the document has a value: an example, a default, or all there are."""
        shape = self.generator.shape(self.canon.root(schema))
        return frozenset(name for name, node in shape.properties.items() if self._is_given(node))

    def _is_given(self, node: Node | bool) -> bool:
        try:
            return bool(self.generator.shape(node).given)
        except Stuck:
            return False

    def files(self, schema: Mapping[str, object]) -> frozenset[str]:
        """The properties of an object that hold bytes, which a multipart body sends as files."""
        shape = self.generator.shape(self.canon.root(schema))
        return frozenset(name for name, node in shape.properties.items() if self._is_file(node))

    def _is_file(self, node: Node | bool) -> bool:
        try:
            shape = self.generator.shape(node)
            inner = self.generator.shape(shape.keywords["items"]) if "items" in shape.keywords else shape
        except Stuck:
            return False
        return inner.keywords.get("format") in ("binary", "byte") or "contentMediaType" in inner.keywords

    def _behind(self, named: Mapping[str, Any]) -> dict[str, object]:
        return {
            name: self.canon.resolve(entry) if isinstance(entry, Mapping) and "$ref" in entry else entry
            for name, entry in named.items()
        }

    def _candidates(
        self, node: Node, wish: Wish, examples: Sequence[object], task: Task
    ) -> Iterator[Callable[[], Any]]:
        """What may do, best first, each to be made when its turn has come."""
        stated = [without_read_only(self.generator, node, value) for value in examples if is_json(value)]
        valid = [value for value in stated if self.verifier.accepts(node, value)]
        if wish.n < len(valid):
            yield partial(valid.__getitem__, wish.n)
        n = max(0, wish.n - len(valid))
        for attempt in range(_ATTEMPTS):
            yield partial(self.generator.make, node, (), n + attempt, task, rich=attempt == _ATTEMPTS - 1)

    def _finished(
        self, node: Node, value: Any, fill: Mapping[At, object], keys: list[At] | None, also: list[At], task: Task
    ) -> Any:
        """With unique values and those of others in their places."""
        needed = [*(keys or ()), *also]
        if task.wish.unique is not None:
            for place in dict.fromkeys([*(self._likely(node, value) if keys is None else ()), *needed]):
                if place not in fill:
                    value = self._with_unique(node, value, place, place in needed, task)
        for place, filled in fill.items():
            value = placed(self.generator, node, value, place, _always(filled), task)
        return value

    def _with_unique(self, node: Node, value: Any, place: At, needed: bool, task: Task) -> Any:
        unique = task.wish.unique
        assert unique is not None, "asked for where there is one"
        text = unique(place[-1] if place else "value")
        try:
            return placed(
                self.generator,
                node,
                value,
                place,
                lambda inner, _: unique_value(self.generator.shape(inner), text),
                task,
            )
        except Spent:
            raise
        except Stuck as stuck:
            if not needed:
                return value  # it was a guess
            raise Stuck(stuck.at or place, stuck.reason) from stuck

    def _likely(self, node: Node, value: Any) -> list[At]:
        """The properties of an object that look like a natural key."""
        if not isinstance(value, dict):
            return []
        return [
            (name,)
            for name, part in value.items()
            if isinstance(part, str)
            and looks_like_a_key(name, self.generator.shape(child_node(self.generator, node, value, name)))
        ]


def _always(value: object) -> Leaf:
    return lambda _node, _there: value


def _unmade(stuck: Stuck) -> Unmade:
    return Unmade(pointer=pointer(stuck.at), reason=stuck.reason)


def _copied(value: Any) -> Any:
    """The caller's own: what was made may share parts with the document."""
    if isinstance(value, dict):
        return {name: _copied(part) for name, part in value.items()}
    return [_copied(part) for part in value] if isinstance(value, list) else value
