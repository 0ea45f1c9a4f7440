"""The criterion ``siblings``: what is done in company."""

import pytest

from pytest_resourcegraph.model.action import Role
from pytest_resourcegraph.model.effect import Create, Destroy, Update
from pytest_resourcegraph.model.resource import OnDestroy, ResourceType
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.plan.goals.siblings import Siblings
from pytest_resourcegraph.plan.plan import Step
from pytest_resourcegraph.plan.simulate import refusals, simulate

from .declared import DOOR, KEY, ROOM, action, drop, house, look, make, plan, schema, turn

FLAT = ResourceType(name="flat", parent="room", key="number")


def flats() -> Schema:
    """Rooms with flats, which have a natural key of their own."""
    paint = action("paint", Role(name="flat", type="flat"), effects=(Update(role="flat"),))
    return schema(ROOM, FLAT, make(ROOM), make(FLAT), drop(ROOM), drop(FLAT), look(FLAT), paint)


def test_the_goals_of_a_house():
    assert [str(goal) for goal in Siblings().goals(house())] == [
        "siblings: make_room as the third",
        "siblings: make_room in the place of a dead one (door)",
        "siblings: make_door beside a younger one (room)",
        "siblings: make_door beside an older one (room)",
        "siblings: make_door as the third",
        "siblings: make_door in the place of a dead one (key)",
        "siblings: make_key beside a younger one (door)",
        "siblings: make_key beside an older one (door)",
        "siblings: make_key as the third",
        "siblings: drop_room beside a younger one (room)",
        "siblings: drop_room beside an older one (room)",
        "siblings: drop_door beside a younger one (door)",
        "siblings: drop_door beside an older one (door)",
        "siblings: open_door beside a younger one (door)",
        "siblings: open_door beside an older one (door)",
        "siblings: open_door while it has something in it (door key)",
        "siblings: swing_door beside a younger one (door)",
        "siblings: swing_door beside an older one (door)",
        "siblings: swing_door while it has something in it (door key)",
    ]


def test_what_has_a_key_below_a_parent_has_namesakes():
    goals = [str(goal) for goal in Siblings().goals(flats())]
    assert "siblings: paint beside a namesake (flat)" in goals
    assert "siblings: drop_flat beside a namesake (flat)" in goals
    assert "siblings: make_flat in the place of a dead one" in goals
    assert not any("drop_room beside a namesake" in goal for goal in goals)


@pytest.mark.parametrize("made", [house(), flats()], ids=["house", "flats"])
def test_all_of_them_are_reached(made):
    planned = plan(made, "siblings")
    assert (planned.infeasible, planned.unplanned) == ((), ())
    assert len(planned.covered) == len(list(Siblings().goals(made)))


def steps_of(cover: str, made, name: str) -> list[tuple[tuple[Step, ...], Step]]:
    """Each step of an action, with those before it."""
    return [
        (sequence.steps[:place], step)
        for sequence in plan(made, cover).sequences
        for place, step in enumerate(sequence.steps)
        if step.action == name and step.refusal is None
    ]


def test_the_elder_of_two_is_destroyed():
    """The key of the younger goes on from that of the elder: a delete by prefix takes both."""
    found = steps_of("siblings", house(), "drop_room")
    assert any(
        len(rooms := simulate(house(), before).living("room")) > 1 and step.role_keys["room"] == rooms[0].key
        for before, step in found
    )


def test_the_younger_of_two_is_destroyed_and_changed():
    """What takes the first row that it meets, in place of the right one, does so to the younger only."""
    for name in ("drop_room", "open_door"):
        found = steps_of("siblings", house(), name)
        worlds = [(simulate(house(), before), step.roles[0][1]) for before, step in found]
        pairs = [(other, graph.get(key)) for graph, key in worlds for other in graph.living(key.type)]
        assert any(other.key.parent == own.key.parent and other.order < own.order for other, own in pairs)


def test_the_third_one_has_two_beside_it():
    found = steps_of("siblings", house(), "make_door")
    worlds = [(simulate(house(), before), step.role_keys["room"]) for before, step in found]
    assert max(len(graph.children(room, "door")) for graph, room in worlds) == 2


def test_in_the_place_of_a_dead_one_its_key_is_used_again():
    twins = [step.twin for _, step in steps_of("siblings", house(), "make_room") if step.twin is not None]
    assert [twin.type for twin in twins] == ["room"]
    assert all(step.twin is None for _, step in steps_of("siblings", house(), "make_door"))


def test_a_namesake_lives_elsewhere_and_is_not_refused():
    made = flats()
    elsewhere = 0
    for before, step in steps_of("siblings", made, "make_flat"):
        graph = simulate(made, before)
        assert refusals(made, graph, step) == ()
        if step.twin is not None and graph.exists(step.twin):
            assert step.role_keys["room"] != step.twin.parent
            elsewhere += 1
    assert elsewhere


def test_what_no_company_can_be_brought_about_for_has_a_reason():
    one = ResourceType(name="one")
    made = schema(one, ROOM, action("look_one", Role(name="one", type="one"), reads="one"), make(ROOM), drop(one))
    planned = plan(made, "siblings")
    assert planned.covered == ("siblings: make_room as the third",)
    assert planned.infeasible == ()  # of a type that nothing makes there are no siblings to want
    below = schema(one, DOOR_OF_ONE, make(DOOR_OF_ONE), drop(DOOR_OF_ONE))
    told = dict(plan(below, "siblings").infeasible)
    assert set(told) == set(map(str, Siblings().goals(below)))
    assert all("one" in reason for reason in told.values())


