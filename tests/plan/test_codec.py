"""Replay tokens: whole, for this version, for this schema; or three lines that say what is wrong."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.errors import ReplayError
from pytest_resourcegraph.plan.codec import decode, encode

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
