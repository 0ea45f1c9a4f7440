"""References into other files: those that are given are read, others refused by name, and none is fetched."""

from pathlib import Path
from typing import Any

import pytest

from pytest_resourcegraph.declare.openapi.data.dialect import Dialect
from pytest_resourcegraph.declare.openapi.data.made import Made
from pytest_resourcegraph.declare.openapi.data.sample import Sampler
from pytest_resourcegraph.declare.openapi.derive import derive
from pytest_resourcegraph.declare.openapi.document import Document
from pytest_resourcegraph.declare.openapi.given import given_paths
from pytest_resourcegraph.declare.openapi.read import load, load_file
from pytest_resourcegraph.errors import DefinitionError

from .documents import answer, crud, several, text_of


def _write(folder: Path, **texts: str) -> None:
    """Files by their names, in which two underscores stand for a slash."""
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _read(folder: Path, said: str, schema: dict[str, Any], **more: Any) -> Document:
    """A document in the folder `api` whose type has that schema, with those files."""
    path = folder / "api" / "openapi.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text_of(crud("/as", "/as/{id}", schema), **more), encoding="utf-8")
    return load_file(path, given=given_paths(said.split(), document=path, option="--files=", here=folder))


def _fields(read: Document) -> dict[str, Any]:
    """The fields of its type, without references."""
    (type_,) = derive(read).types
    found = read.refs.follow(type_.schema)["properties"]
    return {name: read.refs.follow(one) for name, one in found.items()}


def _told(folder: Path, said: str, schema: dict[str, Any]) -> list[str]:
    with pytest.raises(DefinitionError) as raised:
        _read(folder, said, schema)
    return str(raised.value).splitlines()


A = "type: object\nproperties: {id: {type: integer}, b: {$ref: 'b.yaml#/B'}}\n"


@pytest.mark.parametrize("said", ["api/a.yaml api/b.yaml", "api", "api/b.yaml ./api/a.yaml", ".", "./api/../api"])
def test_files_and_folders_that_are_given(tmp_path, said):
    _write(tmp_path, api__a=A, api__b="B: {$ref: '#/C'}\nC: {type: string}\n")
    assert _fields(_read(tmp_path, said, {"$ref": "./a.yaml"})) == {"id": {"type": "integer"}, "b": {"type": "string"}}


def test_a_folder_elsewhere_gives_what_is_named_from_there(tmp_path):
    """As for a document that was fetched."""
    _write(tmp_path, kept__parts__a=A, kept__parts__b="B: {type: string}")
    assert set(_fields(_read(tmp_path, "kept", {"$ref": "parts/a.yaml"}))) == {"id", "b"}
    assert set(_fields(_read(tmp_path, "kept", {"$ref": "https://x.test/parts/a.yaml"}))) == {"id", "b"}


def test_references_lead_up_round_and_back_to_the_document(tmp_path):
    _write(
        tmp_path, shared__deep__b="B: {$ref: '../../api/openapi.json#/components/schemas/B'}",
        api__a="type: object\nproperties: {id: {}, b: {$ref: '../shared/deep/b.yaml#/B'}, a: {$ref: 'a.yaml'}}",
    )  # fmt: skip
    read = _read(tmp_path, "api/a.yaml shared", {"$ref": "a.yaml"}, components={"schemas": {"B": {"type": "null"}}})
    fields = _fields(read)
    assert fields["b"] == {"type": "null"}
    assert set(fields["a"]["properties"]) == {"id", "b", "a"}
    assert not read.refs.dangling


def test_a_document_may_name_itself():
    paths = crud("/as", "/as/{id}", {"$ref": "openapi.json#/components/schemas/A"})
    schemas = {"A": {"type": "object", "properties": {"id": {}, "x": {}}}}
    assert set(_fields(load(text_of(paths, components={"schemas": schemas}), "openapi.json"))) == {"id", "x"}


def test_operations_of_other_files(tmp_path):
    _write(tmp_path, api__paths="as:\n  get: {operationId: look, responses: {'200': {description: ''}}}\n")
    path = tmp_path / "api" / "openapi.json"
    path.write_text(text_of({"/as": {"$ref": "paths.yaml#/as"}}), encoding="utf-8")
    read = load_file(path, given=given_paths(["api"], document=path, option="--files=", here=tmp_path))
    assert [one.name for one in read.operations] == ["look"]


def test_kinds_that_are_told_apart_in_another_file(tmp_path):
    """A discriminator names its schemas by references as well, and those lead from its own file."""
    _write(
        tmp_path, api__b="type: object\nrequired: [kind]\nproperties: {kind: {type: string}, b: {}}",
        api__a="X: {oneOf: [{$ref: 'b.yaml'}], discriminator: {propertyName: kind, mapping: {bee: ./b.yaml}}}",
    )  # fmt: skip
    read = _read(tmp_path, "api", {"type": "object", "properties": {"id": {}, "x": {"$ref": "a.yaml#/X"}}})
    made = Sampler(Dialect.OPENAPI_30, read.refs.follow).sample({"$ref": "a.yaml#/X"})
    assert isinstance(made, Made)
    assert made.value == {"kind": "bee"}


def test_names_of_whole_files_are_names_without_their_ending(tmp_path):
    _write(tmp_path, api__Box=A, api__b="B: {}")
    read = _read(tmp_path, "api", {"$ref": "Box.yaml"})
    assert read.refs.names({"$ref": "Box.yaml"}) == ("Box",)


def test_only_what_is_referred_to_is_read(tmp_path):
    _write(tmp_path, api__a=A, api__b="B: {}", api__broken="a: [")
    assert _fields(_read(tmp_path, "api", {"$ref": "a.yaml"}))