DOOR_OF_ONE = ResourceType(name="gate", parent="one")


def test_a_type_without_children_is_born_again_as_well():
    made = schema(KEY_ALONE, make(KEY_ALONE), drop(KEY_ALONE))
    assert "siblings: make_badge in the place of a dead one" in plan(made, "siblings").covered


KEY_ALONE = ResourceType(name="badge")


def test_it_is_part_of_what_is_covered_by_default():
    assert DOOR.parent == "room"
    assert KEY.parent == "door"
    both = plan(house(), "transitions and refusals and siblings")
    assert {goal for goal in both.covered if goal.startswith("siblings")} == {
        str(goal) for goal in Siblings().goals(house())
    }


def lamps(on_destroy: OnDestroy) -> Schema:
    """Lamps that are plugged into sockets, which end only when they are old."""
    socket = ResourceType(name="socket", states=("new", "old"))
    lamp = ResourceType(name="lamp", references={"plug": "socket"}, on_destroy={"plug": on_destroy})
    make_lamp = action(
        "make_lamp", Role(name="socket", type="socket", states=("new",)),
        effects=(Create(type="lamp", links=(("plug", "socket"),)),),
    )  # fmt: skip
    end = action("end", Role(name="socket", type="socket", states=("old",)), effects=(Destroy(role="socket"),))
    return schema(
        socket, lamp, make(socket), make_lamp, turn("wear", socket, "new", "old"), end, look(lamp), drop(lamp)
    )


def test_what_is_referred_to_is_destroyed_where_it_is_said_what_then_shows():
    made = plan(lamps(OnDestroy.CLEAR), "siblings")
    goal = "siblings: end while it is referred to (socket lamp)"
    assert goal in made.covered
    steps = next(one.steps for one in made.sequences if goal in one.goals)
    worlds = [simulate(lamps(OnDestroy.CLEAR), steps[: length + 1]) for length in range(len(steps))]
    assert any(not graph.exists(node.links["plug"]) for graph in worlds for node in graph.living("lamp"))


def test_where_nothing_is_said_of_it_it_is_no_goal():
    assert not [str(goal) for goal in Siblings().goals(lamps(OnDestroy.KEEP)) if "referred" in str(goal)]


def test_the_place_is_that_of_the_last_one():
    """Ids that count on from the highest come again only where nothing younger lives."""
    goal = "siblings: make_room in the place of a dead one (door)"
    for sequence in plan(house(), "siblings").sequences:
        if goal in sequence.goals:
            after = [simulate(house(), sequence.steps[: length + 1]) for length in range(len(sequence.steps))]
            taken = [
                before for before, step in zip(after, sequence.steps[1:], strict=False) if step.action == "make_room"
            ]
            assert any(
                max(node.order for node in graph.dead() if node.key.type == "room")
                > max((node.order for node in graph.living("room")), default=-1)
                for graph in taken
                if any(node.key.type == "room" for node in graph.dead())
            )
            return
    raise AssertionError(goal)


def test_where_a_destroy_may_be_refused_an_empty_one_is_replaced_as_well():
    unsure = house(action("end_room", Role(name="room", type="room"), effects=(Destroy(role="room"),), doubtful=True))
    goals = [str(goal) for goal in Siblings().goals(unsure)]
    assert "siblings: make_room in the place of a dead one" in goals
    assert "siblings: make_room in the place of a dead one (door)" in goals
    assert "siblings: make_room in the place of a dead one" in plan(unsure, "siblings").covered


def test_each_goal_has_a_key_of_its_own():
    lamp = ResourceType(
        name="lamp",
        references={"plug": "socket", "spare": "socket"},
        on_destroy=dict.fromkeys(["plug", "spare"], OnDestroy.CLEAR),
    )
    socket = ResourceType(name="socket")
    two = (Role(name="one", type="socket"), Role(name="other", type="socket"))
    make_lamp = action("make_lamp", *two, effects=(Create(type="lamp", links=(("plug", "one"), ("spare", "other"))),))
    end = action("end", *two, effects=(Destroy(role="one"), Destroy(role="other")))
    goals = [goal.key for goal in Siblings().goals(schema(socket, lamp, make(socket), make_lamp, end))]
    assert len(set(goals)) == len(goals)
    assert len([key for key in goals if "referred" in str(key)]) == 2


@pytest.mark.parametrize("name", ["paint", "open_door"])
def test_what_is_changed_has_something_in_it_once(name):
    """An update that writes the whole resource again, or a move, may drop what is below."""
    paint = action("paint", Role(name="room", type="room"), effects=(Update(role="room"),))
    found = steps_of("siblings", house(paint), name)
    worlds = [(simulate(house(paint), before), key) for before, step in found for _, key in step.roles]
    assert any(graph.children(changed) for graph, changed in worlds)


def test_nothing_can_be_in_it_any_more():
    hang = action(
        "hang", Role(name="door", type="door", states=("wide",)), effects=(Create(type="bell", parent="door"),)
    )
    bell = ResourceType(name="bell", parent="door")
    assert ("siblings: open_door while it has something in it (door bell)",
            "a bell is made where the door is wide, and from there nothing leads to shut") in plan(
        house(bell, hang), "siblings"
    ).infeasible  # fmt: skip
