"""Files say what is in them, and the framework knows no word of any business."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .declared import declared_names
from .source import PACKAGE, ROOT, python_files, shown, tree

STRAY = frozenset(["common", "core", "helper", "helpers", "misc", "util", "utils"])
EMPTY_SUFFIXES = ("Manager", "Helper", "Helpers", "Util", "Utils", "Base", "Impl", "Data", "Info")
# Stays empty: rename the word in the example instead.
BUSINESS_NAMES_ALLOWED: frozenset[str] = frozenset()


def test_no_file_or_folder_has_a_name_that_says_nothing():
    files = python_files(PACKAGE, "tests", "examples", "benchmarks")
    parts = {(part, path) for path in files for part in path.relative_to(ROOT).with_suffix("").parts}
    assert sorted(shown(path) for part, path in parts if part.strip("_").lower() in STRAY) == []


def test_no_class_has_a_name_that_says_nothing():
    classes = [
        (node.name, f"{shown(path)}:{node.lineno}")
        for path in python_files(PACKAGE)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
    ]
    assert [(name, place) for name, place in classes if name.endswith(EMPTY_SUFFIXES)] == []


def test_no_business_name_in_the_framework():
    business = declared_names() - BUSINESS_NAMES_ALLOWED
    found = [
        f"{shown(path)}:{line}: {word!r}"
        for path in python_files(PACKAGE)
        for line, word in _words(path)
        if word.strip().casefold() in business
    ]
    assert found == []


def test_the_examples_declare_names():
    assert declared_names(), "no declaration under examples/: the test of business names would be empty"


def _words(path: Path) -> Iterator[tuple[int, str]]:
    """Each name of the file's path, identifier and whole string constant, with its line."""
    for part in path.relative_to(ROOT / PACKAGE).with_suffix("").parts:
        yield 1, part
    for node in ast.walk(tree(path)):
        for word in _words_of(node):
            yield getattr(node, "lineno", 1), word


def _words_of(node: ast.AST) -> Iterator[str]:
    """Every string that the node itself holds, whatever its field: name, attribute, alias, constant."""
    for _, value in ast.iter_fields(node):
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                yield from item.split(".") if isinstance(node, ast.alias | ast.ImportFrom) else [item]
