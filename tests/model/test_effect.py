"""Effects predict facts."""

import pytest

from pytest_resourcegraph.events.change import Created, Destroyed, Linked, Moved, Updated
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.fold import fold
from pytest_resourcegraph.model.effect import Create, Destroy, Link, Move, Update, predict

from .world import B1, I1, I2, world

ROLES = {"box": B1, "item": I1, "other": I2}


def facts(effect, **given):
    return list(predict(effect, world(), ROLES, step=7, **given))


def test_a_create():
    effect = Create(type="item", parent="box", state="new", links=(("twin", "other"),))
    assert facts(effect, made="i3", alias="i3", owner="alice", data={"size": 1}) == [
        Created(
            key=Key("item", "i3", B1), alias="i3", state="new", data={"size": 1}, links=(("twin", I2),), owner="alice",
            step=7,
        )
    ]  # fmt: skip


def test_a_create_at_the_root():
    assert facts(Create(type="box"), made=9) == [Created(key=Key("box", 9), alias="", step=7)]


def test_a_create_without_an_id_is_no_fact():
    assert facts(Create(type="box")) == []


def test_a_move_goes_by_the_state():
    effect = Move(role="item", moves=(("used", "new"), ("new", "used")))
    assert facts(effect) == [Moved(key=I1, state="used", step=7)]
    assert facts(Move(role="item", moves=(("used", "new"),))) == []


@pytest.mark.parametrize(
    ("effect", "fact"),
    [
        (Destroy(role="item"), Destroyed(key=I1, step=7)),
        (Update(role="item"), Updated(key=I1, data={"size": 5}, step=7)),
        (Link(role="item", reference="twin", target="other"), Linked(key=I1, reference="twin", target=I2, step=7)),
        (Link(role="other", reference="twin", target=None), Linked(key=I2, reference="twin", target=None, step=7)),
    ],
)
def test_the_others(effect, fact):
    assert facts(effect, data={"size": 5}) == [fact]
    assert fold(world(), [fact]) != world()
