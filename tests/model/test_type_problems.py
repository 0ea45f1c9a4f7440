"""What can be wrong with resource types."""

import pytest

from pytest_resourcegraph.model.origin import Origin
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.validate import problems


def told(*types):
    return [str(problem) for problem in problems({type_.name: type_ for type_ in types}, {}, {})]


def type_(name="item", **said):
    return ResourceType(name=name, origin=Origin("conftest.py", 3), **said)


def test_nothing():
    box = type_("box", references={"best": "item"})
    item = type_(
        parent="box", states=("new", "in use"), state_field="meta.state", initial="in use", key="slug",
        deleted_state="deleted", gone=frozenset({404, 200}), references={"twin": "item"},
    )  # fmt: skip
    assert told(box, item) == []


def test_types_that_are_not_declared():
    assert told(type_("box"), type_(parent="bx", references={"label": "tag"})) == [
        "conftest.py:3: resource type 'item' needs a parent type 'bx' that is not declared\n"
        "known types: box, item\n"
        "did you mean 'box'?",
        "conftest.py:3: resource type 'item' needs for its reference 'label' a type 'tag' that is not declared\n"
        "known types: box, item\n"
        "declare 'tag' or use one of these names",
    ]


def test_parents_that_go_round_are_told_once():
    below = type_("below", parent="a")
    assert told(below, type_("a", parent="b"), type_("b", parent="c"), type_("c", parent="a")) == [
        "conftest.py:3: resource type 'a' is its own ancestor: a -> b -> c -> a\n"
        "each is followed by its parent\n"
        "take parent= out of one of them"
    ]


def test_its_own_parent():
    assert told(type_("a", parent="a"))[0].splitlines()[0] == (
        "conftest.py:3: resource type 'a' is its own ancestor: a -> a"
    )


@pytest.mark.parametrize("name", ["api", "graph"])
def test_a_name_of_ours(name):
    assert told(type_(name)) == [
        f"conftest.py:3: resource type '{name}' has the name of a parameter that is ours\n"
        "names of ours: api, graph\n"
        "give it another name"
    ]


@pytest.mark.parametrize("name", ["api-key", "", "2nd", "a b", "class"])
def test_a_name_that_is_none(name):
    assert told(type_(name)) == [
        f"conftest.py:3: resource type '{name}' cannot be the name of a parameter\nuse letters, digits and underscores"
    ]


@pytest.mark.parametrize("state", ["", " new", "new, old", "new|old", "*", "a->b"])
def test_a_state_that_cannot_be_written(state):
    assert told(type_(states=(state,))) == [
        f"conftest.py:3: resource type 'item' has a state {state!r} that moves= cannot name\n"
        "use no blanks at its ends, ->, |, * or comma"
    ]


def test_a_state_twice():
    assert told(type_(states=("a", "b", "a"))) == [
        "conftest.py:3: resource type 'item' has the state 'a' twice\nstates: a, b, a"
    ]


def test_an_initial_state_that_is_none():
    assert told(type_(states=("draft", "sent"), initial="drft")) == [
        "conftest.py:3: resource type 'item' begins in 'drft', a state that it does not have\n"
        "known states of 'item': draft, sent\n"
        "did you mean 'draft'?"
    ]


def test_fields_that_belong_together():
    assert told(type_(state_field="state"), type_("other", deleted_state="deleted")) == [
        "conftest.py:3: resource type 'item' has state_field='state' but no states\n"
        "add states=(…), the state of a new one first",
        "conftest.py:3: resource type 'other' has deleted_state='deleted' but no state_field\n"
        "add state_field=, the field of the answer that shows it",
    ]


@pytest.mark.parametrize("keyword", ["id_field", "key", "state_field"])
@pytest.mark.parametrize("path", ["", "a.", "a..b"])
def test_a_path_that_names_no_field(keyword, path):
    assert told(type_(states=("a",), **{keyword: path})) == [
        f"conftest.py:3: resource type 'item' has {keyword}={path!r}, which names no field\n"
        "write 'name' or 'outer.name'"
    ]


@pytest.mark.parametrize("status", [0, 1000, "404"])
def test_what_is_no_status(status):
    assert told(type_(gone=frozenset({status}))) == [
        f"conftest.py:3: resource type 'item' is gone with {status!r}, which is no status\n"
        "give a number between 100 and 599"
    ]
