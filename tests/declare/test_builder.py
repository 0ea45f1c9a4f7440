"""The builder: one door for declarations, one error for all that is wrong."""

import pytest

from pytest_resourcegraph.declare.action import ActionDeclaration
from pytest_resourcegraph.declare.builder import Builder
from pytest_resourcegraph.declare.decorators import action, invariant
from pytest_resourcegraph.declare.parameter import Parameter
from pytest_resourcegraph.declare.types import ResourceType
from pytest_resourcegraph.errors import DefinitionError
from pytest_resourcegraph.model.action import Role
from pytest_resourcegraph.model.effect import Create
from pytest_resourcegraph.model.origin import Origin
from pytest_resourcegraph.model.resource import ResourceType as Value
from pytest_resourcegraph.model.schema import Schema

from .building import schema_of, told_of

box = ResourceType("box")
item = ResourceType("item", parent=box, references={"label": ResourceType("tag")})


@action(creates=box)
def make_box(api): ...


@action(creates=item)
def make_item(api, box): ...


def test_nothing_declared():
    assert Builder().build() == Schema()


def test_in_the_order_in_which_they_were_added():
    schema = schema_of(item, make_item, box, make_box)
    assert list(schema.types) == ["item", "box", "tag"]
    assert list(schema.actions) == ["make_item", "make_box"]


def test_types_that_are_named_by_object_are_added_parents_first():
    assert list(schema_of(make_item, make_box).types) == ["box", "tag", "item"]


@pytest.mark.parametrize("keyword", ["requires", "moves", "links"])
def test_types_in_mappings_are_added(keyword):
    declared = action(**{keyword: {item: {}}})(lambda api: None)  # type: ignore[call-overload]
    builder = Builder()
    builder.add(declared)
    with pytest.raises(DefinitionError):
        builder.build()
    assert [type_.name for type_ in builder._layers[0].types] == ["box", "tag", "item"]


def test_the_same_object_counts_once():
    assert list(schema_of(make_box, box, make_box, box).actions) == ["make_box"]


def test_actors():
    builder = Builder()
    assert builder.build().actors == ("",)
    builder.actors(["alice", "bob"])
    assert builder.build().actors == ("alice", "bob")


@pytest.mark.parametrize(("said", "gone"), [([404, 423], {404, 423}), ((), {404, 410})])
def test_the_project_says_what_gone_means_where_a_type_does_not(said, gone):
    own = ResourceType("own", gone=403)
    builder = Builder(gone=said)
    builder.extend([box, own])
    assert [type_.gone for type_ in builder.build().types.values()] == [gone, {403}]


def test_what_is_no_declaration():
    with pytest.raises(TypeError) as caught:
        Builder().add("box")  # type: ignore[arg-type]
    kinds = "a ResourceType, an @action, an @invariant, a @sometimes or a @regression"
    assert str(caught.value) == f"'box' is not a declaration: {kinds}"


def test_declarations_need_no_python_function():
    """As a file of declarations would make them: a model's type, names in place of objects, parameters as data."""

    def call(**given): ...

    schema = schema_of(
        Value(name="box", origin=Origin("resourcegraph.yaml", 2)),
        Value(name="item", parent="box"),
        ActionDeclaration(name="make_box", call=call, given=(Parameter(name="api"),), creates="box"),
        ActionDeclaration(
            name="make_item",
            call=call,
            given=(Parameter(name="api"), Parameter(name="where", type="box", uses_parent=True)),
            creates="item",
        ),
    )
    made = schema.actions["make_item"]
    assert made.roles == (Role(name="where", type="box", uses_parent=True),)
    assert made.effects == (Create(type="item", parent="where"),)
    assert made.call is call


def test_two_of_one_name_show_both_places():
    again = ResourceType("box")

    @action(creates=box)
    def make_box(api): ...

    first = make_box

    @action(creates=box)  # type: ignore[no-redef]
    def make_box(api): ...

    @invariant
    def holds(api): ...

    held = holds

    @invariant  # type: ignore[no-redef]
    def holds(api): ...

    assert told_of(box, again, first, make_box, held, holds) == [
        f"{second.origin}: {noun} '{second.name}' is declared a second time\n"
        f"first declared at {earlier.origin}\n"
        "rename one of them; to override it, declare it in the conftest.py of a folder below"
        for noun, earlier, second in (
            ("resource type", box, again),
            ("action", first, make_box),
            ("invariant", held, holds),
        )
    ]


def test_every_problem_is_told_in_the_order_of_files_and_lines():
    lone = ResourceType("lone", parent="nobody")

    @action(reads="nothing", expects=7)
    def late(api): ...

    early = ResourceType("early", initial="here")
    other = ActionDeclaration(
        name="other", call=lambda: None, given=(), creates="nowhere", origin=Origin("/a/conftest.py", 100)
    )
    nowhere = ActionDeclaration(
        name="placeless", call=lambda: None, given=(), creates="nowhere", origin=Origin("/a/conftest.py", 20)
    )
    firsts = [text.splitlines()[0] for text in told_of(early, late, lone, other, nowhere)]
    assert firsts == [
        "/a/conftest.py:20: action 'placeless' needs a resource type 'nowhere' that is not declared",
        "/a/conftest.py:100: action 'other' needs a resource type 'nowhere' that is not declared",
        f"{lone.origin}: resource type 'lone' needs a parent type 'nobody' that is not declared",
        f"{late.origin}: action 'late' expects 7, which is no status",
        f"{late.origin}: action 'late' reads 'nothing', which is neither a parameter nor a resource type",
        f"{early.origin}: resource type 'early' begins in 'here', a state that it does not have",
    ]


def test_the_error_is_the_problems():
    declared = action(creates="bx")(lambda api: None)
    builder = Builder()
    builder.extend([declared, make_box])
    with pytest.raises(DefinitionError) as caught:
        builder.build()
    assert str(caught.value) == "\n\n".join(map(str, caught.value.problems))


def test_what_cannot_run_is_told_where_all_else_is_right():
    @action(reads=item)
    def get_item(api, item): ...

    @action(reads=item, expects=7)
    def read_item(api, item): ...

    assert told_of(get_item, make_box) == [
        f"{get_item.origin}: action 'get_item' can never run: nothing creates 'item'\n"
        "no other action is stopped by it\n"
        "declare the action that does, or take this one out"
    ]
    assert told_of(get_item, read_item, make_box) == [
        f"{read_item.origin}: action 'read_item' expects 7, which is no status\ngive a number between 100 and 599"
    ]


def test_parents_that_go_round():
    one = ResourceType("one", parent="two")
    two = ResourceType("two", parent=one)

    @action(creates=two, lists=two)
    def make_two(api, one): ...

    assert told_of(one, make_two, two) == [
        f"{one.origin}: resource type 'one' is its own ancestor: one -> two -> one\n"
        "each is followed by its parent\n"
        "take parent= out of one of them"
    ]


def test_types_that_refer_to_each_other_by_object():
    one = ResourceType("one")
    two = ResourceType("two", parent=one)
    one.references["favourite"] = two
    assert list(schema_of(action(creates=one, name="make")(lambda api: None)).types) == ["two", "one"]


def test_building_again_gives_an_equal_schema():
    builder = Builder()
    builder.extend([make_item, make_box])
    assert builder.build() == builder.build()
