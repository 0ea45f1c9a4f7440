"""Who takes part: the command that searches, how what it found is read, and the files its user has to write."""

import ast
import importlib.util
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a contestant says is wrong, and the number of the request whose answer made it say so."""

    number: int
    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One search: in the service at ``url`` with ``bug`` on (none: the clean twin), for so many requests."""

    url: str
    bug: str
    seed: int
    budget: int
    folder: Path

    @property
    def findings(self) -> Path:
        """Where the contestant writes what it finds, as it finds it."""
        return self.folder / "findings.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A tool with its settings. ``needs`` are modules of it; ``most`` is the largest budget that it is given."""

    name: str
    needs: tuple[str, ...]
    files: tuple[Path, ...]
    command: Callable[[Task], Sequence[str]]
    environment: Callable[[Task], Mapping[str, str]]
    read: Callable[[str], Iterable[Finding]]
    most: int = 2000
    packages: tuple[str, ...] = field(default=())

    @property
    def lines(self) -> int:
        """The lines of code or settings that its user writes, without empty lines, comments and docstrings."""
        return sum(written_lines(file) for file in self.files)

    @property
    def versions(self) -> str:
        """What is installed of it, for the results."""
        return ", ".join(f"{package} {version(package)}" for package in self.packages)

    def missing(self) -> list[str]:
        """The modules it needs that are not installed here."""
        return [name for name in self.needs if importlib.util.find_spec(name) is None]


def written_lines(file: Path) -> int:
    """How many lines of the file say something."""
    text = file.read_text(encoding="utf-8")
    lines = dict(enumerate(map(str.strip, text.splitlines()), start=1))
    if file.suffix == ".py":
        for number in _docstring_lines(ast.parse(text)):
            lines[number] = ""
    return sum(1 for line in lines.values() if line and not line.startswith("#"))


def _docstring_lines(tree: ast.Module) -> Iterable[int]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield from range(first.lineno, (first.end_lineno or first.lineno) + 1)
