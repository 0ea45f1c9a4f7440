"""Whether an action may succeed, and why not."""

import pytest

from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.model.action import Action, Refusal, Role
from pytest_resourcegraph.model.condition import Count
from pytest_resourcegraph.model.effect import Create, Update
from pytest_resourcegraph.model.guard import ANONYMOUS, broken

from .world import B1, B2, I1, I2, P1, world

ITEM = Action(name="sell", roles=(Role(name="item", type="item", states=("new",)),))
PATH = Action(name="look", roles=(Role(name="box", type="box"), Role(name="item", type="item", below="box")))
PART = Action(name="look", roles=(Role(name="part", type="part"),))


def reasons(action, graph, **given):
    roles = {name: given.pop(name) for name in [role.name for role in action.roles]}
    return [(found.refusal, found.role, found.key, found.text) for found in broken(action, graph, roles, **given)]


def test_nothing_is_broken():
    assert reasons(ITEM, world(), item=I1) == []
    assert reasons(PATH, world(), box=B1, item=I1) == []


def test_a_wrong_state():
    assert reasons(ITEM, world(), item=I2) == [(Refusal.WRONG_STATE, "item", I2, "item i2 is used, not new")]


def test_a_destroyed_one():
    text = "item i1 must be gone: it was destroyed in step 4"
    assert reasons(ITEM, world().destroy(I1, step=4), item=I1) == [(Refusal.AFTER_DESTROY, "item", I1, text)]


@pytest.mark.parametrize(
    ("ended", "text"),
    [
        (I1, "part p1 must be gone: its parent i1 was destroyed in step 4"),
        (B1, "part p1 must be gone: its box b1 was destroyed in step 4"),
    ],
)
def test_a_destroyed_parent(ended, text):
    graph = world().destroy(ended, step=4)
    assert reasons(PART, graph, part=P1) == [(Refusal.AFTER_PARENT_DESTROY, "part", P1, text)]


def test_another_parent_beside_it():
    assert reasons(PATH, world(), box=B2, item=I1) == [(Refusal.WRONG_PARENT, "item", I1, "item i1 is not in box b2")]


def test_another_parent_in_its_name():
    moved = Key("item", "i1", B2)
    assert reasons(ITEM, world(), item=moved) == [(Refusal.WRONG_PARENT, "item", moved, "item i1 is not in box b2")]


def test_one_that_was_never_made():
    absent = Key("item", "i9", B1)
    text = "no item with this id was ever made"
    assert reasons(ITEM, world(), item=absent) == [(Refusal.MISSING_REFERENCE, "item", absent, text)]


def test_what_belongs_to_another():
    assert reasons(ITEM, world(), item=I1, actor="alice") == []
    assert reasons(ITEM, world(), item=I1, actor="bob") == [
        (Refusal.OTHER_ACTOR, "item", I1, "item i1 belongs to alice, not to bob")
    ]


def test_a_key_that_is_taken():
    make = Action(name="make", effects=(Create(type="box"),))
    assert reasons(make, world(), twin=B1) == [(Refusal.DUPLICATE, "", B1, "its key is taken: box b1 has it")]
    assert reasons(make, world().destroy(B1), twin=B1) == []


def test_a_key_that_is_taken_in_another_place_is_free_here():
    make = Action(
        name="make", roles=(Role(name="box", type="box"),), effects=(Create(type="item", parent="box", state="new"),)
    )
    assert reasons(make, world(), box=B2, twin=I1) == []
    assert [refusal for refusal, *_ in reasons(make, world(), box=B1, twin=I1)] == [Refusal.DUPLICATE]


def test_a_change_to_a_key_that_is_taken():
    rename = Action(name="rename", roles=(Role(name="item", type="item"),), effects=(Update(role="item"),))
    assert [refusal for refusal, *_ in reasons(rename, world(), item=I2, twin=I1)] == [Refusal.DUPLICATE]
    assert reasons(rename, world(), item=I1, twin=I1) == []  # its own


def test_who_has_not_said_who_it_is():
    assert reasons(ITEM, world(), item=I1, actor=ANONYMOUS) == [
        (Refusal.ANONYMOUS, "", None, "nobody has said who asks")
    ]


def test_a_condition():
    make = Action(name="make", roles=(Role(name="box", type="box"),), when=Count(type="item", under="box", at_most=1))
    assert reasons(make, world(), box=B2) == []
    assert reasons(make, world(), box=B1) == [(Refusal.CONDITION, "", None, "it needs that at most 1 item under box")]


def test_a_condition_says_nothing_of_what_is_not_there():
    make = Action(name="make", roles=(Role(name="box", type="box"),), when=Count(type="item", at_most=0))
    found = reasons(make, world().destroy(B2), box=B2)
    assert [refusal for refusal, *_ in found] == [Refusal.AFTER_DESTROY]


def test_several_at_once():
    found = reasons(ITEM, world().move(I1, "used"), item=I1, actor="bob")
    assert [refusal for refusal, *_ in found] == [Refusal.WRONG_STATE, Refusal.OTHER_ACTOR]
