"""The files that a document may refer to: those that somebody has given. None is looked for elsewhere, or fetched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os.path import normpath, relpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ...errors import DefinitionError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Files, and folders that give all that is below them.

    ``document`` is the file in which references begin: they lead from its folder, or from a folder that is given.
    ``option`` is how more is given, as in ``--files=``, and ``here`` the folder from which its paths lead.
    """

    document: Path
    roots: tuple[Path, ...] = ()
    option: str = "--files="
    here: Path = Path()

    def path(self, name: str) -> Path | None:
        """The file of that name, as references have it; None where it is not given."""
        for wanted in _places(name):
            for root in self.roots:
                within = root.resolve()
                for found in (_file(self.document.parent / wanted), _file(root / wanted)):
                    if found is not None and (found == within or within in found.parents):
                        return found
        return None

    def is_document(self, name: str) -> bool:
        """Whether the name is that of the document itself."""
        return normpath(self.document.parent / unquote(name)) == normpath(self.document)

    @property
    def said(self) -> list[str]:
        """What was given, as it would be said."""
        return [relpath(root, self.here) for root in self.roots]

    def adding(self, name: str) -> str:
        """The path by which the file of a name would be given."""
        beside = _file(self.document.parent / unquote(name))
        return unquote(name) if beside is None else relpath(beside, self.here.resolve())


def given_paths(said: Sequence[str], *, document: Path, option: str, here: Path) -> Given:
    """The files and folders of those paths. Raises DefinitionError for one that is not there."""
    missing = [word for word in said if not _is_there(here / word)]
    if missing:
        raise DefinitionError(
            [
                Problem(
                    what=f"{option}{word} is no file and no folder",
                    known=f"looked in {here}",
                    remedy="give the files that the document refers to, with commas between, or the folder of them",
                )
                for word in missing
            ]
        )
    return Given(document=document, roots=tuple(here / word for word in said), option=option, here=here)


def _places(name: str) -> Iterator[str]:
    """Where a file of that name may be: one with an address is kept under its path, with or without its host."""
    if "://" not in name:
        yield unquote(name)
        return
    host, path = address_of(name)
    yield f"{host}/{path}"
    yield path


def address_of(name: str) -> tuple[str, str]:
    """The host and the path, without its first slash, of a name that is an address; empty where it is none."""
    try:
        address = urlsplit(name)
    except ValueError:
        return "", ""
    return address.netloc, unquote(address.path).lstrip("/")


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (ValueError, OSError):
        return False


def _file(path: Path) -> Path | None:
    """Where the file really is; None where there is none, or where no file can have such a name."""
    try:
        return path.resolve() if path.is_file() else None
    except (ValueError, OSError, RuntimeError):
        return None
