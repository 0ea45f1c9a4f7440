"""Which actions are possible now, and with which resources, up to symmetry."""

from collections.abc import Callable, Collection, Iterator, Mapping

from ..events.key import Key
from ..graph.node import Node
from ..model.action import Action, Role
from ..model.condition import holds
from ..model.schema import Schema
from .plan import Step
from .trail import Trail

States = Mapping[str, Collection[str | None]]
Binding = dict[str, Key]
_ANY: States = {}


def binding_order(schema: Schema, action: Action) -> tuple[Role, ...]:
    """The roles of an action, deepest types first, so that the role above follows from the one below."""
    return tuple(sorted(action.roles, key=lambda role: -len(schema.ancestors(role.type))))


def bindings(
    trail: Trail,
    action: Action,
    *,
    states: States = _ANY,
    fixed: Mapping[str, Key] | None = None,
    avoid: Collection[Key] = (),
    test_when: bool = True,
    actor: str = "",
) -> Iterator[Binding]:
    """The ways to fill the roles so that the guard holds, one of each class of interchangeable resources.

    ``states`` narrows the states of a role further, ``fixed`` gives roles their resource beforehand (it is not tested),
    ``avoid`` keeps resources out. Resources that hang below the same ancestors come first.
    """
    owner = actor or trail.schema.actors[0]
    found: Iterator[Binding]
    if len(action.roles) == 1 and not fixed:  # most are such, and planning asks for them most
        found = _of_one_role(trail, action.roles[0], states, avoid, owner)
    else:
        order = binding_order(trail.schema, action)
        found = _bind(trail, action, order, dict(fixed or {}), states, avoid, owner)
    when = action.when if test_when else None
    if when is not None:
        found = (one for one in found if holds(when, trail.graph, one))
    yield from found if not action.roles else _one_of_each_class(trail, action, found)


def _of_one_role(trail: Trail, role: Role, states: States, avoid: Collection[Key], owner: str) -> Iterator[Binding]:
    for node in trail.living(role.type):
        if node.key not in avoid and fits(node, role, states, owner):
            yield {role.name: node.key}


def _one_of_each_class(trail: Trail, action: Action, found: Iterator[Binding]) -> Iterator[Binding]:
    first = next(found, None)
    if first is None:
        return
    yield first  # labels cost much, and most callers want the first binding only
    seen: set[tuple[object, ...]] = set()
    for one in found:
        if not seen:
            seen.add(_label(trail, action, first))
        label = _label(trail, action, one)
        if label not in seen:
            seen.add(label)
            yield one


def enabled(trail: Trail, action: Action) -> Iterator[Step]:
    """The steps with this action that are possible now, up to symmetry."""
    for found in bindings(trail, action):
        yield step_of(trail, action, found)


def step_of(trail: Trail, action: Action, found: Mapping[str, Key]) -> Step:
    """The step that takes the action with these resources and succeeds."""
    made = trail.next_alias(action.creates.type) if action.creates is not None else None
    return Step(action=action.name, roles=tuple((role.name, found[role.name]) for role in action.roles), makes=made)


def fits(node: Node, role: Role, states: States, owner: str) -> bool:
    """Whether a living resource can fill the role by itself, other roles aside."""
    if role.states and node.state not in role.states:
        return False
    if role.name in states and node.state not in states[role.name]:
        return False
    return not (owner and node.owner and node.owner != owner)


def _bind(
    trail: Trail, action: Action, order: tuple[Role, ...], found: Binding, states: States, avoid: Collection[Key],
    owner: str,
) -> Iterator[Binding]:  # fmt: skip
    role = next((role for role in order if role.name not in found), None)
    if role is None:
        yield dict(found)
        return
    above = _above(trail, order, found, role)
    pool: Iterator[Node] | tuple[Node, ...] | list[Node] = trail.living(role.type)
    if above is not None:
        node = trail.graph.node(above)
        pool = [node] if node is not None and node.alive else []
    taken = {found[other.name] for other in order if other.name in found and other.type == role.type}
    keys = [
        node.key for node in pool
        if node.key not in taken and node.key not in avoid and fits(node, role, states, owner)
        and (role.below is None or role.below not in found or node.key.is_below(found[role.below]))
    ]  # fmt: skip
    if found and len(keys) > 1:
        keys.sort(key=_nearness(found))
    for key in keys:
        yield from _bind(trail, action, order, {**found, role.name: key}, states, avoid, owner)


def _above(trail: Trail, order: tuple[Role, ...], found: Binding, role: Role) -> Key | None:
    """The resource that the role must have because a role below it is bound already."""
    for lower in order:
        if lower.below == role.name and lower.name in found:
            parent = found[lower.name].parent
            return parent.above(role.type) if parent is not None else None
    return None


def _nearness(found: Binding) -> Callable[[Key], int]:
    """Sorts first what shares most ancestors with what is bound: one action seldom means two separate trees."""
    around = {above for key in found.values() for above in (key, *key.ancestors())}
    return lambda key: -sum(1 for above in (key, *key.ancestors()) if above in around)


def _label(trail: Trail, action: Action, found: Binding) -> tuple[object, ...]:
    """Equal for bindings that a symmetry of the world maps onto each other, as far as colours tell."""
    if all(len(trail.living(role.type)) < 2 for role in action.roles):
        return ()
    colour = trail.colours
    keys = [found[role.name] for role in action.roles]
    shared = tuple(
        tuple(sum(1 for above in (one, *one.ancestors()) if above in {two, *two.ancestors()}) for two in keys)
        for one in keys
    )
    return (*(colour.get(key, b"") for key in keys), shared)