def test_one_value_in_many_places_stays_one(tmp_path):
    """Each line doubles what the line above says: copied out, it would not fit into any memory."""
    lines = ["l0: &l0 {type: string}", *(f"l{n}: &l{n} {{x: *l{n - 1}, y: *l{n - 1}}}" for n in range(1, 60))]
    _write(tmp_path, api__a="\n".join([*lines, A]), api__b="B: {}")
    assert _fields(_read(tmp_path, "api", {"$ref": "a.yaml"}))


def test_what_is_not_given_is_refused_with_what_to_do(tmp_path):
    _write(tmp_path, api__a=A)
    path = tmp_path / "api" / "openapi.json"
    assert _told(tmp_path, "", {"$ref": "./a.yaml"}) == [
        f"{path}: it refers to 'a.yaml', which is not part of it",
        "files given: none",
        "give it, or its folder, with --files=api/a.yaml, or bundle the document into one; nothing is fetched",
    ]
    assert _told(tmp_path, "api/a.yaml", {"$ref": "./a.yaml"}) == [
        f"{tmp_path / 'api' / 'a.yaml'}: it refers to 'b.yaml', which is not part of it",
        "files given: api/a.yaml",
        "give it, or its folder, with --files=api/a.yaml,b.yaml, or bundle the document into one; nothing is fetched",
    ]


def test_several_are_told_at_once_and_not_too_many():
    paths = {"/a": {"get": {"responses": answer(several({"oneOf": [{"$ref": f"f{n}.json"} for n in range(20)]}))}}}
    with pytest.raises(DefinitionError) as raised:
        load(text_of(paths), "openapi.json")
    lines = str(raised.value).splitlines()
    assert len(lines) == 3
    assert "'f0.json', 'f1.json'" in lines[0]
    assert "and 12 more, which are not part of it" in lines[0]


def test_what_has_an_address_is_never_fetched(tmp_path):
    lines = _told(tmp_path, "", {"$ref": "https://x.test/parts/a.json#/A"})
    assert "it refers to 'https://x.test/parts/a.json', which is not part of it" in lines[0]
    assert lines[2].startswith("keep a copy in a folder, as parts/a.json, and give the folder with --files=FOLDER, or")
    assert lines[2].endswith("nothing is fetched")


@pytest.mark.parametrize("name", ["http://[x", "http://h/[::1/../x", "://", "file:///etc/hostname"])
def test_odd_addresses_are_refused_by_name(tmp_path, name):
    assert f"it refers to '{name}', which is not part of it" in _told(tmp_path, "api", {"$ref": name})[0]


@pytest.mark.parametrize("name", ["../outside.yaml", "/etc/hostname", "%2e%2e/outside.yaml", "a\0b", "x" * 500, "sub"])
def test_nothing_is_read_but_what_is_given(tmp_path, name):
    _write(tmp_path, outside=A, api__sub__x=A)
    assert "which is not part of it" in _told(tmp_path, "api", {"$ref": name})[0]


def test_a_link_does_not_lead_out_of_a_folder(tmp_path):
    _write(tmp_path, outside=A.replace("b.yaml", "link.yaml"), api__a=A)
    (tmp_path / "api" / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    assert "'link.yaml', which is not part of it" in _told(tmp_path, "api", {"$ref": "link.yaml"})[0]
    assert set(_fields(_read(tmp_path, "outside.yaml", {"$ref": "link.yaml"}))) == {"id", "b"}


def test_what_is_given_has_to_be_there(tmp_path):
    (tmp_path / "api").mkdir()
    assert _told(tmp_path, f"api nowhere.yaml {'x' * 500}", {})[:3] == [
        "--files=nowhere.yaml is no file and no folder",
        f"looked in {tmp_path}",
        "give the files that the document refers to, with commas between, or the folder of them",
    ]


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe{", b"{", b"<html>", b"a: [", b"words", b"[1]", b"a: {x: &a [*a]}\nb: *b"]
)
def test_what_is_no_part_of_a_document(tmp_path, text):
    _write(tmp_path, api__a="")
    (tmp_path / "api" / "a.yaml").write_bytes(text)
    lines = _told(tmp_path, "api", {"$ref": "a.yaml"})
    assert len(lines) == 3
    assert lines[0].startswith(str(tmp_path / "api" / "a.yaml"))
    assert "OpenAPI" not in "".join(lines)


def test_a_part_that_is_nested_too_deeply(tmp_path):
    _write(tmp_path, api__a="")
    (tmp_path / "api" / "a.json").write_text('{"x":' * 600 + "1" + "}" * 600, encoding="utf-8")
    assert "nested" in _told(tmp_path, "api", {"$ref": "a.json"})[0]


def test_a_field_may_be_called_as_what_tells_kinds_apart(tmp_path):
    """Its reference is one like any other."""
    _write(
        tmp_path,
        api__sub__a="type: object\nproperties: {id: {type: integer}, discriminator: {$ref: 'kinds.yaml#/K'}}\n",
        api__sub__kinds="K: {type: string}\n",
    )  # fmt: skip
    assert _fields(_read(tmp_path, "api", {"$ref": "sub/a.yaml"}))["discriminator"] == {"type": "string"}


def test_a_document_that_leads_out_by_its_kinds_alone(tmp_path):
    _write(tmp_path, api__b="type: object\nrequired: [kind]\nproperties: {id: {}, kind: {type: string}, b: {}}")
    schema: dict[str, Any] = {
        "type": "object", "properties": {"id": {}, "kind": {"type": "string"}}, "required": ["kind"],
        "discriminator": {"propertyName": "kind", "mapping": {"bee": "./b.yaml"}},
    }  # fmt: skip
    assert "refers to 'b.yaml'" in _told(tmp_path, "", schema)[0]
    assert not _read(tmp_path, "api", schema).refs.dangling
