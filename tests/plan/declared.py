"""Small schemas for the tests of planning."""

from pytest_resourcegraph.model.action import Action, Role
from pytest_resourcegraph.model.condition import Condition
from pytest_resourcegraph.model.effect import Create, Destroy, Effect, Move
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.plan.plan import Plan
from pytest_resourcegraph.plan.scheduler import Request
from pytest_resourcegraph.plan.schedulers.cover import Cover

ROOM = ResourceType(name="room", key="name")
DOOR = ResourceType(name="door", parent="room", states=("shut", "ajar", "wide"))
KEY = ResourceType(name="key", parent="door")


def action(name: str, *roles: Role, effects: tuple[Effect, ...] = (), when: Condition | None = None, **more) -> Action:
    """An action with these roles and effects."""
    return Action(name=name, roles=roles, effects=effects, when=when, **more)


def make(type_: ResourceType, when: Condition | None = None) -> Action:
    """``make_x`` below its parent."""
    roles = (Role(name=type_.parent, type=type_.parent),) if type_.parent else ()
    return action(
        f"make_{type_.name}", *roles, when=when,
        effects=(Create(type=type_.name, parent=type_.parent, state=type_.born),),
    )  # fmt: skip


def drop(type_: ResourceType) -> Action:
    """``drop_x``."""
    return action(f"drop_{type_.name}", Role(name=type_.name, type=type_.name), effects=(Destroy(role=type_.name),))


def look(type_: ResourceType, *states: str) -> Action:
    """``look_x``: reads it, in some states only."""
    return action(f"look_{type_.name}", Role(name=type_.name, type=type_.name, states=states), reads=type_.name)


def turn(name: str, type_: ResourceType, source: str, target: str) -> Action:
    """Moves from one state to another."""
    role = Role(name=type_.name, type=type_.name, states=(source,))
    return action(name, role, effects=(Move(role=type_.name, moves=((source, target),)),))


def schema(*parts: ResourceType | Action, actors: tuple[str, ...] = ("",)) -> Schema:
    """A schema of types and actions."""
    return Schema(
        types={part.name: part for part in parts if isinstance(part, ResourceType)},
        actions={part.name: part for part in parts if isinstance(part, Action)},
        actors=actors,
    )


def house(*more: ResourceType | Action, actors: tuple[str, ...] = ("",)) -> Schema:
    """A room with doors with keys; a door opens in two moves."""
    return schema(
        ROOM, DOOR, KEY, make(ROOM), make(DOOR), make(KEY), drop(ROOM), drop(DOOR), look(DOOR), look(KEY),
        turn("open_door", DOOR, "shut", "ajar"), turn("swing_door", DOOR, "ajar", "wide"), *more, actors=actors,
    )  # fmt: skip


def plan(made: Schema, cover: str, **more) -> Plan:
    """The plan of the covering scheduler."""
    return Cover().plan(made, Request(cover=cover, **more))


def lines(made: Plan) -> list[str]:
    """Every step of a plan as text."""
    return [str(step) for sequence in made.sequences for step in sequence.steps]
