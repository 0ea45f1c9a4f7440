"""Values drawn by Hypothesis from the schemas of a document: the extra ``fuzz``. Import this file only when wanted.

The one file that knows the library; importing it without is a DefinitionError. The strategies are made from our own
translation of the schemas, so all dialects are one, and every drawn value was checked.
"""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from ....errors import DefinitionError, Problem
from .dialect import Node
from .generate import Generator
from .made import Stuck
from .matching import compiled
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

_MOST_ITEMS = 5
_MOST_TEXT = 50
_BYTES = 8192  # what one value is drawn from: more than any body needs
_TRIES = 20


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
            if accepted is not None and found:
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
            return self._anything() if node else st.nothing()
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
            case "integer":
                return self._integers(shape.keywords)
            case "number":
                return self._numbers(shape.keywords)
            case "string":
                return self._texts(shape.keywords)
            case "array":
                return self._arrays(shape)
        return self._objects(shape)

    def _anything(self) -> SearchStrategy[Any]:
        return st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=10)

    def _integers(self, keywords: Node) -> SearchStrategy[int]:
        low, high = _bounds(keywords)
        bits = {"int32": 31, "int64": 63}.get(keywords.get("format", ""))
        if bits:
            low = max(-(1 << bits), low if low is not None else -(1 << bits))
            high = min((1 << bits) - 1, high if high is not None else (1 << bits) - 1)
        step = keywords.get("multipleOf", 1)
        least = None if low is None else -int(-low // 1)
        most = None if high is None else int(high // 1)
        if least is not None and most is not None and least > most:
            return st.nothing()
        if isinstance(step, int) and step > 1:
            inner = st.integers(None if least is None else -(-least // step), None if most is None else most // step)
            return inner.map(lambda value: value * step)
        low, high = least if least is not None else -(1 << 63), most if most is not None else (1 << 63) - 1
        near = [value for value in (low, low + 1, high - 1, high, *range(-9, 100)) if low <= value <= high]
        return st.sampled_from(near) | st.integers(low, high) if low <= high else st.integers(least, most)

    def _numbers(self, keywords: Node) -> SearchStrategy[float]:
        low, high = _bounds(keywords)
        if low is not None and high is not None and low > high:
            return st.nothing()
        if "multipleOf" in keywords:
            step = keywords["multipleOf"]
            return st.integers(-1000, 1000).map(lambda value: value * step)
        return st.floats(
            None if low is None else float(low),
            None if high is None else float(high),
            allow_nan=False,
            allow_infinity=False,
        )

    def _texts(self, keywords: Node) -> SearchStrategy[str | None]:
        least, most = keywords.get("minLength", 0), keywords.get("maxLength")
        if most is not None and least > most:
            return st.nothing()
        made = st.integers(0, 10_000).map(lambda n: _text(keywords, n))
        if "pattern" in keywords:
            try:
                drawn: SearchStrategy[str | None] = st.from_regex(compiled(keywords["pattern"]))
            except Stuck:
                return st.nothing()
        elif "format" in keywords:
            drawn = made
        else:
            # Surrogates and zero bytes are what clients and servers refuse before anybody looks at them.
            letters = st.characters(min_codepoint=32, max_codepoint=126) | st.characters(
                exclude_categories=["Cs", "Cn", "Co"], exclude_characters="\0"
            )
            return st.text(letters, min_size=least, max_size=most if most is not None else least + _MOST_TEXT)
        # Python's `$` stands before a last line end as well, and that of ECMA 262 does not.
        return st.one_of(drawn, made).filter(
            lambda text: text is not None and not text.endswith("\n") and fits(keywords, text)
        )

    def _arrays(self, shape: Shape) -> SearchStrategy[list[Any]]:
        least = max(shape.keywords.get("minItems", 0), shape.keywords.get("minContains", 0))
        most = min(max(least, _MOST_ITEMS), shape.keywords.get("maxItems", _MOST_ITEMS))
        prefix = shape.keywords.get("prefixItems")
        if prefix:
            return st.tuples(*(self.of(part) for part in prefix)).map(list)
        if most == 0:
            return st.just([])
        items = self.of(shape.keywords.get("items", True))
        if least > most:
            return st.nothing()
        if shape.keywords.get("uniqueItems"):
            return st.lists(items, min_size=least, max_size=most, unique_by=repr)
        return st.lists(items, min_size=least, max_size=most)

    def _objects(self, shape: Shape) -> SearchStrategy[dict[str, Any]]:
        required = {name: self.of(property_node(shape, name)) for name in shape.required}
        optional = {
            name: self.of(node)
            for name, node in shape.properties.items()
            if name not in required and not is_read_only(self.generator, node)
        }
        fixed = st.fixed_dictionaries(required, optional=optional)
        additional = shape.keywords.get("additionalProperties", False)
        if not isinstance(additional, dict):
            return fixed
        more = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=6), self.of(additional), max_size=3)
        return st.tuples(more, fixed).map(lambda both: {**both[0], **both[1]})


def _bounds(keywords: Node) -> tuple[Any, Any]:
    lows = [keywords[key] for key in ("minimum", "exclusiveMinimum") if key in keywords]
    highs = [keywords[key] for key in ("maximum", "exclusiveMaximum") if key in keywords]
    return max(lows, default=None), min(highs, default=None)


def _text(keywords: Node, n: int) -> str | None:
    try:
        return next(texts(keywords, "", n), None)
    except Stuck:
        return None
