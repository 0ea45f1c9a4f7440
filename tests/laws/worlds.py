"""Schemas drawn at random, with whatever a declaration may hold, for the laws that need a service to run against."""

from collections.abc import Iterator

from hypothesis import strategies as st

from pytest_resourcegraph.model.action import Action, Listing, Refusal, Role
from pytest_resourcegraph.model.condition import Condition, Count, InState, Not
from pytest_resourcegraph.model.effect import Create, Destroy, Effect, Link, Move, Update
from pytest_resourcegraph.model.guard import ANONYMOUS
from pytest_resourcegraph.model.resource import OnDestroy, ResourceType
from pytest_resourcegraph.model.schema import Schema

NAMES = ("alpha", "beta", "gamma", "delta")
STATES = ("open", "held", "shut")


@st.composite
def types(draw: st.DrawFn) -> tuple[ResourceType, ...]:
    """One to four types, each below or referring to earlier ones."""
    made: list[ResourceType] = []
    for name in NAMES[: draw(st.integers(1, 4))]:
        earlier = [type_.name for type_ in made]
        states = STATES[: draw(st.sampled_from((0, 0, 2, 3)))]
        target = draw(st.sampled_from([None, None, *earlier]))
        made.append(
            ResourceType(
                name=name,
                parent=draw(st.sampled_from([None, *earlier])),
                references={"twin": target} if target is not None else {},
                on_destroy=draw(st.sampled_from(({}, {"twin": OnDestroy.CLEAR}))) if target is not None else {},
                fields=draw(st.sampled_from((None, None, {"type": "object", "minProperties": 1}))),
                id_field=draw(st.sampled_from(("id", "id", "meta.uid", "name"))),
                key=draw(st.sampled_from((None, None, "title"))),
                states=states,
                state_field=draw(st.sampled_from((None, "status", "meta.state"))) if states else None,
                deleted_state=draw(st.sampled_from((None, None, "trashed"))) if states else None,
                gone=draw(st.sampled_from((frozenset({404, 410}), frozenset({410}), frozenset({403})))),
            )
        )
    return tuple(made)


def _role(type_: ResourceType, states: tuple[str, ...] = (), below: str | None = None) -> Role:
    return Role(name=f"the_{type_.name}", type=type_.name, states=states, below=below)


def _self(
    draw: st.DrawFn, type_: ResourceType, parent: ResourceType | None, states: tuple[str, ...] = ()
) -> tuple[Role, ...]:
    """The role of one resource, sometimes with that of its parent before it, as in a path with two ids."""
    if parent is None or draw(st.booleans()):
        return (_role(type_, states),)
    return _role(parent), _role(type_, states, below=f"the_{parent.name}")


def _condition(draw: st.DrawFn, type_: ResourceType, parent: ResourceType | None) -> Condition | None:
    if parent is None:
        return None
    most = Count(type=type_.name, under=f"the_{parent.name}", at_most=draw(st.integers(0, 2)))
    choices: list[Condition | None] = [None, None, most]
    if parent.states:
        choices.append(Not(InState(f"the_{parent.name}", (parent.states[-1],))))
    return draw(st.sampled_from(choices))


def _creators(draw: st.DrawFn, type_: ResourceType, parent: ResourceType | None) -> Iterator[Action]:
    roles = (_role(parent, parent.states[:1] if draw(st.booleans()) else ()),) if parent is not None else ()
    create = Create(type=type_.name, parent=f"the_{parent.name}" if parent is not None else None, state=type_.born)
    changes: tuple[Effect, ...] = ()
    if parent is not None and draw(st.booleans()):
        changes = (Update(role=f"the_{parent.name}"),)
    yield Action(
        name=f"create_{type_.name}", roles=roles, effects=(create, *changes),
        when=_condition(draw, type_, parent), expects=draw(st.sampled_from((frozenset[int](), frozenset({200, 202})))),
    )  # fmt: skip
    for reference, target in type_.references.items():
        linked = Create(type=type_.name, parent=create.parent, state=create.state, links=((reference, "linked"),))
        yield Action(
            name=f"create_linked_{type_.name}", roles=(*roles, Role(name="linked", type=target)), effects=(linked,)
        )
        if draw(st.booleans()):
            own = _role(type_)
            yield Action(
                name=f"link_{type_.name}", roles=(own, Role(name="linked", type=target)),
                effects=(Link(role=own.name, reference=reference, target="linked"),),
            )  # fmt: skip


def _observers(draw: st.DrawFn, type_: ResourceType, parent: ResourceType | None) -> Iterator[Action]:
    if draw(st.integers(0, 3)):
        yield Action(name=f"get_{type_.name}", roles=_self(draw, type_, parent), reads=f"the_{type_.name}")
    if draw(st.booleans()):
        yield Action(name=f"list_{type_.name}", lists=Listing(type=type_.name))
    if parent is not None and draw(st.booleans()):
        within = Listing(type=type_.name, within=f"the_{parent.name}")
        yield Action(name=f"list_{type_.name}_below", roles=(_role(parent),), lists=within)
    for target in type_.references.values():
        if draw(st.booleans()):
            scope = Role(name="scope", type=target)
            yield Action(name=f"list_{type_.name}_of", roles=(scope,), lists=Listing(type=type_.name, within="scope"))


def _changers(draw: st.DrawFn, type_: ResourceType, parent: ResourceType | None) -> Iterator[Action]:
    own = f"the_{type_.name}"
    strict = {**dict.fromkeys(Refusal, frozenset[int]()), Refusal.WRONG_STATE: frozenset({422})}
    if draw(st.booleans()):
        yield Action(name=f"update_{type_.name}", roles=_self(draw, type_, parent), effects=(Update(role=own),))
    for before, after in zip(type_.states, type_.states[1:], strict=False):
        yield Action(
            name=f"{after}_{type_.name}", roles=_self(draw, type_, parent, states=(before,)), refusals=strict,
            effects=(Move(role=own, moves=((before, after),)),),
        )  # fmt: skip
    if draw(st.integers(0, 4)):
        yield Action(name=f"delete_{type_.name}", roles=_self(draw, type_, parent), effects=(Destroy(role=own),))


@st.composite
def worlds(draw: st.DrawFn) -> Schema:
    """A whole schema: every type can be created; what else can be done with it is drawn."""
    found = {type_.name: type_ for type_ in draw(types())}
    actions: list[Action] = []
    for type_ in found.values():
        parent = found[type_.parent] if type_.parent is not None else None
        for make in (_creators, _observers, _changers):
            actions.extend(make(draw, type_, parent))
    actors = draw(st.sampled_from((("",), ("",), ("ann", "bob"))))
    anonymous = draw(st.sampled_from(("", "", ANONYMOUS)))
    return Schema(types=found, actions={action.name: action for action in actions}, actors=actors, anonymous=anonymous)
