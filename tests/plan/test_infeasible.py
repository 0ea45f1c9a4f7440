"""What cannot be had, and how that is told."""

from pytest_resourcegraph.model.action import Refusal, Role
from pytest_resourcegraph.model.condition import Count, FieldIs, InState, Not, Predicate
from pytest_resourcegraph.model.effect import Create, Update
from pytest_resourcegraph.model.resource import ResourceType

from .declared import DOOR, ROOM, action, drop, house, lines, look, make, plan, schema


def test_what_no_action_destroys_is_told_once_for_the_type():
    made = plan(schema(ROOM, make(ROOM), look(ROOM), action("paint", Role(name="room", type="room"))), "refusals")
    assert made.infeasible == (("refusals: after-destroy (room)", "nothing destroys room"),)


def test_a_state_that_no_action_leads_to():
    made = plan(schema(ROOM, DOOR, make(ROOM), make(DOOR), look(DOOR, "shut")), "states and refusals")
    assert ("states: door wide", "no action moves door to wide") in made.infeasible
    assert ("refusals: wrong-state (door wide)", "no action moves door to wide") in made.infeasible


def test_an_action_that_needs_what_nothing_creates_is_unreached():
    made = plan(schema(ROOM, look(ROOM)), "transitions")
    assert made.infeasible == (("transitions: look_room (room)", "nothing creates room"),)
    assert made.unreached == (("look_room", "nothing creates room"),)


def test_a_cycle_is_told_with_its_path():
    hen = ResourceType(name="hen", references={"egg": "egg"})
    egg = ResourceType(name="egg", references={"hen": "hen"})
    made = plan(
        schema(
            hen, egg,
            action("hatch", Role(name="egg", type="egg"), effects=(Create(type="hen", links=(("egg", "egg"),)),)),
            action("lay", Role(name="hen", type="hen"), effects=(Create(type="egg", links=(("hen", "hen"),)),)),
        ),
        "actions",
    )  # fmt: skip
    assert {reason for _, reason in made.infeasible} == {
        "to make a egg one is needed already: egg -> hen -> egg",
        "to make a hen one is needed already: hen -> egg -> hen",
    }


def test_a_way_around_a_cycle_is_found():
    hen = ResourceType(name="hen")
    egg = ResourceType(name="egg")
    made = plan(
        schema(
            hen, egg,
            action("hatch", Role(name="egg", type="egg"), effects=(Create(type="hen"),)),
            action("lay", Role(name="hen", type="hen"), effects=(Create(type="egg"),)),
            action("buy", effects=(Create(type="hen"),)),
        ),
        "actions",
    )  # fmt: skip
    assert lines(made) == ["h1 = buy()", "e1 = lay(h1)", "h2 = hatch(e1)"]


def test_bounds_are_met_and_broken():
    full = action("close", Role(name="room", type="room"), when=Count(type="door", under="room", at_least=2))
    made = plan(schema(ROOM, DOOR, make(ROOM), make(DOOR), drop(DOOR), full), "actions and refusals")
    assert "refusals: close condition" in made.covered
    assert "actions: close" in made.covered
    assert {goal for goal, _ in made.infeasible} == {"refusals: after-destroy (room)"}


def test_a_limit_is_reached_before_it_is_broken():
    made = plan(schema(ROOM, make(ROOM, when=Count(type="room", at_most=2))), "refusals", max_steps=15)
    assert "refusals: make_room condition" in made.covered
    refused = [step for step in made.sequences[-1].steps if step.refusal is Refusal.CONDITION]
    assert [str(step) for step in refused] == ["make_room()"]
    assert [line for line in lines(made) if "=" in line][:3] == [f"r{n} = make_room()" for n in (1, 2, 3)]


def test_a_state_of_another_role_is_solved_for():
    enter = action("enter", Role(name="door", type="door"), when=Not(InState("door", ("shut",))))
    made = plan(house(enter), "actions and refusals", focus=frozenset({"enter"}))
    assert "actions: enter" in made.covered
    assert "refusals: enter condition" in made.covered


def test_a_field_is_known_at_run_time_only():
    rent = action("rent", Role(name="room", type="room"), when=FieldIs("room", "free", True))
    made = plan(schema(ROOM, make(ROOM), rent), "actions")
    assert made.infeasible == (("actions: rent", "no way was found to have that room.free is True"),)


def test_a_predicate_is_met_by_searching():
    crowded = Predicate(lambda graph, roles: len(graph.living("room")) >= 3)
    made = plan(schema(ROOM, make(ROOM), action("count", when=crowded)), "actions")
    assert made.infeasible == ()
    assert lines(made)[-4:] == ["r1 = make_room()", "r2 = make_room()", "r3 = make_room()", "count()"]


def test_goals_of_other_actions_are_left_out_of_focus():
    made = plan(house(), "transitions and refusals", focus=frozenset({"look_key"}))
    assert made.covered
    assert all("look_key" in goal for goal in made.covered)
    assert ("swing_door", "it is not in focus") in made.unreached


def test_a_goal_that_needs_more_than_the_steps_has_a_sequence_of_its_own():
    made = plan(house(), "states", max_steps=2)
    assert "states: door wide" in made.covered
    assert made.unplanned == ()


def test_effort_that_runs_out_is_told():
    made = plan(house(), "pairs", effort=10)
    assert made.unplanned
    assert {reason for _, reason in made.unplanned} == {"the effort of 10 simulated steps was spent"}


def test_an_update_below_a_condition_is_no_goal_of_its_own():
    touch = action("touch", Role(name="room", type="room"), effects=(Update(role="room"),))
    made = plan(schema(ROOM, make(ROOM), touch), "pairs")
    assert made.covered == ("pairs: make_room, touch", "pairs: touch, touch")
