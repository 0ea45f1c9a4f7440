"""Whether a schema accepts a value: the one file of this folder that knows ``jsonschema``.

Building a validator costs milliseconds, so one is kept for each schema.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any

from .canon import Canon
from .dialect import Node
from .format_rules import RULES, accepts
from .matching import find


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a schema has against a value, and where in the value."""

    at: tuple[str, ...]
    message: str


@dataclass(slots=True)
class Verifier:
    """Judges values by the translated schemas of one document.

    A format is a rule, as far as it is known, or (without ``formats``) a remark, as services answer it. With ``nulls``
    a null is of every type: OpenAPI 2.0 has no word for what may be null.
    """

    canon: Canon
    formats: bool = True
    nulls: bool = False
    _kept: dict[int, tuple[Node, Any]] = field(default_factory=dict)
    _tools: tuple[Any, Any, Any] | None = None

    def accepts(self, node: Node, value: object) -> bool:
        """Whether the value is valid."""
        return bool(self._validator(node).is_valid(value))

    def fault(self, node: Node, value: object) -> Fault | None:
        """The most telling thing that is wrong; None for a valid value. Raises Stuck as ``Canon.follow`` does."""
        from jsonschema.exceptions import best_match

        if self.accepts(node, value):
            return None
        error = best_match(self._validator(node).iter_errors(value))
        assert error is not None, "an invalid value has an error"
        message = error.message if len(error.message) <= _LONGEST else f"{error.message[:_LONGEST]}…"
        return Fault(at=tuple(map(str, error.absolute_path)), message=" ".join(message.split()))

    def _validator(self, node: Node) -> Any:
        known = self._kept.get(id(node))
        if known is None:
            known = self._kept[id(node)] = (node, self._build(node))
        return known[1]

    def _build(self, node: Node) -> Any:
        kind, registry, formats = self._tools or self._make_tools()
        return kind(node, registry=registry, format_checker=formats if self.formats else None)

    def _make_tools(self) -> tuple[Any, Any, Any]:
        """The class of the validators, which leads references to this document, with what it needs. Made once."""
        from jsonschema import validators
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        def retrieve(uri: str) -> Any:
            return DRAFT202012.create_resource(self.canon.follow(uri))

        def ref(validator: Any, value: str, instance: object, schema: object) -> Iterator[Any]:
            # Straight to the schema: the registry would copy itself at every turn. It is here for `unevaluated…`.
            yield from validator.descend(instance, self.canon.follow(value))

        kind, formats = _kind()
        extend: Any = validators.extend
        registry = Registry(retrieve=retrieve)  # type: ignore[call-arg]  # attrs, seen through an alias
        own: dict[str, Any] = {"$ref": ref}
        for name in ("type", "enum") if self.nulls else ():
            own[name] = _unless_null(kind.VALIDATORS[name])
        self._tools = (extend(kind, own), registry, formats)
        return self._tools


_LONGEST = 160


def _unless_null(rule: Any) -> Any:
    def judged(validator: Any, value: object, instance: object, schema: object) -> Iterator[Any]:
        if instance is not None:
            yield from rule(validator, value, instance, schema)

    return judged


@cache
def _kind() -> tuple[Any, Any]:
    """2020-12 with the regular expressions of ECMA 262, exact multiples, and our formats."""
    from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

    def pattern(validator: Any, value: str, instance: object, schema: object) -> Iterator[Any]:
        if isinstance(instance, str) and not find(value, instance):
            yield ValidationError(f"{instance!r} does not match {value!r}")

    def multiple_of(validator: Any, value: Any, instance: Any, schema: object) -> Iterator[Any]:
        # As written down: 19.99 is a multiple of 0.01, which binary fractions deny.
        if validator.is_type(instance, "number") and Fraction(str(instance)) % Fraction(str(value)):
            yield ValidationError(f"{instance!r} is not a multiple of {value}")

    formats = FormatChecker(formats=())
    for name in RULES:
        formats.checks(name)(lambda value, name=name: accepts(name, value))
    extend: Any = validators.extend  # it has no annotations
    return extend(Draft202012Validator, {"pattern": pattern, "multipleOf": multiple_of}), formats
