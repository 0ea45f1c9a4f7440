"""Whether a function uses the parent of a parameter, told from its code."""

import pytest

from pytest_resourcegraph.declare.parent_use import uses_parent


def in_a_path(api, item):
    return api.get(f"/boxes/{item.parent.id}/items/{item.id}")


def with_a_long_name(api, other, item):
    # `other, item` is one instruction in newer versions of Python.
    return api.move(other, item.parent)


def in_a_comprehension(api, item):
    return [item.parent.id for _ in range(2)]


def in_a_lambda(api, item):
    return api.later(lambda: item.parent.id)


def as_a_call(api, item):
    return item.parent()


def after_an_assignment(api, other, item):
    first = other.id
    return first, item.parent


def in_a_loop(api, item):
    while item:
        item = item.parent
    return item


@pytest.mark.parametrize(
    "function",
    [in_a_path, with_a_long_name, in_a_comprehension, in_a_lambda, as_a_call, after_an_assignment, in_a_loop],
)
def test_it_does(function):
    assert uses_parent(function, "item")
    assert not uses_parent(function, "api")
    assert not uses_parent(function, "other")


def nowhere(api, item):
    return api.get(f"/items/{item.id}")


def of_another(api, item, other):
    return item.id, other.parent


def as_a_text(api, item):
    return api.get(item.id, "parent")


def writing_it(api, item):
    item.parent = api


def of_what_it_holds(api, item):
    return item.links["other"].parent


@pytest.mark.parametrize("function", [nowhere, of_another, as_a_text, writing_it, of_what_it_holds])
def test_it_does_not(function):
    assert not uses_parent(function, "item")


def test_what_has_no_code_uses_nothing():
    assert not uses_parent(len, "item")
    assert not uses_parent(None, "item")
