"""@action and @invariant."""

import functools
import inspect
import sys

import pytest

from pytest_resourcegraph.declare.declaration import NAMESPACE
from pytest_resourcegraph.declare.decorators import action, invariant
from pytest_resourcegraph.declare.types import ResourceType
from pytest_resourcegraph.errors import DefinitionError
from pytest_resourcegraph.model.origin import Origin

from .building import action_of, schema_of, told_of

box = ResourceType("box")


@action(creates=box)
def create_box(api, size="small"):
    """Makes a box."""
    return (api, size)


def test_what_is_declared_can_be_called_as_before():
    assert create_box("api", size="big") == ("api", "big")


def test_it_looks_like_the_function():
    assert create_box.name == vars(create_box)["__name__"] == "create_box"
    assert create_box.__doc__ == "Makes a box."
    assert create_box.__module__ == __name__
    assert inspect.unwrap(create_box) is create_box.call
    assert list(inspect.signature(create_box).parameters) == ["api", "size"]
    assert repr(create_box) == "<action create_box>"


def test_the_schema_calls_the_function_itself():
    assert action_of(create_box).call is create_box.call


def test_without_arguments_it_is_a_call_without_effect():
    @action
    def ping(api): ...

    found = action_of(ping)
    assert (found.effects, found.reads, found.lists, found.observes) == ((), None, None, False)


def test_another_name_can_be_given():
    @action(name="make_box", creates=box)
    def function(api): ...

    @invariant(name="boxes_are_boxes")
    def other(api, box): ...

    schema = schema_of(function, other)
    assert list(schema.actions) == ["make_box"]
    assert list(schema.invariants) == ["boxes_are_boxes"]


def test_costs_touches_and_statuses():
    @action(creates=box, cost=3, touches="quota", expects=201)
    def one(api): ...

    @action(creates=box, touches=("quota", "cache"), expects=(200, 202))
    def several(api): ...

    schema = schema_of(one, several)
    assert [(a.cost, a.touches, a.expects) for a in schema.actions.values()] == [
        (3, frozenset({"quota"}), frozenset({201})),
        (1, frozenset({"quota", "cache"}), frozenset({200, 202})),
    ]


def test_the_first_line_counts_the_decorators():
    code = inspect.unwrap(create_box).__code__
    assert (create_box.origin.file, create_box.origin.line) == (__file__, code.co_firstlineno)


def test_a_function_below_other_decorators_is_found():
    def logged(function):
        @functools.wraps(function)
        def wrapper(**given):
            return function(**given)

        return wrapper

    @action(reads=box)
    @logged
    def get_box(api, box):
        return box.parent

    found = action_of(get_box, create_box)
    assert [role.name for role in found.roles] == ["box"]
    assert found.roles[0].uses_parent
    assert found.origin.file == __file__


def test_declarations_stay_in_their_module():
    assert create_box in globals()[NAMESPACE]


@pytest.mark.parametrize("decorate", [action, action()])
def test_only_a_function_can_be_an_action(decorate):
    line = sys._getframe().f_lineno + 2
    with pytest.raises(DefinitionError) as caught:
        decorate(box)
    assert str(caught.value) == (
        f"{Origin(__file__, line)}: @action takes a function, not ResourceType('box')\n"
        "its arguments have names: creates=, reads=, …\n"
        "write '@action(creates=…)' above the function"
    )


def test_only_a_function_can_be_an_invariant():
    line = sys._getframe().f_lineno + 2
    with pytest.raises(DefinitionError) as caught:
        invariant(create_box)
    assert str(caught.value) == (
        f"{Origin(__file__, line)}: @invariant takes a function, not <action create_box>\n"
        "its arguments have names: name="
    )


@pytest.mark.parametrize("keyword", ["create", "call", "given", "origin"])
def test_an_unknown_keyword_is_refused_as_by_any_function(keyword):
    with pytest.raises(TypeError, match=rf"action\(\) got an unexpected keyword argument '{keyword}'"):
        action(**{keyword: box})  # type: ignore[call-overload]


def test_what_cannot_be_called_like_a_function():
    @action(creates=box)
    async def soon(api): ...

    @action(creates=box)
    def later(api):
        yield

    assert told_of(soon, later) == [
        f"{soon.origin}: action 'soon' is a coroutine function\n"
        "write it with 'def'; in it, asyncio.run() runs what is async",
        f"{later.origin}: action 'later' is a generator function\n"
        "return the response, and move what follows to a fixture",
    ]


def test_a_lambda_needs_a_name():
    declared = action(creates=box)(lambda api: None)
    assert told_of(declared) == [
        f"{declared.origin}: action '<lambda>' cannot be the name of a fixture\n"
        "use letters, digits and underscores in name="
    ]


@pytest.mark.parametrize("cost", [-1, "two", None, True])
def test_a_cost_is_a_number_of_requests(cost):
    @action(creates=box, cost=cost)
    def make(api): ...

    assert told_of(make) == [
        f"{make.origin}: action 'make' has cost={cost!r}, which is no number of requests\nwrite 1 or more"
    ]
