"""What an inner conftest.py declares takes the place of what an outer one declared, as fixtures do."""

from pytest_resourcegraph.declare.builder import Builder
from pytest_resourcegraph.declare.decorators import action, invariant
from pytest_resourcegraph.declare.types import ResourceType

box = ResourceType("box")


@action(creates=box)
def make_box(api): ...


@invariant
def boxes_are_boxes(api, box): ...


def build(*layers):
    builder = Builder()
    for number, declarations in enumerate(layers):
        if number:
            builder.layer()
        builder.extend(declarations)
    return builder.build()


def test_an_action_and_an_invariant_are_overridden():
    outer = make_box

    @action(name="make_box", creates=box)
    def inner(api, tmp_path): ...

    @invariant(name="boxes_are_boxes")
    def held(api, box): ...

    schema = build([box, outer, boxes_are_boxes], [inner, held])
    assert schema.actions["make_box"].call is inner.call
    assert schema.invariants["boxes_are_boxes"].call is held.call
    assert len(schema.actions) == len(schema.invariants) == 1


def test_an_overridden_action_keeps_its_place():
    @action
    def ping(api): ...

    @action(name="make_box", creates=box)
    def inner(api): ...

    assert list(build([box, make_box, ping], [inner]).actions) == ["make_box", "ping"]


def test_a_type_is_overridden_for_the_actions_of_the_outer_one_too():
    inner = ResourceType("box", states=("open",))
    schema = build([box, make_box], [inner])
    assert schema.types["box"].states == ("open",)
    assert schema.actions["make_box"].creates.state == "open"


def test_an_inner_one_uses_the_types_of_the_outer_one():
    @action(destroys=box)
    def drop_box(api, box): ...

    schema = build([box, make_box], [drop_box])
    assert schema.actions["drop_box"].destroys == ("box",)
    assert list(schema.types) == ["box"]


def test_three_deep():
    @action(name="make_box", creates=box)
    def middle(api): ...

    @action(name="make_box", creates=box)
    def inner(api): ...

    assert build([make_box], [middle], [inner]).actions["make_box"].call is inner.call
    assert build([make_box], [middle], []).actions["make_box"].call is middle.call
