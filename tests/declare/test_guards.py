"""``when=``: conditions with declared types in them, and functions."""

# The conditions are annotated as the model holds them; the builder takes types, single states and lists as well.
# mypy: disable-error-code="arg-type"

import pytest

from pytest_resourcegraph.declare.decorators import action
from pytest_resourcegraph.declare.types import ResourceType
from pytest_resourcegraph.model.condition import AllOf, AnyOf, Count, FieldIs, InState, Not, Predicate

from .building import action_of, told_of

box = ResourceType("box", states=("open", "shut"))
item = ResourceType("item", parent=box, states=("new", "used"))


@action(creates=box)
def make_box(api): ...


@action(moves={box: "open -> shut"})
def shut(api, box): ...


def guarded(condition):
    @action(creates=item, when=condition)
    def make_item(api, box): ...

    return make_item


@pytest.mark.parametrize(
    ("said", "made"),
    [
        (InState(box, "open"), InState("box", ("open",))),
        (InState("box", ["open", "shut"]), InState("box", ("open", "shut"))),
        (FieldIs(box, "size", 3), FieldIs("box", "size", 3)),
        (Count(type=item, under=box, at_most=2), Count(type="item", under="box", at_most=2)),
        (Count(type="item", state="new", at_least=1), Count(type="item", state="new", at_least=1)),
        (Not(InState(box, "shut")), Not(InState("box", ("shut",)))),
        (
            AllOf([InState(box, "open"), AnyOf([Count(type=item)])]),
            AllOf((InState("box", ("open",)), AnyOf((Count(type="item"),)))),
        ),
    ],
)
def test_types_become_names(said, made):
    assert action_of(guarded(said), make_box).when == made


def test_a_function_becomes_a_predicate():
    def few(graph, roles):
        return len(graph.children(roles["box"])) < 3

    assert action_of(guarded(few), make_box).when == Predicate(few)
    assert action_of(guarded(Predicate(few)), make_box).when == Predicate(few)


def test_a_type_that_only_a_condition_names_is_known():
    other = ResourceType("other")
    assert action_of(guarded(Not(AllOf((Count(type=other, at_least=1),)))), make_box).when is not None


def test_what_is_no_condition():
    declared = guarded("box is open")
    assert told_of(declared, make_box) == [
        f"{declared.origin}: action 'make_item' has a condition that is none: 'box is open'\n"
        "known conditions: AllOf, AnyOf, Count, FieldIs, InState, Not\n"
        "use one of them, or a function of (graph, roles)"
    ]


def test_conditions_on_what_is_not_there():
    declared = guarded(
        AllOf(
            (
                InState("bx", "open"),
                InState(box, "opn"),
                Not(FieldIs(item, "size", 3)),
                AnyOf((Count(type="itm"), Count(type=item, state="nw", under="bx"))),
                Count(type=item, at_least=3, at_most=2),
            )
        )
    )
    start = f"{declared.origin}: action 'make_item'"
    neither = "which is neither a parameter nor a resource type\nknown parameters: api, box; known types: box, item"
    assert told_of(declared, make_box, shut) == [
        f"{start} has a condition on 'bx', {neither}\ndid you mean 'box'?",
        f"{start} has a condition on the state 'opn', a state that 'box' does not have\n"
        "known states of 'box': open, shut\n"
        "did you mean 'open'?",
        f"{start} has a condition on 'item' but has no parameter for it\n"
        "known parameters: api, box\n"
        "add a parameter 'item'",
        f"{start} needs a resource type 'itm' that is not declared\nknown types: box, item\ndid you mean 'item'?",
        f"{start} counts those in the state 'nw', a state that 'item' does not have\n"
        "known states of 'item': new, used\n"
        "did you mean 'new'?",
        f"{start} counts under 'bx', {neither}\ndid you mean 'box'?",
        f"{start} counts at least 3 and at most 2: never both",
    ]
