"""``resourcegraph explain`` and ``resourcegraph scaffold``: what they print and write, and their exit codes."""

import json
import subprocess
import sys

import pytest

from pytest_resourcegraph.cli.main import main
from pytest_resourcegraph.declare.overrides import read_overrides

from ..openapi.documents import answer, crud, text_of


@pytest.fixture
def document(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    paths = crud("/docs", "/docs/{id}")
    paths["/docs/{id}/send"] = {"post": {"operationId": "send_doc", "responses": answer()}}
    tmp_path.joinpath("openapi.json").write_text(text_of(paths), encoding="utf-8")
    return tmp_path / "openapi.json"


def test_explain_prints_evidence_and_confidence(document, capsys):
    assert main(["explain", "openapi.json"]) == 0
    out = capsys.readouterr().out
    assert "type doc  [0.95]" in out
    assert "because DELETE, GET" in out
    assert "send_doc" in out


def test_explain_of_some_operations(document, capsys):
    assert main(["explain", "openapi.json", "--exclude", "send_doc", "--safe"]) == 0
    out = capsys.readouterr().out
    assert "send_doc" not in out
    assert "destroy " not in out
    assert "create " in out


def test_scaffold_writes_both_files(document, capsys):
    assert main(["scaffold", "openapi.json"]) == 0
    assert sorted(path.name for path in document.parent.iterdir()) == [
        "conftest.py",
        "openapi.json",
        "resourcegraph.yaml",
    ]
    assert capsys.readouterr().out == "wrote resourcegraph.yaml\nwrote conftest.py\n"
    said = read_overrides(document.parent / "resourcegraph.yaml")
    assert [one.name for one in said.types] == ["doc"]
    assert next(one.said for one in said.actions if one.name == "send_doc") == {}
    assert ", doubtful=True)\ndef send_doc(" in document.parent.joinpath("conftest.py").read_text(encoding="utf-8")


def test_scaffold_overwrites_nothing(document, capsys):
    document.parent.joinpath("conftest.py").write_text("mine", encoding="utf-8")
    assert main(["scaffold", "openapi.json"]) == 1
    assert capsys.readouterr().err == (
        "conftest.py: there already\nnothing was written\nuse --force, or another folder with --out\n"
    )
    assert document.parent.joinpath("conftest.py").read_text(encoding="utf-8") == "mine"
    assert not document.parent.joinpath("resourcegraph.yaml").exists()
    assert main(["scaffold", "openapi.json", "--out", "deep/er"]) == 0
    assert document.parent.joinpath("deep", "er", "conftest.py").is_file()
    assert main(["scaffold", "openapi.json", "--force"]) == 0
    assert document.parent.joinpath("conftest.py").read_text(encoding="utf-8") != "mine"


def test_no_such_file(document, capsys):
    assert main(["explain", "other.json"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "there is no file other.json", f"looked in {document.parent}", "give the path of an OpenAPI document",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["{", "<html>", json.dumps({"swagger": "1.2", "paths": {}})])
def test_no_document(document, capsys, text):
    document.write_text(text, encoding="utf-8")
    assert main(["scaffold", "openapi.json"]) == 2
    assert "openapi.json" in capsys.readouterr().err
    assert [path.name for path in document.parent.iterdir()] == ["openapi.json"]


def test_a_filter_that_names_nothing(document, capsys):
    assert main(["explain", "openapi.json", "--include", "send_dog"]) == 2
    assert "did you mean 'send_doc'?" in capsys.readouterr().err


@pytest.mark.parametrize("said", ["parts/shape.yaml", "parts", "other, parts,"])
def test_files_to_which_the_document_refers(document, capsys, said):
    paths = crud("/docs", "/docs/{id}", {"$ref": "parts/shape.yaml"})
    document.write_text(text_of(paths), encoding="utf-8")
    for name, text in {"parts": "type: object\nproperties: {id: {}, colour: {}}\n", "other": "{}"}.items():
        document.parent.joinpath(name).mkdir()
        document.parent.joinpath(name, "shape.yaml").write_text(text, encoding="utf-8")
    assert main(["explain", "openapi.json"]) == 2
    assert capsys.readouterr().err.splitlines()[2].startswith("give it, or its folder, with --files=parts/shape.yaml, ")
    assert main(["explain", "--files", said, "openapi.json"]) == 0
    assert "type doc" in capsys.readouterr().out
    assert main(["scaffold", "openapi.json", f"--files={said}", "--out", "made"]) == 0


def test_files_that_are_not_there(document, capsys):
    assert main(["explain", "openapi.json", "--files=nowhere"]) == 2
    assert capsys.readouterr().err.splitlines()[0] == "--files=nowhere is no file and no folder"


@pytest.mark.parametrize("arguments", [[], ["explane", "x"], ["explain"], ["explain", "x", "--no-such"]])
def test_wrong_arguments(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: resourcegraph" in capsys.readouterr().err


def test_as_a_program(document):
    """It needs no pytest, and says so by not importing it."""
    code = (
        "import sys; from pytest_resourcegraph.cli.main import main; code = main(sys.argv[1:]); "
        "assert 'pytest' not in sys.modules; sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "explain", "openapi.json"], cwd=document.parent, timeout=60, capture_output=True
    )
    assert ran.returncode == 0, ran.stderr
    assert b"type doc" in ran.stdout
