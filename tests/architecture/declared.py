"""The type, action and status names that the examples declare, read without running them."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from .source import ROOT, python_files, shown, tree

# The sections of a declaration file whose keys, or whose entries' `name`, are declared names.
SECTIONS = ("types", "resources", "resource_types", "actions")


def declared_names() -> set[str]:
    """All names declared under `examples/`, in lower case."""
    names = {name for path in python_files("examples") for name in names_in_python(tree(path), shown(path))}
    for path in sorted((ROOT / "examples").rglob("resourcegraph.y*ml")):
        names.update(names_in_yaml(path))
    return {name.casefold() for name in names}


def names_in_python(module: ast.Module, place: str) -> Iterator[str]:
    """The names in `ResourceType("name", states=…)` calls and under `@action` decorators."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=func) if _last_name(func) == "ResourceType":
                yield _resource_name(node, place)
                yield from _strings(_keyword(node, "states"))
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _action_names(node)


def names_in_yaml(path: Path) -> Iterator[str]:
    """The names in a declaration file; a file of another shape is an error, not an empty answer."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    sections = [content[section] for section in SECTIONS if section in content]
    assert sections, f"{shown(path)}: none of the sections {SECTIONS}: say here where its names stand"
    for section in sections:
        entries = section.items() if isinstance(section, dict) else [(entry["name"], entry) for entry in section]
        for name, entry in entries:
            yield str(name)
            yield from map(str, (entry or {}).get("states", ()))


def _resource_name(call: ast.Call, place: str) -> str:
    first: Any = call.args[0] if call.args else _keyword(call, "name")
    assert isinstance(first, ast.Constant), f"{place}:{call.lineno}: the name of this ResourceType is not a literal"
    return str(first.value)


def _action_names(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    for decorator in function.decorator_list:
        call = decorator if isinstance(decorator, ast.Call) else None
        if _last_name(call.func if call else decorator) == "action":
            yield function.name
            if call:
                yield from _strings(_keyword(call, "name"))
                yield from _states_of_moves(_strings(_keyword(call, "moves")))


def _states_of_moves(moves: Iterable[str]) -> Iterator[str]:
    """The states in strings like "draft, open -> closed"."""
    for move in moves:
        yield from re.findall(r"[\w-]*\w", move)


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _strings(node: ast.expr | None) -> Iterator[str]:
    for part in ast.walk(node) if node else ():
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
