"""The resource type that an annotation names, found without evaluating anything."""

import ast
from collections.abc import Mapping

from ..model.resource import ResourceType as Value
from .types import ResourceType, TypeRef


def annotated_type(annotation: object, visible: Mapping[str, object]) -> TypeRef | None:
    """The type that an annotation names, None where it names none.

    ``target: folder`` and, for type checkers, ``target: Annotated[Resource, folder]``; both also as text, as under
    ``from __future__ import annotations``. A text that leads to no object is given back, because it may be the name of
    a type that is declared elsewhere.
    """
    if isinstance(annotation, str):
        return _named(annotation, visible)
    extras = getattr(annotation, "__metadata__", ())
    return next((part for part in (annotation, *extras) if isinstance(part, (ResourceType, Value))), None)


def _named(text: str, visible: Mapping[str, object]) -> TypeRef | None:
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return text
    candidates = list(tree.slice.elts) if _has_parts(tree) else [tree]  # type: ignore[attr-defined]
    objects = (_object(candidate, visible) for candidate in candidates)
    found = next((value for value in objects if isinstance(value, (ResourceType, Value))), None)
    if found is None and isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        return _named(tree.value, visible)
    return found or text


def _has_parts(tree: ast.expr) -> bool:
    return isinstance(tree, ast.Subscript) and isinstance(tree.slice, ast.Tuple)


def _object(tree: ast.expr, visible: Mapping[str, object]) -> object:
    """What a dotted name stands for; None for any other expression."""
    if isinstance(tree, ast.Name):
        return visible.get(tree.id)
    if isinstance(tree, ast.Attribute):
        return _held(_object(tree.value, visible)).get(tree.attr)
    return None


def _held(value: object) -> Mapping[str, object]:
    """The attributes that an object holds itself, so that looking at one runs no code."""
    return getattr(value, "__dict__", {})
