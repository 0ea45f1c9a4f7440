"""Values drawn by Hypothesis from the schemas of a document: the extra ``fuzz``. Import this file only when wanted.

The one file that knows the library; importing it without is a DefinitionError. The strategies are made from our own
translation of the schemas, so all dialects are one, and every drawn value was checked.
"""

import json
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from ....errors import DefinitionError, Problem
from .dialect import Node
from .ends import lengths, text_ends
from .generate import Generator
from .made import Stuck
from .matching import compiled
from .number import float_ends, plain, steps
from .objects import is_read_only, property_node
from .sample import Sampler
from .shape import Shape
from .text import fits, texts

try:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st
    from hypothesis.errors import HypothesisException
    from hypothesis.strategies import SearchStrategy
except ImportError as error:
    raise DefinitionError(
        Problem(
            what="values cannot be drawn: Hypothesis is not installed",
            known="it comes with the extra 'fuzz'",
            remedy="pip install 'pytest-resourcegraph[fuzz]'",
        )
    ) from error

_MORE_ITEMS, _MORE_NAMES, _MORE_TEXT = 5, 3, 50  # so many more than the least there are usually
_MOST_ITEMS = 20  # at the end, unless the schema asks for more
_MOST_NUMBER = (1 << 31) - 1  # the end of a number that has none: what most programs can hold
_MOST_SENT = 1 << 16  # characters of JSON; what is inside itself may come out very large
_BYTES = 1 << 15  # what one value is drawn from: more than any body needs
_TRIES = 20
# Surrogates and zero bytes are what clients and servers refuse before anybody looks at them.
_LETTERS = st.characters(min_codepoint=32, max_codepoint=126) | st.characters(
    exclude_categories=["Cs", "Cn", "Co"], exclude_characters="\0"
)
_ANYTHING = st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=10)


def values(sampler: Sampler, schema: Mapping[str, object]) -> SearchStrategy[Any]:
    """A strategy for the values that a schema accepts in a request.

    What cannot be drawn is rejected, which Hypothesis reports as an unsatisfiable test.
    """
    node = sampler.canon.root(schema)
    drawn = _Strategies(sampler.generator).of(node)
    return drawn.filter(lambda value: sampler.accepts(schema, value))


def drawer(sampler: Sampler, schema: Mapping[str, object]) -> Callable[[str], tuple[object, ...]]:
    """Draws a value that a schema accepts, given a text: same text, same value; nothing where none was found.

    The bytes come from us and not from the library, which would draw others in another process: from what it finds in
    the modules that are loaded there.
    """
    found: list[object] = []

    def take(value: object) -> None:
        found.append(value)

    quiet = settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
    try:
        test: Any = quiet(given(values(sampler, schema))(take))
    except (Stuck, HypothesisException):
        return lambda _: ()

    def draw(seed: str) -> tuple[object, ...]:
        for number in range(_TRIES):
            found.clear()
            try:
                accepted = test.hypothesis.fuzz_one_input(Random(f"{seed} {number}").randbytes(_BYTES))
            except (Stuck, HypothesisException, RecursionError):
                return ()
            if accepted is not None and found and len(json.dumps(found[-1])) <= _MOST_SENT:
                return (found[-1],)
        return ()

    return draw


class _Strategies:
    """Translates schemas to strategies: one for each schema, so that a schema inside itself has an end."""

    def __init__(self, generator: Generator) -> None:
        self.generator = generator
        self._kept: dict[int, tuple[Node, SearchStrategy[Any]]] = {}

    def of(self, node: Node | bool) -> SearchStrategy[Any]:
        """The strategy of a schema, made when somebody draws from it."""
        if not isinstance(node, dict):
            return _ANYTHING if node else st.nothing()
        known = self._kept.get(id(node))
        if known is None:
            known = self._kept[id(node)] = (node, st.deferred(lambda: self._made(node)))
        return known[1]

    def _made(self, node: Node) -> SearchStrategy[Any]:
        try:
            shape = self.generator.shape(node)
        except Stuck:
            return st.nothing()
        if "enum" in shape.keywords or "const" in shape.keywords:
            stated = [value for value in shape.given if self.generator.accepts(node, value)]
            return st.sampled_from(stated) if stated else st.nothing()
        if shape.unions:
            found = st.one_of([self.of(branch) for branch in self.generator.branches(node)])
        else:
            found = st.one_of([self._of_type(name, shape) for name in shape.types])
        return found if shape.loose else found.filter(lambda value: self.generator.accepts(node, value))

    def _of_type(self, name: str, shape: Shape) -> SearchStrategy[Any]:
        match name:
            case "null":
                return st.none()
            case "boolean":
                return st.booleans()
            case "integer" | "number":
                return _numbers(shape.keywords, whole=name == "integer")
            case "string":
                return _texts(shape.keywords).filter(lambda text: _is_text(shape.keywords, text))
            case "array":
                return self._arrays(shape)
        return self._objects(shape)

    def _arrays(self, shape: Shape) -> SearchStrategy[list[Any]]:
        prefix = shape.keywords.get("prefixItems")
        if prefix:
            return st.tuples(*(self.of(part) for part in prefix)).map(list)
        least = max(shape.keywords.get("minItems", 0), shape.keywords.get("minContains", 0))
        most = min(shape.keywords.get("maxItems", least + _MORE_ITEMS), max(least, _MOST_ITEMS))
        if least > most:
            return st.nothing()
        items = self.of(shape.keywords.get("items", True))
        if not shape.keywords.get("uniqueItems"):
            usual = st.lists(items, min_size=least, max_size=min(most, least + _MORE_ITEMS))
            return _with_ends(_repeated(items, least), _repeated(items, most), usual)
        usual = st.lists(items, min_size=least, max_size=min(most, least + _MORE_ITEMS), unique_by=repr)
        many = st.lists(items, min_size=most, max_size=2 * most).map(lambda some: _different(some)[:most])
        few = st.lists(items, min_size=least, max_size=least, unique_by=repr)
        return _with_ends(few, many.filter(lambda some: len(some) >= least), usual)

    def _objects(self, shape: Shape) -> SearchStrategy[dict[str, Any]]:
        required = {name: self.of(property_node(shape, name)) for name in shape.required}
        optional = {
            name: self.of(node)
            for name, node in shape.properties.items()
            if name not in required and not is_read_only(self.generator, node)
        }
        least, most = shape.keywords.get("minProperties", 0), shape.keywords.get("maxProperties")
        fixed = _with_ends(
            st.fixed_dictionaries(required),
            # Which of them have no value is asked late: what is inside itself is not known before.
            st.deferred(lambda: st.fixed_dictionaries({**required, **_possible(optional)})),
            st.fixed_dictionaries(required, optional=optional),
        )
        additional = shape.keywords.get("additionalProperties")
        if isinstance(additional, dict):
            few = max(0, least - len(required))
            many = few + _MORE_NAMES if most is None else max(few, min(most, _MOST_ITEMS) - len(required))
            more = _named(self.of(additional), few, many)
            fixed = st.tuples(more, fixed).map(lambda both: {**both[0], **both[1]})
        return fixed.filter(lambda value: least <= len(value) and (most is None or len(value) <= most))


