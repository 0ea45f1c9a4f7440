"""What is written down: docstrings of what is public, the change log, and a short map of the house."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .source import PACKAGE, ROOT, package_modules, python_files, shown, tree

LONGEST_MAP = 60


def _public(
    path: Path,
) -> Iterator[tuple[str, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    """The module itself and its public classes and functions, each with its place."""
    yield f"{shown(path)}:1", tree(path)
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield f"{shown(path)}:{node.lineno}: {node.name}", node


def test_what_is_public_has_a_docstring():
    assert package_modules()
    private = [path for path in python_files(PACKAGE) if path.stem.startswith("_") and path.stem != "__init__"]
    files = [path for path in python_files(PACKAGE) if path not in private]
    assert [place for path in files for place, node in _public(path) if not ast.get_docstring(node)] == []


def test_the_change_log_has_a_place_for_the_next_entry():
    lines = ROOT.joinpath("CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    assert "## [Unreleased]" in lines


def test_the_map_of_the_architecture_is_short():
    lines = ROOT.joinpath("ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()
    assert 0 < len(lines) <= LONGEST_MAP
