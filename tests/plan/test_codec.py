"""Replay tokens: whole, for this version, for this schema; or three lines that say what is wrong."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.errors import ReplayError
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.model.action import Invariant, Refusal, Role
from pytest_resourcegraph.model.guard import ANONYMOUS
from pytest_resourcegraph.plan.codec import decode, encode
from pytest_resourcegraph.plan.plan import INVARIANT, Sequence, Step

from .declared import DOOR, house, make, plan, schema, turn


@pytest.fixture(scope="module")
def token():
    return encode(house(), plan(house(), "transitions").sequences[0])


def test_a_token_is_safe_in_urls_and_shells(token):
    assert token.startswith("RG1-")
    assert token.replace("-", "").replace("_", "").isalnum()


def test_a_token_of_a_usual_sequence_is_short(token):
    assert len(token) < 600


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: token[: len(token) // 2],
        lambda token: token[:-1] + "!",
        lambda token: "hello",
        lambda token: "",
        lambda token: "RG1-",
        lambda token: "RG1-AAAA",
        lambda token: token[:20] + "A" + token[21:] if token[20] != "A" else token[:20] + "B" + token[21:],
    ],
)
def test_garbage_is_told_in_three_lines(token, spoil):
    with pytest.raises(ReplayError) as caught:
        decode(house(), spoil(token))
    assert str(caught.value).startswith("this is no replay token")
    assert len(str(caught.value).splitlines()) == 3


def test_another_version(token):
    with pytest.raises(ReplayError, match="the token is of version RG9, this release reads RG1"):
        decode(house(), token.replace("RG1", "RG9"))


def test_a_declaration_that_has_changed_is_named(token):
    other = house(turn("open_door", DOOR, "shut", "wide"))
    with pytest.raises(ReplayError) as caught:
        decode(other, token)
    assert "another declaration of action 'open_door'" in str(caught.value)
    assert "changed since: effects" in str(caught.value)


def test_a_type_that_has_changed_is_named(token):
    made = house()
    other = replace(made, types={**made.types, "door": replace(DOOR, states=("shut", "ajar", "wide", "gone"))})
    with pytest.raises(ReplayError, match="type 'door'"):
        decode(other, token)


def test_a_name_that_is_gone_is_told_with_the_nearest(token):
    renamed = {name: action for name, action in house().actions.items() if name != "open_door"}
    renamed["opens_door"] = replace(house().actions["open_door"], name="opens_door")
    with pytest.raises(ReplayError, match="did you mean 'opens_door'"):
        decode(replace(house(), actions=renamed), token)


def test_what_the_steps_do_not_need_may_change():
    made = schema(DOOR, *house().types.values(), *house().actions.values())
    first = plan(made, "actions", focus=frozenset({"make_room"})).sequences[0]
    smaller = schema(*house().types.values(), make(house().types["room"]))
    assert decode(smaller, encode(made, first)).steps == first.steps


def test_an_actor_who_is_not_known_here():
    several = house(actors=("ann", "bob"))
    tried = next(
        sequence for sequence in plan(several, "refusals").sequences
        if any(step.actor == "bob" for step in sequence.steps)
    )  # fmt: skip
    token = encode(several, tried)
    with pytest.raises(ReplayError, match="actor 'bob'"):
        decode(house(actors=("ann",)), token)


R1 = Key("room", "r1")
TRACE = (
    Step(action="make_room", makes="r1"),
    Step(action="sane", roles=(("room", R1),), relation=INVARIANT),
    Step(action="drop_room", roles=(("room", R1),)),
    Step(action="make_room", makes="r2", twin=R1),
    Step(action="look_door", roles=(("door", Key("door", "?", R1)),), relation="sibling", actor="bob"),
    Step(action="drop_room", roles=(("room", Key("room", "r2")),), actor=ANONYMOUS, refusal=Refusal.ANONYMOUS),
)
SANE = Invariant(name="sane", roles=(Role(name="room", type="room"),))


def test_what_was_observed_and_what_was_found_are_in_a_token():
    made = replace(house(actors=("ann", "bob")), anonymous=ANONYMOUS, invariants={"sane": SANE})
    sequence = Sequence(name="S0001", steps=TRACE, finding=("gone", "look_door", "after-destroy"))
    assert decode(made, encode(made, sequence)) == sequence


def test_an_invariant_that_is_not_declared_is_told():
    made = replace(house(actors=("ann", "bob")), anonymous=ANONYMOUS, invariants={"sane": SANE})
    token = encode(made, Sequence(name="S0001", steps=TRACE))
    with pytest.raises(ReplayError, match="needs invariant 'sane', which is not declared here"):
        decode(replace(made, invariants={}), token)


def test_nobody_is_known_where_everybody_is_served():
    made = replace(house(actors=("ann", "bob")), anonymous=ANONYMOUS)
    token = encode(made, Sequence(name="S0001", steps=TRACE[-1:]))
    with pytest.raises(ReplayError, match="needs actor 'anonymous', who is not known here"):
        decode(replace(made, anonymous=""), token)
