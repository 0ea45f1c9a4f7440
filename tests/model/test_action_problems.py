"""What can be wrong with actions and invariants, as values; the tests of declarations show the rest."""

from pytest_resourcegraph.model.action import Action, Invariant, Listing, Role
from pytest_resourcegraph.model.condition import InState
from pytest_resourcegraph.model.effect import Create, Destroy, Link, Move, Update
from pytest_resourcegraph.model.origin import Origin
from pytest_resourcegraph.model.validate import problems

from .world import TYPES

HERE = Origin("conftest.py", 3)
BOX, ITEM = Role(name="box", type="box"), Role(name="item", type="item")
WAYS = {
    action.name: action
    for action in (
        Action(name="make_box", effects=(Create(type="box"),)),
        Action(name="make_item", roles=(BOX,), effects=(Create(type="item", parent="box", state="new"),)),
        Action(name="use", roles=(ITEM,), effects=(Move(role="item", moves=(("new", "used"),)),)),
    )
}


def told(name="act", **said):
    action = Action(name=name, origin=HERE, injected=("api",), **said)
    return [str(problem) for problem in problems(TYPES, {**WAYS, "act": action}, {})]


def test_nothing():
    assert told(roles=(BOX, ITEM), effects=(Link(role="item", reference="twin", target="item"),), reads="item") == []


def test_the_name_of_a_type():
    assert told(name="box") == [
        "conftest.py:3: action 'box' has the name of a resource type\n"
        "resource types: box, item, part\n"
        "rename one of them: both are fixtures"
    ]


def test_a_name_that_is_none():
    assert told(name="make it") == [
        "conftest.py:3: action 'make it' cannot be the name of a fixture\nuse letters, digits and underscores in name="
    ]


def test_a_role_of_an_unknown_type():
    assert told(roles=(Role(name="thing", type="itm"),)) == [
        "conftest.py:3: action 'act' needs a resource type 'itm' that is not declared\n"
        "known types: box, item, part\n"
        "did you mean 'item'?"
    ]


def test_a_role_in_an_unknown_state():
    assert told(roles=(Role(name="item", type="item", states=("nw", "new")),)) == [
        "conftest.py:3: action 'act' requires 'item' in 'nw', a state that 'item' does not have\n"
        "known states of 'item': new, used\n"
        "did you mean 'new'?"
    ]


def test_an_unknown_state_that_a_move_starts_from_is_told_once():
    found = told(
        roles=(Role(name="item", type="item", states=("nw",)),),
        effects=(Move(role="item", moves=(("nw", "used"), ("nw", "used"))),),
    )
    assert found == [
        "conftest.py:3: action 'act' moves 'item' from or to 'nw', a state that 'item' does not have\n"
        "known states of 'item': new, used\n"
        "did you mean 'new'?"
    ]


def test_a_create_in_an_unknown_state():
    assert told(roles=(BOX,), effects=(Create(type="item", parent="box", state="usd"),)) == [
        "conftest.py:3: action 'act' creates one in 'usd', a state that 'item' does not have\n"
        "known states of 'item': new, used\n"
        "did you mean 'used'?"
    ]


def test_a_create_below_another_type():
    assert told(roles=(ITEM,), effects=(Create(type="item", parent="item", state="new"),)) == [
        "conftest.py:3: action 'act' creates 'item' but has no parameter for its parent 'box'\n"
        "known parameters: api, item\n"
        "add a parameter 'box'"
    ]


def test_effects_on_what_is_no_role():
    effects = (
        Move(role="item", moves=(("new", "used"),)),
        Update(role="itm"),
        Destroy(role="nothing_like_it"),
        Link(role="item", reference="twin", target=None),
    )
    known = "known parameters: api, box"
    assert told(roles=(BOX,), effects=effects) == [
        f"conftest.py:3: action 'act' moves 'item' but has no parameter for it\n{known}\nadd a parameter 'item'",
        "conftest.py:3: action 'act' updates 'itm', which is neither a parameter nor a resource type\n"
        f"{known}; known types: box, item, part\n"
        "did you mean 'item'?",
        "conftest.py:3: action 'act' destroys 'nothing_like_it', which is neither a parameter nor a resource type\n"
        f"{known}; known types: box, item, part\n"
        "name one of these",
        f"conftest.py:3: action 'act' links 'item' but has no parameter for it\n{known}\nadd a parameter 'item'",
    ]


def test_reading_and_listing_what_is_not_there():
    assert told(roles=(BOX,), reads="item", lists=Listing(type="part", within="item")) == [
        "conftest.py:3: action 'act' reads 'item' but has no parameter for it\n"
        "known parameters: api, box\n"
        "add a parameter 'item'",
        "conftest.py:3: action 'act' lists within 'item' but has no parameter for it\n"
        "known parameters: api, box\n"
        "add a parameter 'item'",
    ]


def test_a_condition_on_an_unknown_state():
    assert told(roles=(ITEM,), when=InState("item", ("used", "lost"))) == [
        "conftest.py:3: action 'act' has a condition on the state 'lost', a state that 'item' does not have\n"
        "known states of 'item': new, used\n"
        "declare 'lost' or use one of these names"
    ]


def test_an_invariant_of_an_unknown_type():
    invariant = Invariant(name="holds", roles=(Role(name="bx", type="bx"),), origin=HERE)
    assert [str(problem) for problem in problems(TYPES, WAYS, {"holds": invariant})] == [
        "conftest.py:3: invariant 'holds' needs a resource type 'bx' that is not declared\n"
        "known types: box, item, part\n"
        "did you mean 'box'?"
    ]
