"""The source text as the architecture tests read it: files, syntax trees and what they import."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "pytest_resourcegraph"
# What an interpreter must not have loaded before somebody asks for a resource graph.
HEAVY = frozenset(
    [
        *("fastapi", "uvicorn", "hypothesis", "http.client", "sqlite3"),
        *("requests", "urllib3", "jsonschema", "referencing", "rpds", "yaml"),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One imported module, by its absolute dotted name, and where the import stands."""

    module: str
    path: Path
    line: int

    @property
    def top(self) -> str:
        return self.module.partition(".")[0]

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}: imports {self.module}"


def python_files(*folders: str) -> list[Path]:
    """All Python files below those folders of the checkout; a folder that is not there has none."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def shown(path: Path) -> str:
    """The path as messages show it: relative to the checkout, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def module_name(path: Path) -> str:
    """The dotted name of a file of the checkout: `pkg/graph/__init__.py` is `pkg.graph`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_modules() -> list[str]:
    """The dotted names of all modules of the package."""
    return [module_name(path) for path in python_files(PACKAGE)]


def imports(path: Path) -> Iterator[Import]:
    """What a file imports anywhere: on top, inside functions, under TYPE_CHECKING, by a constant name."""
    for node in ast.walk(tree(path)):
        for module in _imported_modules(node, path):
            yield Import(module=module, path=path, line=getattr(node, "lineno", 0))


def dynamic_imports(path: Path) -> Iterator[Import]:
    """The imports of a file that are calls, `import_module("name")`, which no import contract sees."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            for module in _imported_modules(node, path):
                yield Import(module=module, path=path, line=node.lineno)


def python(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The finished run of a fresh interpreter that finds the package in this checkout."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd or ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _imported_modules(node: ast.AST, path: Path) -> list[str]:
    match node:
        case ast.Import():
            return [alias.name for alias in node.names]
        case ast.ImportFrom(level=0, module=str(module)):
            return [module]
        case ast.ImportFrom(level=level):
            return [_absolute(node.module, level, path)]
        case ast.Call(
            func=ast.Name(id="__import__" | "import_module" | "importorskip")
            | ast.Attribute(attr="import_module" | "importorskip"),
            args=[ast.Constant(value=str(module)), *_],
        ):
            return [module]
    return []


def _absolute(module: str | None, level: int, path: Path) -> str:
    """What `from ..module import x` means in that file."""
    folder = path.relative_to(ROOT).parent.parts
    base = folder[: len(folder) - level + 1]
    return ".".join([*base, module] if module else base)
