"""What a listing action lists, and within which resource."""

import pytest

from pytest_resourcegraph.declare.decorators import action
from pytest_resourcegraph.declare.types import ResourceType
from pytest_resourcegraph.model.action import Listing

from .building import action_of, told_of

box = ResourceType("box")
item = ResourceType("item", parent=box, references={"owner": "person"})
part = ResourceType("part", parent=item)
person = ResourceType("person")


@action(creates=box)
def make_box(api): ...


@action(creates=item)
def make_item(api, box): ...


@action(creates=person)
def make_person(api): ...


WAYS = (make_box, make_item, make_person)


@pytest.mark.parametrize("said", [item, "item"])
def test_within_the_parent(said):
    @action(lists=said)
    def list_items(api, box): ...

    found = action_of(list_items, *WAYS)
    assert found.lists == Listing(type="item", within="box")
    assert found.observes


def test_within_a_parent_of_another_name_beside_others():
    @action(lists=item)
    def list_items(api, where: box, person): ...  # type: ignore[valid-type]

    assert action_of(list_items, *WAYS).lists == Listing(type="item", within="where")


def test_within_the_nearest_above():
    @action(lists=part)
    def list_parts(api, box, person): ...

    @action(lists=part)
    def list_parts_of(api, box, item): ...

    assert action_of(list_parts, *WAYS).lists == Listing(type="part", within="box")
    assert action_of(list_parts_of, *WAYS).lists == Listing(type="part", within="item")


def test_within_the_only_role():
    @action(lists=item)
    def list_owned(api, person): ...

    assert action_of(list_owned, *WAYS).lists == Listing(type="item", within="person")


def test_within_nothing():
    @action(lists=item)
    def list_all(api): ...

    assert action_of(list_all, *WAYS).lists == Listing(type="item")


def test_a_type_that_is_not_declared():
    @action(lists="itms")
    def list_items(api, box): ...

    assert told_of(list_items, *WAYS) == [
        f"{list_items.origin}: action 'list_items' needs a resource type 'itms' that is not declared\n"
        "known types: box, item, person\n"
        "did you mean 'item'?"
    ]
