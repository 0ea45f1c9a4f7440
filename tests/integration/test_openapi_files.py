"""--resource-graph-openapi-files: what the document refers to in other files; only what is given is read."""

import json
import shlex

import pytest

from pytest_resourcegraph.declare.yaml_file import dump_yaml

from .cabinets import CABINET, FILE, document
from .publishing import asked
from .reading import section, sent

FILES = "--resource-graph-openapi-files"
NAMES = ("--collect-only", "-q")
QUICK = ("--resource-graph-observe=off", "--resource-graph-seed=7")


def _parted(value):
    """The same with the schemas of both types, and one path, in other files."""
    if value in (CABINET, FILE):
        return {"$ref": f"./parts/schemas.yaml#/{'Cabinet' if value == CABINET else 'File'}"}
    if isinstance(value, dict):
        return {key: _parted(part) for key, part in value.items()}
    return [_parted(part) for part in value] if isinstance(value, list) else value


@pytest.fixture
def parted(pytester):
    """The folder of a document in several files, `api`; gives the option that names it."""
    whole = _parted(document())
    paths = whole["paths"]
    paths["/files/{file_id}"], files = {"$ref": "parts/files.json#/one"}, {"one": paths["/files/{file_id}"]}
    folder = pytester.mkdir("api")
    folder.joinpath("parts").mkdir()
    folder.joinpath("openapi.json").write_text(json.dumps(whole), encoding="utf-8")
    folder.joinpath("parts", "schemas.yaml").write_text(dump_yaml({"Cabinet": CABINET, "File": FILE}), encoding="utf-8")
    text = json.dumps(files).replace("./parts/", "")
    folder.joinpath("parts", "files.json").write_text(text, encoding="utf-8")
    return "api/openapi.json"


def _names(result):
    return [line.partition("::")[2] for line in result.outlines if "openapi.json::" in line]


def _refused(result):
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    text = f"{result.stdout.str()}\n{result.stderr.str()}"
    assert "INTERNALERROR" not in text
    assert "Traceback" not in text
    assert text.count("ERROR: ") == 1
    return text.partition("ERROR: ")[2].strip().splitlines()


@pytest.mark.parametrize("given", ["api/parts", "api", "api/parts/schemas.yaml, api/parts/files.json"])
def test_it_is_the_same_as_in_one_file(pytester, published, planned_from, parted, given):
    url = published()
    whole = planned_from(url, *NAMES)
    planned = pytester.runpytest(*asked(url, parted), f"{FILES}={given}", *NAMES)
    assert _names(planned) == _names(whole) != []
    result = pytester.runpytest(*asked(url, parted), f"{FILES}={given}")
    assert result.ret == 0, result.stdout.str()
    assert section(result)[-1].strip().startswith("no findings; every action was")
    assert {"cabinets", "files"} <= {request["path"].split("/")[1] for request in sent(url)}


def test_a_finding_is_found_in_it(pytester, published, parted):
    """The schemas of the other file judge: an id is a number there."""
    result = pytester.runpytest(*asked(published("loose"), parted), f"{FILES}=api", *QUICK)
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*not of type 'integer'*"])


def test_without_it_the_message_is_what_to_do(pytester, published, parted):
    url = published()
    lines = _refused(pytester.runpytest(*asked(url, parted)))
    wanted = f"{FILES}=api/parts/files.json,api/parts/schemas.yaml"
    assert lines == [
        f"{pytester.path / parted}: it refers to 'parts/files.json', 'parts/schemas.yaml', which are not part of it",
        "files given: none",
        f"give them, or their folder, with {wanted}, or bundle the document into one; nothing is fetched",
    ]
    assert sent(url) == []
    assert pytester.runpytest(*asked(url, parted), wanted, *NAMES).ret == 0


@pytest.mark.parametrize("given", [(f"{FILES}=api/parts",), ()])
def test_workers_have_the_same(pytester, published, parted, given):
    url = published()
    result = pytester.runpytest_subprocess(*asked(url, parted), *given, *QUICK, "-n", "2")
    if not given:
        assert f"{FILES}=api/parts/files.json" in _refused(result)[2]
        return
    assert result.ret == 0, result.stdout.str()
    alone = pytester.runpytest(*asked(published(), parted), *given, *QUICK)
    assert result.parseoutcomes() == alone.parseoutcomes()


def test_bodies_are_drawn_from_it(pytester, published, parted):
    pytest.importorskip("hypothesis")
    result = pytester.runpytest(*asked(published(), parted), f"{FILES}=api", *QUICK, "--resource-graph-fuzz")
    assert result.ret == 0, result.stdout.str()


def test_the_ini_value(pytester, published, parted):
    pytester.makeini("[pytest]\nresourcegraph_openapi_files =\n    api/parts/files.json\n    api/parts/schemas.yaml\n")
    result = pytester.runpytest(*asked(published(), parted), *QUICK)
    assert result.ret == 0, result.stdout.str()
    result.stdout.fnmatch_lines(["*no findings*"])


@pytest.mark.parametrize("given", ["api", "parts"])
def test_a_document_that_is_no_file_refers_from_here_or_from_the_folder(
    pytester, published, parted, monkeypatch, given
):
    """An app has no folder, so that its references lead from where the run was started."""
    pytester.makepyfile(
        served="from pathlib import Path\nfrom json import loads\napp = loads(Path('d.json').read_text())"
    )
    pytester.path.joinpath(parted).rename(pytester.path / "d.json")
    monkeypatch.syspath_prepend(str(pytester.path))
    if given == "parts":
        pytester.path.joinpath("api", "parts").rename(pytester.path / "parts")
    result = pytester.runpytest(*asked(published(), "served:app"), f"{FILES}={given}", *QUICK)
    assert result.ret == 0, result.stdout.str()


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_a_file_that_is_not_there(pytester, published, parted, workers):
    url = published()
    lines = _refused(pytester.runpytest_subprocess(*asked(url, parted), f"{FILES}=api,api/part", *workers))
    assert lines == [
        f"{FILES}=api/part is no file and no folder",
        f"looked in {pytester.path}",
        "give the files that the document refers to, with commas between, or the folder of them",
    ]
    assert sent(url) == []


@pytest.mark.parametrize("text", [b"\xff\xfe", b"{", b"<p>", b"a: [", b"words", b""])
def test_a_file_that_cannot_be_read(pytester, published, parted, text):
    path = pytester.path / "api" / "parts" / "schemas.yaml"
    path.write_bytes(text)
    lines = _refused(pytester.runpytest(*asked(published(), parted), f"{FILES}=api"))
    assert lines[0].startswith(str(path))
    assert len(lines) == 3


@pytest.mark.parametrize("ini", [True, False])
def test_the_printed_command_shows_it_again(pytester, published, parted, ini):
    if ini:
        pytester.makeini(
            "[pytest]\nresourcegraph_openapi_files =\n    api/parts/files.json\n    api/parts/schemas.yaml\n"
        )
    given = () if ini else (f"{FILES}=api/parts/files.json, api/parts/schemas.yaml",)
    result = pytester.runpytest(*asked(published("loose"), parted), *given, *QUICK)
    command = next(line for line in result.outlines if "Again:" in line).partition("Again:  pytest ")[2]
    pytester.runpytest(*shlex.split(command)).assert_outcomes(failed=1)
