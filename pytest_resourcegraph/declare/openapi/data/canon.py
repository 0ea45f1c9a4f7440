"""The schemas of a document as 2020-12, for requests: translated once, when somebody comes to them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ....errors import ResourceGraphError
from ..refs import last_name
from .dialect import Dialect, Node, plain_keywords
from .made import Stuck

Resolve = Callable[[Mapping[str, object]], Mapping[str, object]]
"""Follows the ``$ref`` of a mapping to what it names; raises LookupError, ValueError or an error of ours."""

KIND = "rg:kind"
"""In a node: the property that tells the kind of an object, and the name that this schema has there."""

_ONE = ("not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_NAMED = ("properties", "patternProperties", "dependentSchemas")
# What these hold is about the same value, so it shares its scope.
_SAME = frozenset(["allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is known around a schema.

    ``hidden`` are the read-only properties of the value, ``name`` is what the document calls it, and a ``branch`` is
    a part of another schema.
    """

    hidden: frozenset[str] = frozenset()
    name: str = ""
    branch: bool = False


@dataclass(slots=True)
class Canon:
    """Translates; a ``$ref`` becomes one of ours, which ``follow`` leads on, so that cycles cost nothing."""

    dialect: Dialect
    resolve: Resolve
    _roots: dict[int, tuple[object, Node]] = field(default_factory=dict)
    _targets: dict[str, tuple[Mapping[str, object], Scope]] = field(default_factory=dict)
    _names: dict[tuple[str, Scope], str] = field(default_factory=dict)
    _followed: dict[str, Node] = field(default_factory=dict)

    def root(self, schema: Mapping[str, object] | bool) -> Node:
        """The translation of a schema of the document; the same object for the same object."""
        known = self._roots.get(id(schema))
        if known is None:
            # The schema is kept, so that its id stays its own.
            known = self._roots[id(schema)] = (schema, _as_node(self._translate(schema, Scope())))
        return known[1]

    def follow(self, ref: str) -> Node:
        """What a reference in a translation names. Raises Stuck where the document does not have it."""
        node = self._followed.get(ref)
        if node is None:
            holder, scope = self._targets[ref]
            node = self._followed[ref] = _as_node(self._translate(self._target(holder), scope))
        return node

    def said(self, ref: str) -> str:
        """What the document calls that reference."""
        return str(self._targets[ref][0]["$ref"]) if ref in self._targets else ref

    def _target(self, holder: Mapping[str, object]) -> Mapping[str, object]:
        try:
            return self.resolve(holder)
        except (LookupError, ValueError, ResourceGraphError) as error:
            raise Stuck((), f"the reference {holder.get('$ref')!r} cannot be followed: {error}") from error

    def _translate(self, schema: object, scope: Scope) -> Node | bool:
        if isinstance(schema, bool):
            return schema
        if not isinstance(schema, Mapping):
            return {}
        if not isinstance(schema.get("$ref"), str):
            return self._keywords(schema, scope)
        node: Node = {"$ref": self._reference(schema, scope)}
        if self.dialect.siblings:
            rest = {key: value for key, value in schema.items() if key != "$ref"}
            return {**self._keywords(rest, scope), **node}
        # Documents of 3.0 write it here although the specification does not read it.
        return {**node, "readOnly": True} if schema.get("readOnly") is True else node

    def _reference(self, holder: Mapping[str, object], scope: Scope) -> str:
        ref = str(holder["$ref"])
        if not scope.branch:
            scope = replace(scope, name=last_name(ref))
        name = self._names.get((ref, scope))
        if name is None:
            name = self._names[ref, scope] = f"rg:{len(self._names)}"
            self._targets[name] = ({"$ref": ref}, scope)
        return name

    def _keywords(self, schema: Mapping[str, Any], scope: Scope) -> Node:
        if not scope.branch and isinstance(schema.get("x-ms-discriminator-value"), str):
            scope = replace(scope, name=schema["x-ms-discriminator-value"])
        scope = replace(scope, hidden=scope.hidden | frozenset(self._read_only(schema)))
        node = plain_keywords(schema, self.dialect)
        for key in _ONE:
            if key in schema and isinstance(schema[key], Mapping | bool):
                node[key] = self._translate(schema[key], _inner(scope, key))
        for key in _LISTS:
            if isinstance(schema.get(key), list) and schema[key]:
                node[key] = [self._translate(part, _inner(scope, key)) for part in schema[key]]
        for key in _NAMED:
            if isinstance(schema.get(key), Mapping):
                node[key] = {name: self._translate(part, _inner(scope, key)) for name, part in schema[key].items()}
        self._items(node, schema)
        self._required(node, schema, scope)
        if isinstance(schema.get("additionalProperties"), Mapping | bool):
            node["additionalProperties"] = self._translate(schema["additionalProperties"], Scope())
        self._discriminator(node, schema, scope)
        return node

    def _items(self, node: Node, schema: Mapping[str, Any]) -> None:
        items = schema.get("items")
        if isinstance(items, Mapping | bool):
            node["items"] = self._translate(items, Scope())
        elif isinstance(items, list):  # tuples, as Draft 4 had them
            node["prefixItems"] = [self._translate(part, Scope()) for part in items]

    def _required(self, node: Node, schema: Mapping[str, Any], scope: Scope) -> None:
        if isinstance(schema.get("required"), list):
            node["required"] = [name for name in schema["required"] if name not in scope.hidden]
        dependent = schema.get("dependentRequired")
        if isinstance(dependent, Mapping):
            node["dependentRequired"] = {
                name: [other for other in others if other not in scope.hidden] for name, others in dependent.items()
            }

    def _read_only(self, schema: Mapping[str, Any], seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """The names of the read-only properties of a schema and of all that it is composed of."""
        properties = schema.get("properties")
        for name, part in properties.items() if isinstance(properties, Mapping) else ():
            if self._is_read_only(part):
                yield name
        parts = schema.get("allOf")
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, Mapping) and str(part.get("$ref")) not in seen:
                yield from self._read_only(self._behind(part), seen | {str(part["$ref"])} if "$ref" in part else seen)

    def _is_read_only(self, schema: object, depth: int = 3) -> bool:
        if not isinstance(schema, Mapping) or not depth:
            return False
        if schema.get("readOnly") is True:
            return True
        parts = schema.get("allOf")
        if any(self._is_read_only(part, depth - 1) for part in (parts if isinstance(parts, list) else ())):
            return True
        return "$ref" in schema and self._is_read_only(self._behind(schema), depth - 1)

    def _behind(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """The schema that a reference names, else itself; empty where it cannot be followed."""
        if not isinstance(schema.get("$ref"), str):
            return schema
        try:
            return self._target(schema)
        except Stuck:
            return {}

    def _discriminator(self, node: Node, schema: Mapping[str, Any], scope: Scope) -> None:
        said = schema.get("discriminator")
        name = said.get("propertyName") if isinstance(said, Mapping) else said
        if not isinstance(name, str):
            return
        mapping = said.get("mapping") if isinstance(said, Mapping) else None
        mapping = {key: str(ref) for key, ref in mapping.items()} if isinstance(mapping, Mapping) else {}
        for key in ("oneOf", "anyOf"):
            if key in node:
                node[key] = [
                    self._of_kind(part, raw, name, mapping) for part, raw in zip(node[key], schema[key], strict=True)
                ]
                return
        if mapping and not scope.branch:
            inner = replace(scope, branch=True)
            node["anyOf"] = [
                _with_kind(
                    {"$ref": self._reference({"$ref": _full(ref)}, replace(inner, name=last_name(ref)))}, name, [key]
                )
                for key, ref in mapping.items()
            ]
        elif scope.name:
            node[KIND] = [name, next(iter(_keys(mapping, scope.name)), scope.name)]

    def _of_kind(self, node: Node | bool, raw: object, name: str, mapping: Mapping[str, str]) -> Node | bool:
        """An alternative, which the value of a property selects if the alternative itself does not contradict."""
        ref = raw.get("$ref") if isinstance(raw, Mapping) else None
        if not isinstance(ref, str) or not isinstance(raw, Mapping):
            return node
        keys = [key for key, target in mapping.items() if target in (ref, last_name(ref))] or [last_name(ref)]
        own = self._behind(raw).get("properties")
        stated = self._behind(own[name]) if isinstance(own, Mapping) and isinstance(own.get(name), Mapping) else {}
        enum = stated.get("enum", [stated["const"]] if "const" in stated else None)
        if isinstance(enum, list) and not set(keys) & {value for value in enum if isinstance(value, str)}:
            return node
        return _with_kind(node, name, keys)


def _with_kind(node: Node | bool, name: str, keys: list[str]) -> Node:
    return {"allOf": [node, {"properties": {name: {"enum": keys}}, "required": [name]}]}


def _keys(mapping: Mapping[str, str], name: str) -> list[str]:
    return [key for key, target in mapping.items() if last_name(target) == name]


def _full(ref: str) -> str:
    """A mapping may name a schema by its name alone."""
    return ref if "#" in ref or "/" in ref or last_name(ref) != ref else f"#/components/schemas/{ref}"


def _inner(scope: Scope, key: str) -> Scope:
    return replace(scope, branch=True) if key in _SAME else Scope()


def _as_node(translated: Node | bool) -> Node:
    if isinstance(translated, dict):
        return translated
    return {} if translated else {"not": {}}
