"""Strategies that draw small valid schemas: parents, references, lifecycles, several roles, conditions, actors."""

from hypothesis import strategies as st

from pytest_resourcegraph.model.action import Action, Listing, Role
from pytest_resourcegraph.model.condition import Count, InState
from pytest_resourcegraph.model.effect import Create, Destroy, Effect, Link, Move, Update
from pytest_resourcegraph.model.guard import ANONYMOUS
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.schema import Schema

NAMES = ("alpha", "beta", "gamma", "delta")
STATES = ("new", "open", "shut")


@st.composite
def resource_types(draw: st.DrawFn, largest: int = 4) -> list[ResourceType]:
    """Types whose parents and references are among the types before them."""
    types: list[ResourceType] = []
    for name in NAMES[: draw(st.integers(1, largest))]:
        before = [type_.name for type_ in types]
        parent = draw(st.sampled_from([None, *before]))
        targets = [other for other in before if other != parent]
        references = {"target": draw(st.sampled_from(targets))} if draw(st.booleans()) and targets else {}
        states = STATES[: draw(st.sampled_from([0, 0, 2, 3]))]
        key = draw(st.sampled_from([None, None, "name"]))
        types.append(ResourceType(name=name, parent=parent, references=references, states=states, key=key))
    return types


@st.composite
def creates(draw: st.DrawFn, type_: ResourceType, types: dict[str, ResourceType]) -> Action:
    """A create with its parent, sometimes with a link and a parent that must be in some state."""
    roles: list[Role] = []
    if type_.parent is not None:
        roles.append(draw(role_of(types[type_.parent], "parent")))
    links: tuple[tuple[str, str], ...] = ()
    if "target" in type_.references and draw(st.booleans()):
        roles.append(Role(name="target", type=type_.references["target"]))
        links = (("target", "target"),)
    parent = "parent" if type_.parent is not None else None
    effect = Create(type=type_.name, parent=parent, state=type_.born, links=links)
    when = None
    if draw(st.integers(0, 4)) == 0:
        when = Count(type=type_.name, under=parent, at_most=draw(st.integers(0, 2)))
    return Action(name=f"create_{type_.name}", roles=tuple(roles), effects=(effect,), when=when)


@st.composite
def role_of(draw: st.DrawFn, type_: ResourceType, name: str) -> Role:
    """A role of the type, sometimes narrowed to some states."""
    states: tuple[str, ...] = ()
    if draw(st.booleans()) and type_.states:
        states = tuple(draw(st.lists(st.sampled_from(type_.states), min_size=1, unique=True)))
    return Role(name=name, type=type_.name, states=states, uses_parent=draw(st.booleans()))


@st.composite
def others(draw: st.DrawFn, type_: ResourceType, types: dict[str, ResourceType], number: int) -> Action:
    """A read, a list, an update, a move, a link or a destroy of the type."""
    own = draw(role_of(type_, "own"))
    roles = [own]
    effects: tuple[Effect, ...] = ()
    reads: str | None = None
    lists: Listing | None = None
    kind = draw(st.sampled_from(["read", "list", "update", "move", "link", "destroy", "destroy", "two"]))
    if kind == "move" and len(type_.states) > 1:
        source, target = draw(st.permutations(type_.states))[:2]
        roles = [Role(name="own", type=type_.name, states=(source,))]
        effects = (Move(role="own", moves=((source, target),)),)
    elif kind == "link" and "target" in type_.references:
        roles.append(Role(name="target", type=type_.references["target"]))
        effects = (Link(role="own", reference="target", target="target"),)
    elif kind == "destroy":
        effects = (Destroy(role="own"),)
    elif kind == "list":
        lists = Listing(type=type_.name, within=None)
        roles = []
    elif kind == "two":
        roles.append(draw(role_of(draw(st.sampled_from(list(types.values()))), "other")))
        effects = (Update(role="own"),)
    elif kind == "read":
        reads = "own"
    else:
        effects = (Update(role="own"),)
    if type_.parent is not None and len(roles) == 1 and draw(st.booleans()):
        above = Role(name="above", type=type_.parent)
        roles = [above, Role(name="own", type=type_.name, states=roles[0].states, below="above")]
    when = InState("own", type_.states[:1]) if roles and type_.states and draw(st.integers(0, 5)) == 0 else None
    touches = frozenset(["quota"]) if draw(st.integers(0, 5)) == 0 else frozenset()
    return Action(
        name=f"{kind}_{type_.name}_{number}", roles=tuple(roles), effects=effects, reads=reads, lists=lists, when=when,
        touches=touches, cost=draw(st.sampled_from([1, 1, 1, 2])),
    )  # fmt: skip


@st.composite
def schemas(draw: st.DrawFn, largest: int = 4) -> Schema:
    """A valid schema, of which some types may lack a create, a destroy or a way to a state."""
    types = {type_.name: type_ for type_ in draw(resource_types(largest))}
    actions: list[Action] = []
    for type_ in types.values():
        if draw(st.integers(0, 9)) > 0:
            actions.append(draw(creates(type_, types)))
        actions += [draw(others(type_, types, number)) for number in range(draw(st.integers(0, 3)))]
    if draw(st.integers(0, 4)) == 0 or not actions:
        actions.append(Action(name="ping"))
    actors = draw(st.sampled_from([("",), ("",), ("one", "two")]))
    anonymous = draw(st.sampled_from(["", "", ANONYMOUS]))
    return Schema(types=types, actions={action.name: action for action in actions}, actors=actors, anonymous=anonymous)