def _with_ends(least: SearchStrategy[Any], greatest: SearchStrategy[Any], usual: Any) -> SearchStrategy[Any]:
    """What is drawn lies at either end in one of five cases, and anywhere in the others."""
    return st.integers(0, 4).flatmap((least, greatest, usual, usual, usual).__getitem__)


def _numbers(keywords: Node, *, whole: bool) -> SearchStrategy[int | float]:
    if not whole and "multipleOf" not in keywords:
        return _floats(*float_ends(keywords))
    first, last, step = steps(keywords, whole=whole)
    far = (1 << 63) // step if whole else 1000
    low = first if first is not None else min(-far, last or 0)
    high = last if last is not None else max(far - 1, first or 0)
    if low > high:
        return st.nothing()
    most = _MOST_NUMBER // step
    least = low if first is not None else min(max(low, -most), high)
    greatest = high if last is not None else max(min(high, most), low)
    near = [count for count in (low, low + 1, high - 1, high, *range(-9, 100)) if low <= count <= high]
    counts = _with_ends(st.just(least), st.just(greatest), st.sampled_from(near) | st.integers(low, high))
    return counts.map(lambda count: plain(count * step))


def _floats(low: float | None, high: float | None) -> SearchStrategy[float]:
    if low is not None and high is not None and low > high:
        return st.nothing()
    least = low if low is not None else min(-float(_MOST_NUMBER), high or 0.0)
    greatest = high if high is not None else max(float(_MOST_NUMBER), low or 0.0)
    return _with_ends(st.just(least), st.just(greatest), st.floats(low, high, allow_nan=False, allow_infinity=False))


def _texts(keywords: Node) -> SearchStrategy[str | None]:
    least, most = lengths(keywords)
    if least > keywords.get("maxLength", least):
        return st.nothing()
    made = st.integers(0, 10_000).map(lambda n: _text(keywords, n))
    if "pattern" in keywords or "format" in keywords:
        shortest, longest = text_ends(keywords)
        usual = made
        if "pattern" in keywords:
            try:
                usual = st.from_regex(compiled(keywords["pattern"])) | made
            except Stuck:
                return st.nothing()
        ends = [st.sampled_from(end) if end else usual for end in (shortest, longest)]
        return _with_ends(ends[0], ends[1], usual)
    some = st.integers(least, min(most, least + _MORE_TEXT)).flatmap(_filled)
    if least <= _MORE_TEXT:
        some = st.text(_LETTERS, min_size=least, max_size=most)
    return _with_ends(_filled(least), _filled(most), some | made)


def _is_text(keywords: Node, text: str | None) -> bool:
    # Python's `$` stands before a last line end as well, and that of ECMA 262 does not.
    return text is not None and not text.endswith("\n") and fits(keywords, text)


def _filled(length: int) -> SearchStrategy[str]:
    """Texts of that length: a few letters again and again, which take few bytes to draw."""
    return st.text(_LETTERS, min_size=1, max_size=8).map(lambda some: (some * length)[:length])


def _repeated(items: SearchStrategy[Any], length: int) -> SearchStrategy[list[Any]]:
    """Lists of that length: a few items again and again."""
    some = st.lists(items, min_size=min(1, length), max_size=min(3, length))
    return some.map(lambda few: [few[index % len(few)] for index in range(length)])


def _different(items: list[Any]) -> list[Any]:
    return list({repr(item): item for item in items}.values())


def _named(values: SearchStrategy[Any], least: int, most: int) -> SearchStrategy[dict[str, Any]]:
    """Objects of so many properties with names of their own."""

    def of(few: int, many: int) -> SearchStrategy[dict[str, Any]]:
        return st.dictionaries(st.text("abcdefgh", min_size=1, max_size=6), values, min_size=few, max_size=many)

    return _with_ends(of(least, least), of(most, most), of(least, min(most, least + _MORE_NAMES)))


def _possible(properties: Mapping[str, SearchStrategy[Any]]) -> dict[str, SearchStrategy[Any]]:
    return {name: one for name, one in properties.items() if not one.is_empty}


def _text(keywords: Node, n: int) -> str | None:
    try:
        return next(texts(keywords, "", n), None)
    except Stuck:
        return None
