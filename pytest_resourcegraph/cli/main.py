"""``resourcegraph explain`` and ``resourcegraph scaffold``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ..declare.openapi.derivation import Derivation
from ..declare.openapi.derive import derive
from ..declare.openapi.explain import explain
from ..declare.openapi.filters import only, select, selection
from ..declare.openapi.given import given_paths
from ..declare.openapi.read import load_file
from ..declare.openapi.scaffold import scaffold
from ..errors import DefinitionError

CONFTEST, OVERRIDES = "conftest.py", "resourcegraph.yaml"
FILES = "the files to which the document refers, with commas between, or their folder"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit code: 0, 1 where files are in the way, or 2 for a document that cannot be read."""
    given = _parser().parse_args(arguments)
    try:
        derivation = _derived(given)
    except DefinitionError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if given.command == "explain":
        sys.stdout.write(f"{explain(derivation)}\n")
        return 0
    return _scaffold(derivation, Path(given.out), overwrite=given.force)


def _derived(given: argparse.Namespace) -> Derivation:
    path = Path(given.document)
    if not path.is_file():
        raise DefinitionError(f"there is no file {path}\nlooked in {Path.cwd()}\ngive the path of an OpenAPI document")
    said = [word.strip() for word in given.files.split(",") if word.strip()]
    files = given_paths(said, document=path, option="--files=", here=Path.cwd())
    document = load_file(path, given=files)
    chosen = select(
        document, include=selection(given.include), exclude=selection(given.exclude), destructive=not given.safe
    )
    return only(derive(document), chosen)


def _scaffold(derivation: Derivation, folder: Path, *, overwrite: bool) -> int:
    overrides, conftest = scaffold(derivation)
    texts = {folder / OVERRIDES: overrides, folder / CONFTEST: conftest}
    there = [path for path in texts if path.exists()]
    if there and not overwrite:
        names = ", ".join(str(path) for path in there)
        sys.stderr.write(f"{names}: there already\nnothing was written\nuse --force, or another folder with --out\n")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"wrote {path}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="resourcegraph", description="What an OpenAPI document shows.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    explaining = commands.add_parser("explain", help="print types, parents, actions and fields, each with its evidence")
    scaffolding = commands.add_parser("scaffold", help=f"write {OVERRIDES} and {CONFTEST} to begin with")
    for command in (explaining, scaffolding):
        command.add_argument("document", help="an OpenAPI document: JSON or YAML, 2.0, 3.0 or 3.1")
        command.add_argument("--files", metavar="PATHS", default="", help=FILES)
        for name, lead in (("--include", "only"), ("--exclude", "all but")):
            words = f"{lead} these operations: ids, GET, /paths/*, tag:name"
            command.add_argument(name, nargs="+", metavar="WHAT", default=(), help=words)
        command.add_argument("--safe", action="store_true", help="leave out what destroys")
    scaffolding.add_argument("--out", metavar="DIR", default=".", help="where the files are written (here)")
    scaffolding.add_argument("--force", action="store_true", help="overwrite files that are there")
    return parser


if __name__ == "__main__":
    sys.exit(main())
