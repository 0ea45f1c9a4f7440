"""Each way of breaking a precondition, as it is planned."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.model.action import Refusal, Role
from pytest_resourcegraph.model.condition import Count
from pytest_resourcegraph.model.effect import Create, Update
from pytest_resourcegraph.model.guard import ANONYMOUS
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.plan.breaking import broken_now, reach_broken
from pytest_resourcegraph.plan.goals.goal import Break
from pytest_resourcegraph.plan.plan import PHANTOM, Plan, Step
from pytest_resourcegraph.plan.setup import Setup
from pytest_resourcegraph.plan.simulate import refusals, simulate
from pytest_resourcegraph.plan.trail import Trail
from pytest_resourcegraph.plan.ways import Ways

from .declared import DOOR, KEY, ROOM, action, drop, house, look, make, plan, schema, turn


def refused(made: Plan, name: str, way: Refusal) -> list[Step]:
    return [
        step for sequence in made.sequences for step in sequence.steps if step.action == name and step.refusal is way
    ]


def _before(made: Plan, step: Step) -> tuple[Step, ...]:
    return next(sequence.steps[: sequence.steps.index(step)] for sequence in made.sequences if step in sequence.steps)


def test_a_wrong_state():
    steps = refused(plan(house(), "refusals"), "swing_door", Refusal.WRONG_STATE)
    assert len(steps) == 2  # while it is shut and while it is wide


def test_gone_with_an_ancestor_two_levels_up():
    made = plan(house(), "refusals")
    assert "refusals: look_key after-parent-destroy (key with its room)" in made.covered
    assert "refusals: look_key after-parent-destroy (key with its door)" in made.covered


def test_another_parent_in_the_path():
    peek = action("peek", Role(name="room", type="room"), Role(name="door", type="door", below="room"), reads="door")
    (step,) = refused(plan(house(peek), "refusals"), "peek", Refusal.WRONG_PARENT)
    keys = step.role_keys
    assert keys["door"].parent != keys["room"]


def test_another_parent_that_the_code_mentions():
    peek = action("peek", Role(name="door", type="door", uses_parent=True), reads="door")
    made = plan(house(peek), "refusals")
    (step,) = refused(made, "peek", Refusal.WRONG_PARENT)
    (door,) = [key for _, key in step.roles]
    graph = simulate(house(peek), _before(made, step))
    (own,) = [node for node in graph.living("door") if node.key.id == door.id]
    assert door.parent is not None
    assert door.parent != own.key.parent


def test_another_actor_tries():
    made = plan(house(actors=("ann", "bob")), "refusals")
    steps = refused(made, "drop_room", Refusal.OTHER_ACTOR)
    assert [step.actor for step in steps] == ["bob"]


def test_a_taken_key_is_used_again_by_a_sibling():
    (step,) = refused(plan(house(), "refusals"), "make_room", Refusal.DUPLICATE)
    assert step.twin is not None
    assert step.makes is None


def test_a_rename_onto_a_taken_key():
    paint = action("paint", Role(name="room", type="room"), effects=(Update(role="room"),))
    (step,) = refused(plan(house(paint), "refusals"), "paint", Refusal.DUPLICATE)
    assert step.twin is not None
    assert step.twin != step.role_keys["room"]


def test_an_id_that_is_the_key_is_not_renamed():
    town = ResourceType(name="town", key="id")
    paint = action("paint", Role(name="town", type="town"), effects=(Update(role="town"),))
    made = plan(schema(town, make(town), paint), "refusals")
    assert refused(made, "paint", Refusal.DUPLICATE) == []


def test_who_has_no_credentials_tries_everything():
    made = plan(replace(house(), anonymous=ANONYMOUS), "refusals")
    for name in house().actions:
        (step,) = refused(made, name, Refusal.ANONYMOUS)
        assert step.actor == ANONYMOUS


def test_what_never_existed_is_referred_to():
    guest = ResourceType(name="guest", references={"room": "room"})
    check_in = action(
        "check_in", Role(name="room", type="room"), effects=(Create(type="guest", links=(("room", "room"),)),)
    )
    made = plan(schema(ROOM, guest, make(ROOM), check_in), "refusals")
    (step,) = refused(made, "check_in", Refusal.MISSING_REFERENCE)
    assert step.role_keys["room"].id == PHANTOM


def test_a_destroyed_parent_says_as_much_as_one_that_never_was():
    steps = refused(plan(house(), "refusals"), "make_door", Refusal.MISSING_REFERENCE)
    assert steps == []


def test_only_the_named_ways_are_tried():
    only = action("peek", Role(name="door", type="door"), refusals={Refusal.AFTER_DESTROY: frozenset()})
    made = plan(house(only), "refusals", focus=frozenset({"peek"}))
    assert made.covered == ("refusals: peek after-destroy (door)",)


def test_one_campaign_destroys_all_kinds_of_descendants_at_once():
    lock = ResourceType(name="lock", parent="room")
    made = plan(house(lock, make(lock), look(lock)), "refusals", max_steps=60)
    dropped = [step for sequence in made.sequences for step in sequence.steps if str(step).startswith("drop_room(")]
    # One for each state in which a door must go with its room.
    assert len([step for step in dropped if step.refusal is None]) <= 3
    assert {goal for goal in made.covered if "look_door after-parent" in goal} == {
        "refusals: look_door after-parent-destroy (door with its room)",
        "refusals: look_door after-parent-destroy (ajar door with its room)",
        "refusals: look_door after-parent-destroy (wide door with its room)",
    }


def test_a_key_without_a_destroyer_still_goes_with_its_door():
    made = plan(house(), "refusals")
    assert ("refusals: after-destroy (key)", "nothing destroys key") in made.infeasible
    assert drop(KEY).name not in [step.action for sequence in made.sequences for step in sequence.steps]


def test_a_wrong_parent_has_no_namesake_in_it():
    """Where the natural key is the id as well, the namesake there would be meant, and nothing would be refused."""
    flat = ResourceType(name="flat", parent="room", key="number")
    within = action(
        "look_in", Role(name="room", type="room"), Role(name="flat", type="flat", below="room"), reads="flat"
    )
    made = schema(ROOM, flat, make(ROOM), make(flat), within)
    r1, r2 = Key("room", "r1"), Key("room", "r2")
    f1, f2 = Key("flat", "f1", r1), Key("flat", "f2", r2)
    trail = Trail(made)
    for step in (
        Step(action="make_room", makes="r1"), Step(action="make_flat", roles=(("room", r1),), makes="f1"),
        Step(action="make_room", makes="r2"), Step(action="make_flat", roles=(("room", r2),), makes="f2", twin=f1),
    ):  # fmt: skip
        trail = trail.push(step)
    want = Break(action="look_in", role="flat", refusal=Refusal.WRONG_PARENT)
    assert broken_now(trail, want) is None
    there = reach_broken(Setup(Ways(made)), trail, want)
    assert there is not None
    *_, elsewhere, last = there.steps
    assert str(elsewhere) == "r3 = make_room()"
    assert last.role_keys["room"] == Key("room", "r3")
    assert last.role_keys["flat"] in (f1, f2)


def _guarded() -> Schema:
    """A door that can be painted while it is shut and has a key."""
    keyed = Count(type="key", under="door", at_least=1)
    paint = action(
        "paint", Role(name="door", type="door", states=("shut",)), when=keyed, effects=(Update(role="door"),)
    )
    return house(paint, actors=("ann", "bob"))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("way", [Refusal.WRONG_STATE, Refusal.OTHER_ACTOR])
def test_one_guard_is_broken_at_a_time(way, seed):
    """A step that is refused for another reason as well tells nothing of the one that is meant."""
    made = plan(_guarded(), "refusals", seed=str(seed))
    steps = refused(made, "paint", way)
    assert len(steps) == (2 if way is Refusal.WRONG_STATE else 1)
    for step in steps:
        before = simulate(_guarded(), _before(made, step))
        assert [reason.refusal for reason in refusals(_guarded(), before, step)] == [way]


def test_two_are_where_there_is_no_other_way():
    never = Count(type="key", under="door", at_least=1)
    paint = action(
        "paint", Role(name="door", type="door", states=("shut",)), when=never, effects=(Update(role="door"),)
    )
    made = plan(
        schema(ROOM, DOOR, ResourceType(name="key", parent="door"), make(ROOM), make(DOOR), look(DOOR),
               turn("open_door", DOOR, "shut", "ajar"), paint), "refusals",
    )  # fmt: skip
    (step,) = refused(made, "paint", Refusal.WRONG_STATE)
    assert step.refusal is Refusal.WRONG_STATE
