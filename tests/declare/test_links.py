"""To what a resource refers: what an action says, and what the parameters of a create imply."""

import pytest

from pytest_resourcegraph.declare.decorators import action
from pytest_resourcegraph.declare.types import ResourceType
from pytest_resourcegraph.model.effect import Create, Link

from .building import action_of, told_of

shelf = ResourceType("shelf")
folder = ResourceType("folder", parent=shelf)
document = ResourceType(
    "document", parent=shelf, states=("draft", "final", "old"), references={"folder": folder, "source": "document"}
)


@action(creates=shelf)
def make_shelf(api): ...


@action(creates=folder)
def make_folder(api, shelf): ...


@action(creates=document)
def make_document(api, shelf): ...


WAYS = (make_shelf, make_folder, make_document)


def effects_of(declared):
    return action_of(declared, *WAYS).effects


def create(**links):
    return (Create(type="document", parent="shelf", state="draft", links=tuple(links.items())),)


def test_a_new_one_refers_to_the_parameter_named_after_the_reference():
    @action(creates=document)
    def make(api, shelf, folder, source: document): ...  # type: ignore[valid-type]

    assert effects_of(make) == create(folder="folder", source="source")


def test_a_new_one_refers_to_the_only_parameter_of_the_type():
    @action(creates=document)
    def copy(api, shelf, document): ...

    assert effects_of(copy) == create(source="document")


def test_of_several_it_has_to_be_said_which():
    @action(creates=document)
    def merge(api, shelf, document, other: document): ...  # type: ignore[valid-type]

    (problem,) = told_of(merge, *WAYS)
    assert problem.splitlines()[0].endswith(
        "makes something that refers to a document as 'source', and does not say which parameter that is"
    )
    assert problem.splitlines()[1] == "parameters of that type: document, other"


@pytest.mark.parametrize(("to", "links"), [(None, ()), ("other", (("place", "other"),))])
def test_or_that_it_is_none_of_them(to, links):
    match = ResourceType("match", references={"place": folder})

    @action(creates=match, links={"match.place": to})
    def begin(api, folder, other: folder): ...  # type: ignore[valid-type]

    assert action_of(begin, *WAYS).effects == (Create(type="match", links=links),)


def test_the_ending_of_an_id_is_no_part_of_the_name():
    match = ResourceType("match", references={"home_id": folder, "awayId": folder})

    @action(creates=match)
    def begin(api, home: folder, away: folder): ...  # type: ignore[valid-type]

    (made,) = action_of(begin, *WAYS).effects
    assert made == Create(type="match", links=(("home_id", "home"), ("awayId", "away")))


def test_a_parent_is_no_reference():
    line = ResourceType("line", parent=folder, references={"other": folder})

    @action(creates=line)
    def draw(api, folder): ...

    @action(creates=line)
    def join(api, folder, target: folder): ...  # type: ignore[valid-type]

    assert effects_of(draw) == (Create(type="line", parent="folder"),)
    assert effects_of(join) == (Create(type="line", parent="folder", links=(("other", "target"),)),)


def test_links_that_are_said_of_a_new_one():
    @action(creates=document, links={document: {"source": None, "folder": "target"}})
    def make(api, shelf, target: folder): ...  # type: ignore[valid-type]

    assert effects_of(make) == create(folder="target")


@pytest.mark.parametrize(
    "said",
    [
        {"document.folder": "target"},
        {document: {"folder": "target"}},
        {"document": {"folder": folder}},
        {"document.folder": folder},
    ],
)
def test_a_link(said):
    @action(links=said)
    def put(api, document, target: folder): ...  # type: ignore[valid-type]

    assert effects_of(put) == (Link(role="document", reference="folder", target="target"),)


@pytest.mark.parametrize("said", [{"document.folder": None}, {document: {"folder": None}}])
def test_a_link_to_nothing(said):
    @action(links=said)
    def take_out(api, document): ...

    assert effects_of(take_out) == (Link(role="document", reference="folder", target=None),)


def test_wrong_links():
    @action(links={document: "target", "document.foldr": "target", "document.folder": "shelf", "doc.folder": "target"})
    def put(api, document, target: folder, shelf): ...  # type: ignore[valid-type]

    @action(links={"document.folder": "targt"})
    def take(api, document, target: folder): ...  # type: ignore[valid-type]

    assert told_of(put, take, *WAYS) == [
        f"{put.origin}: action 'put' links 'document' without saying which reference\n"
        "write links={'parameter.reference': 'target'}",
        f"{put.origin}: action 'put' links 'foldr', a reference that 'document' does not have\n"
        "known references of 'document': folder, source\n"
        "did you mean 'folder'?",
        f"{put.origin}: action 'put' links 'folder' of 'document' to 'shelf', which is of type 'shelf'\n"
        "'folder' refers to type 'folder'",
        f"{put.origin}: action 'put' links 'doc', which is neither a parameter nor a resource type\n"
        "known parameters: api, document, target, shelf; known types: document, folder, shelf\n"
        "did you mean 'document'?",
        f"{take.origin}: action 'take' links 'folder' to 'targt', which is neither a parameter nor a resource type\n"
        "known parameters: api, document, target; known types: document, folder, shelf\n"
        "did you mean 'target'?",
    ]
