"""How the corpus is drawn and unpacked, on made-up trees; and that the real one is the one that was labelled."""

import hashlib
import io
import os
import tarfile

import pytest

from . import corpus as real
from .corpus import CorpusError, drawn, unpack


def tree(folder, names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", encoding="utf-8")
    return folder


def package(path, members):
    with tarfile.open(path, "w:gz") as archive:
        for name, kind in members:
            member = tarfile.TarInfo(name)
            member.type, member.size = kind, 2 if kind == tarfile.REGTYPE else 0
            member.linkname = "../../outside" if kind == tarfile.SYMTYPE else ""
            archive.addfile(member, io.BytesIO(b"{}"))
    return path


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


NAMES = [f"api/{letter}.com/{number}.json" for letter in "abcd" for number in range(5)]


def test_a_draw_does_not_depend_on_where_or_in_which_order_the_files_were_made(tmp_path):
    one = tree(tmp_path / "one", NAMES)
    other = tree(tmp_path / "other", reversed([*NAMES, "api/_index.js", "README.md"]))
    names = [path.relative_to(one).as_posix() for path in drawn(one, 7, 6)]
    assert [path.relative_to(other).as_posix() for path in drawn(other, 7, 6)] == names
    # As written down once: the same in every version of Python.
    assert names == [f"api/{name}.json" for name in ("c.com/0", "a.com/4", "c.com/2", "a.com/1", "a.com/2", "c.com/3")]


def test_what_a_broken_off_fetch_left_is_not_drawn(tmp_path):
    tree(tmp_path, [*NAMES, ".unpacking-x/api/a.com/0.json"])
    assert len(drawn(tmp_path, 7, 500)) == len(NAMES)


def test_another_seed_draws_others(tmp_path):
    assert drawn(tree(tmp_path, NAMES), 7, 6) != drawn(tmp_path, 8, 6)


def test_no_document_is_drawn_twice_and_there_are_no_more_than_all(tmp_path):
    tree(tmp_path, NAMES)
    assert len(set(drawn(tmp_path, 7, 20))) == 20
    assert len(drawn(tmp_path, 7, 500)) == 20


def test_small_ones_are_the_first_that_are_small(tmp_path, monkeypatch):
    monkeypatch.setenv("RESOURCEGRAPH_CORPUS", str(tree(tmp_path, NAMES)))
    large, *others = real.documents(seed=7, count=6)
    large.write_bytes(b" " * (real.SMALL_BYTES + 1))
    assert list(real.small(seed=7, count=3, among=6)) == others[:3]


def test_only_documents_are_unpacked(tmp_path):
    regular = tarfile.REGTYPE
    members = [
        ("package/api/a.com/one.json", regular),
        ("package/api/a.com/link.json", tarfile.SYMTYPE),
        ("package/api/_index.js", regular),
        ("package/package.json", regular),
        ("/package/api/two.json", regular),
    ]
    unpack(package(tmp_path / "x.tgz", members), tmp_path / "to")
    assert files(tmp_path / "to") == ["api/a.com/one.json"]


def test_a_name_that_leads_elsewhere_is_refused(tmp_path):
    packed = package(tmp_path / "x.tgz", [("package/api/../../../evil.json", tarfile.REGTYPE)])
    with pytest.raises(CorpusError, match="cannot be unpacked safely"):
        unpack(packed, tmp_path / "to" / "deep" / "er")
    assert files(tmp_path) == ["x.tgz"]


def test_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(real, "MOST_BYTES", 3)
    packed = package(tmp_path / "x.tgz", [(f"package/api/{number}.json", tarfile.REGTYPE) for number in range(2)])
    with pytest.raises(CorpusError, match="cannot be unpacked safely"):
        unpack(packed, tmp_path / "to")


def test_without_npm_it_says_so_in_three_lines(tmp_path, monkeypatch):
    monkeypatch.setenv("RESOURCEGRAPH_CORPUS", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CorpusError) as told:
        real.documents()
    what, known, remedy = str(told.value).splitlines()
    assert what.endswith(f"is not in {tmp_path} and cannot be fetched")
    assert known == "npm is not on the PATH"
    assert remedy.startswith("install npm")
    assert files(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for npm is a script of a POSIX shell")
@pytest.mark.parametrize(
    ("script", "known"),
    [
        ("echo 'npm error code ENOTFOUND' >&2; exit 1", "npm pack ended with 1: npm error code ENOTFOUND"),
        (f"echo no > {real.PACKAGE}-{real.VERSION}.tgz", "what npm pack gave has another digest: "),
    ],
)
def test_what_npm_could_not_give_is_told(tmp_path, monkeypatch, script, known):
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    npm.chmod(0o755)
    monkeypatch.setenv("RESOURCEGRAPH_CORPUS", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(npm.parent))
    with pytest.raises(CorpusError) as told:
        real.documents()
    assert str(told.value).splitlines()[1].startswith(known)
    assert files(tmp_path / "cache") == []


def test_the_real_corpus_is_whole(corpus):
    assert len(drawn(corpus, real.SEED, 2 * real.DOCUMENTS)) == real.DOCUMENTS


def test_the_real_draw_is_what_was_written_down(corpus):
    names = [path.relative_to(corpus).as_posix() for path in drawn(corpus, real.SEED, real.DRAWN)]
    assert hashlib.sha256("\n".join(names).encode()).hexdigest()[:16] == "2189c9a810436f22"


def test_the_real_draw_has_enough_small_ones(corpus):
    assert len(real.small()) == real.SMALL
