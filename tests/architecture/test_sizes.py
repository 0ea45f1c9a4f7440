"""Files and functions stay small enough to be read at once."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from .source import PACKAGE, python_files, shown, tree

LONGEST_FILE = 300
# path: the reason why this file is easier to read in one piece.
LONGER_FILES: dict[str, str] = {
    "benchmarks/peers/machine.py": "what a user of the peer writes, in one file as they would; its lines are counted",
    "pytest_resourcegraph/engine/execution.py": "the one runner: what becomes of a step is followed from top to bottom",
}

USUAL_FUNCTION = 30
LONGEST_FUNCTION = 60


class Size(NamedTuple):
    lines: int
    place: str


def _file_sizes() -> dict[str, int]:
    files = python_files(PACKAGE, "tests", "examples", "benchmarks")
    return {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}


def _functions() -> Iterator[Size]:
    """Every function of the package with its lines, docstring and comments included."""
    for path in python_files(PACKAGE):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                yield Size(lines, f"{shown(path)}:{node.lineno}: {node.name}")


def test_files_over_300_lines_have_a_reason():
    long = {path: lines for path, lines in _file_sizes().items() if lines > LONGEST_FILE}
    assert {path: lines for path, lines in long.items() if path not in LONGER_FILES} == {}


def test_reasons_for_long_files_are_still_needed():
    sizes = _file_sizes()
    assert [path for path in LONGER_FILES if sizes.get(path, 0) <= LONGEST_FILE] == []
    assert [path for path, reason in LONGER_FILES.items() if not reason.strip()] == []


def test_nine_functions_in_ten_fit_in_30_lines():
    functions = list(_functions())
    long = sorted((size for size in functions if size.lines > USUAL_FUNCTION), reverse=True)
    assert len(long) * 10 <= len(functions), f"{len(long)} of {len(functions)} are longer: {long}"


def test_no_function_is_longer_than_60_lines():
    assert [size for size in _functions() if size.lines > LONGEST_FUNCTION] == []
