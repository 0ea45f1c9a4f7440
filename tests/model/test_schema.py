"""The schema answers what every later stage asks."""

from pytest_resourcegraph.model.action import Action, Listing, Role
from pytest_resourcegraph.model.effect import Create, Destroy, Link, Move, Update
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.schema import Schema

from .world import TYPES

BOX, ITEM = Role(name="box", type="box"), Role(name="item", type="item")
ACTIONS = {
    action.name: action
    for action in (
        Action(name="make", roles=(BOX,), effects=(Create(type="item", parent="box", state="new"),)),
        Action(name="get", roles=(ITEM,), reads="item"),
        Action(name="list_", roles=(BOX,), lists=Listing(type="item", within="box")),
        Action(name="touch", roles=(ITEM,), effects=(Update(role="item"),), reads="item"),
        Action(
            name="swap",
            roles=(ITEM,),
            effects=(Link(role="item", reference="twin", target=None), Move(role="item", moves=(("new", "used"),))),
        ),
        Action(name="drop", roles=(ITEM,), effects=(Destroy(role="item"),)),
    )
}
SCHEMA = Schema(types=TYPES, actions=ACTIONS)


def names(actions):
    return [action.name for action in actions]


def test_who_does_what_to_a_type():
    assert names(SCHEMA.creators["item"]) == ["make"]
    assert names(SCHEMA.destroyers["item"]) == ["drop"]
    assert names(SCHEMA.readers["item"]) == ["get"]
    assert names(SCHEMA.listers["item"]) == ["list_"]
    assert SCHEMA.creators["box"] == SCHEMA.readers["box"] == ()


def test_what_is_never_destroyed():
    assert SCHEMA.uncleanable == ("box",)


def test_ancestors():
    assert SCHEMA.ancestors("part") == ("item", "box")
    assert SCHEMA.is_above("box", "part")
    assert not SCHEMA.is_above("part", "box")


def test_the_shortest_prefixes():
    types = {name: ResourceType(name=name) for name in ("box", "boxer", "bag", "item")}
    assert Schema(types=types).prefixes == {"box": "box", "boxer": "boxe", "bag": "ba", "item": "i"}


def test_an_empty_graph_of_its_types():
    assert len(SCHEMA.empty_graph()) == 0
    assert set(SCHEMA.empty_graph().kinds) == set(TYPES)


def test_what_an_action_says_of_itself():
    swap, make = ACTIONS["swap"], ACTIONS["make"]
    assert swap.changes == ("item",)
    assert [move.role for move in swap.moves] == ["item"]
    assert make.creates == make.effects[0]
    assert ACTIONS["drop"].destroys == ("item",)
    assert [name for name, action in ACTIONS.items() if action.observes] == ["get", "list_"]
