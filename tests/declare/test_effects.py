"""What an action does when it succeeds, from what was said of it."""

import pytest

from pytest_resourcegraph.declare.decorators import action
from pytest_resourcegraph.declare.types import ResourceType
from pytest_resourcegraph.model.effect import Create, Destroy, Link, Move, Update

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


@action(moves={document: ["draft -> final", "final -> old"]})
def ripen(api, document): ...


WAYS = (make_shelf, make_folder, make_document, ripen)


def effects_of(declared):
    return action_of(declared, *WAYS).effects


def create(**links):
    return (Create(type="document", parent="shelf", state="draft", links=tuple(links.items())),)


@pytest.mark.parametrize("said", [document, "document"])
def test_a_new_one_has_parent_and_state(said):
    @action(creates=said)
    def make(api, shelf): ...

    assert effects_of(make) == create()


def test_a_new_one_begins_in_its_initial_state():
    switch = ResourceType("switch", states=("off", "on"), initial="on")

    @action(creates=switch)
    def make(api): ...

    assert effects_of(make) == (Create(type="switch", state="on"),)


def test_the_parent_may_have_another_name():
    @action(creates=document)
    def make(api, where: shelf): ...  # type: ignore[valid-type]

    assert effects_of(make) == (Create(type="document", parent="where", state="draft"),)


def test_of_two_parents_the_one_named_after_its_type():
    @action(creates=document)
    def make(api, other: shelf, shelf): ...  # type: ignore[valid-type]

    assert effects_of(make) == create()


def test_two_parents_of_other_names():
    @action(creates=document)
    def make(api, one: shelf, other: shelf): ...  # type: ignore[valid-type]

    assert told_of(make, *WAYS) == [
        f"{make.origin}: action 'make' creates something below 'shelf', which several parameters are\n"
        "parameters of that type: one, other\n"
        "name the parameter, as in 'one'"
    ]


def test_a_parent_that_is_missing():
    @action(creates=document)
    def make(api): ...

    @action(creates=document)
    def write(api, shelv): ...

    assert told_of(make, write, *WAYS) == [
        f"{make.origin}: action 'make' creates 'document' but has no parameter for its parent 'shelf'\n"
        "known parameters: api\n"
        "add a parameter 'shelf'",
        f"{write.origin}: action 'write' creates 'document' but has no parameter for its parent 'shelf'\n"
        "known parameters: api, shelv\n"
        "did you mean 'shelf' by the parameter 'shelv'?",
    ]


def test_a_type_that_is_not_declared():
    @action(creates="documnt")
    def make(api, shelf): ...

    assert told_of(make, *WAYS) == [
        f"{make.origin}: action 'make' needs a resource type 'documnt' that is not declared\n"
        "known types: document, folder, shelf\n"
        "did you mean 'document'?"
    ]


@pytest.mark.parametrize(
    ("said", "moves"),
    [
        ("draft -> final", (("draft", "final"),)),
        ("draft | final -> old", (("draft", "old"), ("final", "old"))),
        ("* -> old", (("draft", "old"), ("final", "old"))),
        (["draft -> final", "* -> old"], (("draft", "final"), ("final", "old"))),
    ],
)
@pytest.mark.parametrize("key", [document, "document"])
def test_moves(key, said, moves):
    @action(moves={key: said})
    def move(api, document): ...

    assert effects_of(move) == (Move(role="document", moves=moves),)


def test_wrong_moves():
    @action(moves={document: "draft"})
    def one(api, document): ...

    @action(moves={document: ("draft -> final", "draft -> old")})
    def two(api, document): ...

    @action(moves={document: "drft -> final", folder: "a -> b", "shelf": "a -> b"})
    def three(api, document, folder): ...

    @action(moves="draft -> final")  # type: ignore[call-overload]
    def four(api, document): ...

    assert told_of(one, two, three, four, *WAYS) == [
        f"{one.origin}: action 'one' moves 'document' in no known way\n"
        "'draft' is not of the form 'pending -> ready' or 'draft | sent -> cancelled'",
        f"{two.origin}: action 'two' moves 'document' from 'draft' to both 'final' and 'old'\n"
        "declare two actions, or one of the two moves",
        f"{three.origin}: action 'three' moves 'document' from or to 'drft', a state that 'document' does not have\n"
        "known states of 'document': draft, final, old\n"
        "did you mean 'draft'?",
        f"{three.origin}: action 'three' moves 'folder' from or to 'a', a state that 'folder' does not have\n"
        "known states of 'folder': none\n"
        "declare 'a' or use one of these names",
        f"{three.origin}: action 'three' moves 'folder' from or to 'b', a state that 'folder' does not have\n"
        "known states of 'folder': none\n"
        "declare 'b' or use one of these names",
        f"{three.origin}: action 'three' moves 'shelf' but has no parameter for it\n"
        "known parameters: api, document, folder\n"
        "add a parameter 'shelf'",
        f"{four.origin}: action 'four' has moves='draft -> final', which is no mapping\n"
        "write moves={'parameter': 'from -> to'}",
    ]


@pytest.mark.parametrize("said", [document, "document", (document,), ["document"]])
def test_updates_and_destroys(said):
    @action(updates=said)
    def change(api, document): ...

    @action(destroys=said)
    def delete(api, document): ...

    assert effects_of(change) == (Update(role="document"),)
    assert effects_of(delete) == (Destroy(role="document"),)


def test_several_are_destroyed_after_all_else():
    @action(
        destroys=(folder, "document"),
        updates=[shelf],
        links={"document.folder": None},
        moves={document: "draft -> old"},
    )
    def end(api, shelf, folder, document): ...

    assert effects_of(end) == (
        Link(role="document", reference="folder", target=None),
        Update(role="shelf"),
        Move(role="document", moves=(("draft", "old"),)),
        Destroy(role="folder"),
        Destroy(role="document"),
    )


def test_a_parameter_goes_before_a_type():
    @action(destroys="folder", reads="other")
    def delete(api, folder: document, other: folder): ...  # type: ignore[valid-type]

    found = action_of(delete, *WAYS)
    assert found.effects == (Destroy(role="folder"),)
    assert found.reads == "other"
    assert found.role("folder").type == "document"


@pytest.mark.parametrize("said", [folder, "folder"])
def test_several_parameters_of_the_type(said):
    @action(reads=said)
    def compare(api, one: folder, other: folder): ...  # type: ignore[valid-type]

    @action(reads=said)
    def look(api, folder, other: folder): ...  # type: ignore[valid-type]

    assert told_of(compare, *WAYS) == [
        f"{compare.origin}: action 'compare' reads 'folder', which several parameters are\n"
        "parameters of that type: one, other\n"
        "name the parameter, as in 'one'"
    ]
    assert action_of(look, *WAYS).reads == "folder"


def test_no_parameter_for_what_is_read_updated_or_destroyed():
    @action(reads=document, updates="foldr", destroys=create_nothing)  # type: ignore[call-overload]
    def touch(api, folder): ...

    assert told_of(touch, *WAYS) == [
        f"{touch.origin}: action 'touch' updates 'foldr', which is neither a parameter nor a resource type\n"
        "known parameters: api, folder; known types: document, folder, shelf\n"
        "did you mean 'folder'?",
        f"{touch.origin}: action 'touch' destroys 'create_nothing', which is neither a parameter nor a resource type\n"
        "known parameters: api, folder; known types: document, folder, shelf\n"
        "name one of these",
        f"{touch.origin}: action 'touch' reads 'document' but has no parameter for it\n"
        "known parameters: api, folder\n"
        "add a parameter 'document'",
    ]


@action
def create_nothing(api): ...
