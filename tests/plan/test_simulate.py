"""The symbolic run: who has which natural key."""

from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.model.action import Refusal
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.plan.plan import Step
from pytest_resourcegraph.plan.simulate import apply, key_of, refusals, simulate

from .declared import ROOM, drop, make, schema

FLAT = ResourceType(name="flat", parent="room", key="number")
FLATS = schema(ROOM, FLAT, make(ROOM), make(FLAT), drop(ROOM), drop(FLAT))
R1, R2 = Key("room", "r1"), Key("room", "r2")
F1 = Key("flat", "f1", R1)
BUILT = (
    Step(action="make_room", makes="r1"),
    Step(action="make_room", makes="r2"),
    Step(action="make_flat", roles=(("room", R1),), makes="f1"),
)


def again(room: Key) -> Step:
    return Step(action="make_flat", roles=(("room", room),), makes="f2", twin=F1)


def test_a_key_beside_is_taken():
    graph = simulate(FLATS, BUILT)
    assert [reason.refusal for reason in refusals(FLATS, graph, again(R1))] == [Refusal.DUPLICATE]
    assert apply(FLATS, graph, again(R1)) is graph


def test_a_key_elsewhere_is_free_and_is_the_same():
    graph = simulate(FLATS, BUILT)
    assert refusals(FLATS, graph, again(R2)) == ()
    after = apply(FLATS, graph, again(R2))
    keys = [key_of(FLATS, node) for node in after.living("flat")]
    assert keys == ["f1", "f1"]


def test_the_key_of_a_dead_one_is_free():
    gone = Step(action="drop_flat", roles=(("flat", F1),))
    graph = simulate(FLATS, (*BUILT, gone))
    assert refusals(FLATS, graph, again(R1)) == ()


def test_the_key_of_a_dead_one_is_taken_by_who_took_its_place():
    gone = Step(action="drop_flat", roles=(("flat", F1),))
    graph = simulate(FLATS, (*BUILT, gone, again(R1)))
    third = Step(action="make_flat", roles=(("room", R1),), makes="f3", twin=F1)
    assert [reason.refusal for reason in refusals(FLATS, graph, third)] == [Refusal.DUPLICATE]


def test_a_look_changes_nothing():
    graph = simulate(FLATS, BUILT)
    look = Step(action="drop_flat", roles=(("flat", F1),), relation="self")
    assert apply(FLATS, graph, look) is graph
