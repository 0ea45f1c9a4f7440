"""@sometimes: what has to be true at least once."""

from typing import Any

import pytest

from pytest_resourcegraph.declare.decorators import action, sometimes
from pytest_resourcegraph.declare.types import ResourceType
from pytest_resourcegraph.model.action import Role
from pytest_resourcegraph.model.condition import Count

from .building import schema_of, told_of

box = ResourceType("box", states=("open", "shut"))
item = ResourceType("item", parent=box)


@action(creates=box)
def make_box(api): ...


@action(creates=item)
def make_item(api, box): ...


@action(moves={box: "open -> shut"})
def shut_box(api, box): ...


def test_it_names_resources_their_states_and_a_condition():
    @sometimes(requires={box: "shut"}, when=Count(type="item", under="box", at_least=2))
    def a_full_box_is_shut(box): ...

    asked = schema_of(make_box, make_item, shut_box, a_full_box_is_shut).sometimes["a_full_box_is_shut"]
    assert asked.roles == (Role(name="box", type="box", states=("shut",)),)
    assert asked.when == Count(type="item", under="box", at_least=2)
    assert (asked.effects, asked.injected) == ((), ())


def test_it_needs_no_parentheses_and_may_ask_the_graph():
    @sometimes
    def three_items(graph, box):
        return len(graph.children(box, item)) == 3

    asked = schema_of(make_box, make_item, shut_box, three_items).sometimes["three_items"]
    assert asked.injected == ("graph",)
    assert repr(three_items) == "<sometimes three_items>"


@pytest.mark.parametrize(
    ("parameter", "told"),
    [
        ("api, box", "asks for 'api', which it cannot have"),
        ("box, tmp_path", "asks for 'tmp_path', which it cannot have"),
        ("", "is about nothing: it names no resource"),
    ],
)
def test_what_it_cannot_have(parameter, told):
    namespace: dict[str, Any] = {"sometimes": sometimes}
    exec(f"@sometimes\ndef odd({parameter}): ...", namespace)
    (problem,) = told_of(make_box, make_item, shut_box, namespace["odd"])
    assert f"sometimes 'odd' {told}" in problem
    assert len(problem.splitlines()) == 3


def test_a_state_and_a_type_that_are_not_there():
    @sometimes(requires={box: "lost"}, when=Count(type="itm", at_least=1))
    def odd(box): ...

    told = told_of(make_box, make_item, shut_box, odd)
    assert len(told) == 2
    assert any("sometimes 'odd' requires 'box' in 'lost', a state that 'box' does not have" in one for one in told)
    assert any("did you mean 'item'?" in one for one in told)


def test_two_of_one_name():
    def twice(box): ...

    (problem,) = told_of(make_box, make_item, shut_box, sometimes(twice), sometimes(twice))
    assert "sometimes 'twice' is declared a second time" in problem


def test_an_unknown_keyword():
    with pytest.raises(TypeError, match="unexpected keyword argument 'require'"):
        sometimes(require={})  # type: ignore[call-overload]


def test_a_name_that_cover_cannot_take():
    def full(box): ...

    (problem,) = told_of(make_box, make_item, shut_box, sometimes(name="has-two")(full))
    assert "sometimes 'has-two' cannot be named in cover=" in problem
