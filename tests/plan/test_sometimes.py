"""``sometimes``: what the user wants to have been true at least once, and ``reached(TYPE@STATE)``."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.errors import PlanError
from pytest_resourcegraph.model.action import Action, Role
from pytest_resourcegraph.model.condition import AllOf, Condition, Count, Not, Predicate
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.plan.plan import Plan
from pytest_resourcegraph.plan.simulate import simulate
from pytest_resourcegraph.plan.slices import slices

from .declared import DOOR, KEY, ROOM, action, drop, house, make, plan, schema, turn

ROOM_ROLE, DOOR_ROLE = Role(name="room", type="room"), Role(name="door", type="door")


def asked(name: str, *roles: Role, when: Condition | None = None, call=lambda **_: None, graph: bool = False) -> Action:
    """A property as an action that nobody takes."""
    return Action(name=name, roles=roles, when=when, call=call, injected=("graph",) if graph else ())


def wanting(schema: Schema, *properties: Action) -> Schema:
    """The schema with properties that have to be true sometimes."""
    return replace(schema, sometimes={one.name: one for one in properties})


def worlds(schema: Schema, made: Plan):
    """The graph after every step of a plan."""
    for sequence in made.sequences:
        for length in range(1, len(sequence.steps) + 1):
            yield simulate(schema, sequence.steps[:length])


def test_a_state_and_a_number_are_brought_about_by_the_shortest_way():
    crowded = Count(type="key", under="room", at_least=3)
    wide = Role(name="door", type="door", states=("wide",), below="room")
    wanted = wanting(house(), asked("a_wide_door_with_three_keys", ROOM_ROLE, wide, when=crowded))
    made = plan(wanted, "sometimes")
    assert made.covered == ("sometimes: a_wide_door_with_three_keys",)
    assert made.steps == 7  # a room, a door, two moves, three keys
    assert any(
        len(graph.living("key")) == 3 and [node.state for node in graph.living("door")] == ["wide"]
        for graph in worlds(wanted, made)
    )


def test_a_function_that_cannot_be_solved_is_found_by_looking_around():
    def one_room_with_a_door_and_one_without(graph):
        return {bool(graph.children(room.key, "door")) for room in graph.living("room")} == {True, False}

    wanted = wanting(house(), asked("odd", call=one_room_with_a_door_and_one_without, graph=True))
    made = plan(wanted, "sometimes")
    assert (made.covered, made.steps) == (("sometimes: odd",), 3)
    assert any(one_room_with_a_door_and_one_without(graph) for graph in worlds(wanted, made))


def test_a_function_is_given_the_resources():
    seen = []

    def said(room):
        seen.append((room.type, room.alive))
        return False

    made = plan(wanting(house(), asked("never", ROOM_ROLE, call=said)), "sometimes")
    assert set(seen) == {("room", True)}
    assert made.infeasible == (("sometimes: never", "no way was found to make 'never' true"),)


@pytest.mark.parametrize(
    ("role", "when", "reason"),
    [
        (Role(name="key", type="key"), None, "nothing creates key"),
        (Role(name="door", type="door", states=("wide",)), None, "no action moves door to wide"),
        (DOOR_ROLE, AllOf((Count(type="door", at_least=1), Count(type="door", at_most=0))), "no way was found to have"),
    ],
)
def test_what_cannot_be_is_said_with_its_reason(role, when, reason):
    declared = schema(ROOM, DOOR, KEY, make(ROOM), make(DOOR), drop(ROOM))
    made = plan(wanting(declared, asked("never", role, when=when)), "sometimes and actions")
    assert [text for name, text in made.infeasible if name == "sometimes: never" and reason in text]


def test_what_is_true_from_the_beginning_takes_one_step():
    none = asked("no_key", when=Not(Count(type="key", at_least=1)))
    made = plan(wanting(house(), none), "sometimes")
    assert (made.covered, made.steps) == (("sometimes: no_key",), 1)


def test_it_is_sought_whatever_else_is_to_be_covered():
    wanted = wanting(house(), asked("two", when=Count(type="key", at_least=2)), asked("room", ROOM_ROLE))
    assert {"sometimes: two", "sometimes: room"} <= set(plan(wanted, "actions").covered)
    assert "sometimes: two" not in plan(wanted, "actions and sometimes(room)").covered
    assert not any(row.criterion == "sometimes" for row in plan(house(), "actions").coverage)


def test_no_plan_is_cheaper_than_its_bound():
    made = plan(wanting(house(), asked("two", DOOR_ROLE, when=Count(type="key", at_least=2))), "sometimes")
    assert 2 <= made.lower_bound <= made.steps == 4


def test_what_a_property_is_about_is_planned_together():
    lamp = ResourceType(name="lamp")
    apart = schema(ROOM, lamp, make(ROOM), make(lamp))
    assert len(slices(apart)) == 2
    many = Count(type="lamp", at_least=2)
    for joining in (
        asked("both", ROOM_ROLE, when=many),
        asked("any", graph=True, call=lambda graph: True),
        asked("tested", when=Predicate(lambda graph, roles: True)),
    ):
        assert len(slices(wanting(apart, joining))) == 1
    assert len(slices(wanting(apart, asked("one", when=many), asked("other", ROOM_ROLE)))) == 2
    made = plan(wanting(apart, asked("both", ROOM_ROLE, when=many), asked("other", ROOM_ROLE)), "sometimes")
    assert made.covered == ("sometimes: both", "sometimes: other")


def test_a_function_that_raises_is_told_in_three_lines():
    wanted = wanting(house(), asked("broken", ROOM_ROLE, call=lambda room: room["size"] > 3))
    with pytest.raises(PlanError) as caught:
        plan(wanted, "sometimes")
    first, _, last = str(caught.value).splitlines()
    assert "sometimes 'broken' raised KeyError: 'size'" in first
    assert last == "ask the graph for what it knows, or use requires= and when="


# -- reached(TYPE@STATE), sometimes(NAME) ----------------------------------------------------------------------------


def test_a_state_is_a_goal():
    made = plan(house(), "reached(door@wide)")
    assert made.covered == ("states: door wide",)
    assert made.steps == 4


def test_a_state_is_a_stop():
    whole, cut = plan(house(), "pairs"), plan(house(), "pairs or reached(door@wide)")
    assert cut.steps < whole.steps
    assert "states: door wide" in cut.covered
    assert not any("states: door wide" in one.goals for one in cut.sequences[:-1])


def test_a_property_is_a_stop():
    wanted = wanting(house(), asked("two", when=Count(type="key", at_least=2)))
    cut = plan(wanted, "pairs or sometimes(two)")
    assert "sometimes: two" in cut.sequences[-1].goals
    assert cut.steps < plan(wanted, "pairs").steps


@pytest.mark.parametrize(
    ("cover", "line"),
    [
        ("reached(door@wid)", "did you mean 'door@wide'?"),
        ("reached(dor@wide)", "did you mean 'door@wide'?"),
        ("sometimes(tow)", "did you mean 'two'?"),
        ("sometimes(a) or pairs", "known names of sometimes: two"),
    ],
)
def test_a_name_that_is_not_there(cover, line):
    with pytest.raises(PlanError) as caught:
        plan(wanting(house(), asked("two", when=Count(type="key", at_least=2))), cover)
    assert line in str(caught.value)
    assert len(str(caught.value).splitlines()) == 3


def test_a_property_may_assert_as_an_invariant_does():
    def two_keys(graph):
        assert len(graph.living("key")) == 2

    made = plan(wanting(house(), asked("two_keys", call=two_keys, graph=True)), "sometimes")
    assert made.covered == ("sometimes: two_keys",)


def test_where_there_are_no_types_there_is_nothing_to_join():
    bare = wanting(schema(action("ping")), asked("any", graph=True, call=lambda graph: True))
    made = plan(bare, "actions")
    assert made.covered == ("actions: ping",)
    assert [name for name, _ in made.unplanned] == ["sometimes: any"]


def test_a_state_of_several_words_can_be_reached():
    lamp = ResourceType(name="lamp", states=("off", "half way"))
    made = plan(schema(lamp, make(lamp), turn("dim", lamp, "off", "half way")), "reached( lamp@half way )")
    assert made.covered == ("states: lamp half way",)
