"""What is planned apart, and what together."""

from dataclasses import replace

from pytest_resourcegraph.model.action import Role
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.plan.slices import part, slices

from .declared import ROOM, action, house, make

TREE = ResourceType(name="tree")


def test_types_that_nothing_joins_are_apart():
    made = house(TREE, make(TREE))
    assert [one.types for one in slices(made)] == [("room", "door", "key"), ("tree",)]


def test_an_action_joins_the_types_of_its_roles():
    plant = action("plant", Role(name="room", type="room"), Role(name="tree", type="tree"))
    assert len(slices(house(TREE, make(TREE), plant))) == 1


def test_what_touches_the_same_is_together():
    water, log = action("water", touches=frozenset({"tank"})), action("log", touches=frozenset({"tank"}))
    assert [one.actions for one in slices(house(water, log))][1:] == [("water", "log")]


def test_an_action_without_a_type_is_a_slice_of_its_own():
    assert [one.actions for one in slices(house(action("ping"), action("pong")))][1:] == [("ping",), ("pong",)]


def test_a_part_keeps_the_aliases_of_the_whole():
    rope = replace(ROOM, name="rope")
    made = house(rope, make(rope))
    assert part(made, slices(made)[0]).prefixes == made.prefixes
