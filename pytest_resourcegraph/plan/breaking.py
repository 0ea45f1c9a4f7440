"""How a precondition is broken in one named way: with what is there now, or with what has to be brought about."""

from collections.abc import Iterator, Mapping

from ..events.key import Key
from ..model.action import Action, Refusal, Role
from ..model.condition import holds
from .company import namesakes
from .enabled import Binding, bindings
from .goals.goal import Break
from .plan import PHANTOM, Step
from .setup import Setup, with_uppers
from .simulate import refusals
from .trail import Trail

_WITH_ALL = (Refusal.CONDITION, Refusal.OTHER_ACTOR, Refusal.ANONYMOUS)
"""Ways that need all the resources as a success does."""
_MASKED = (Refusal.WRONG_STATE, Refusal.OTHER_ACTOR, Refusal.ANONYMOUS)
"""Ways that a condition which does not hold either would mask: the step is refused whatever is made of the other guard.

One fault at a time is the rule of testing by invalid values (Kuhn, Kacker, Lei: input masking).
"""


def broken_now(trail: Trail, want: Break) -> Step | None:
    """The step that is refused in the meant way alone now, or None where the world does not allow it yet."""
    return next(_now(trail, want, alone=True), None)


def reach_broken(setup: Setup, trail: Trail, want: Break) -> Trail | None:
    """The trail that ends in the refused step, with what it needs before; None where no way was found.

    Where there is no other way, the condition of the action may be broken as well.
    """
    there = _reach(setup, trail, want, alone=True)
    can_be_masked = setup.schema.actions[want.action].when is not None and want.refusal in _MASKED
    return _reach(setup, trail, want, alone=False) if there is None and can_be_masked else there


def _reach(setup: Setup, trail: Trail, want: Break, *, alone: bool) -> Trail | None:
    step = next(_now(trail, want, alone=alone), None)
    if step is not None:
        return setup.push(trail, step)
    for there in _bring_about(setup, trail, want):
        step = next(_now(there, want, alone=alone), None)
        if step is not None:
            return setup.push(there, step)
        completed = _complete(setup, there, want, alone=alone) if want.role else None
        if completed is not None:
            return completed
    return None


def _now(trail: Trail, want: Break, *, alone: bool) -> Iterator[Step]:
    action = trail.schema.actions[want.action]
    when = action.when
    if want.refusal is Refusal.DUPLICATE:
        yield from _duplicates(trail, action)
        return
    for fixed in _breaking(trail, action, want):
        for found in bindings(trail, action, fixed=fixed, test_when=False):
            if want.refusal is Refusal.CONDITION and (when is None or holds(when, trail.graph, found)):
                continue
            if alone and when is not None and want.refusal in _MASKED and not holds(when, trail.graph, found):
                continue
            yield _step(trail, action, found, want.refusal)


def _step(trail: Trail, action: Action, found: Mapping[str, Key], refusal: Refusal, twin: Key | None = None) -> Step:
    actor = trail.schema.actors[1] if refusal is Refusal.OTHER_ACTOR else ""
    actor = trail.schema.anonymous if refusal is Refusal.ANONYMOUS else actor
    roles = tuple((role.name, found[role.name]) for role in action.roles)
    return Step(action=action.name, roles=roles, refusal=refusal, twin=twin, actor=actor)


def _duplicates(trail: Trail, action: Action) -> Iterator[Step]:
    if action.creates is None:
        yield from _renames(trail, action)
        return
    made = action.creates
    for twin in trail.living(made.type):
        fixed: Binding = {}
        if made.parent is not None and twin.key.parent is not None:
            role = action.role(made.parent)
            node = trail.graph.node(twin.key.parent)
            if node is None or (role.states and node.state not in role.states):
                continue
            fixed = with_uppers(action, {made.parent: twin.key.parent})
        for found in bindings(trail, action, fixed=fixed):
            yield _step(trail, action, found, Refusal.DUPLICATE, twin.key)


def _renames(trail: Trail, action: Action) -> Iterator[Step]:
    """An update that gives a resource the key of its sibling."""
    for found in bindings(trail, action):
        for name in action.changes:
            key = found[name]
            for other in trail.living(key.type):
                if other.key != key and other.key.parent == key.parent:
                    yield _step(trail, action, found, Refusal.DUPLICATE, other.key)


def _breaking(trail: Trail, action: Action, want: Break) -> Iterator[Binding]:
    """The roles that make it break, for each resource that can; the others are still free."""
    if want.refusal in _WITH_ALL:
        yield {}
        return
    role = action.role(want.role)
    match want.refusal:
        case Refusal.WRONG_STATE:
            for node in trail.living(role.type):
                if node.state == want.detail:
                    yield with_uppers(action, {role.name: node.key})
        case Refusal.AFTER_DESTROY:
            for node in trail.dead(role.type):
                if node.ended_with is None and want.state in ("", node.state):
                    yield with_uppers(action, {role.name: node.key})
        case Refusal.AFTER_PARENT_DESTROY:
            for node in trail.dead(role.type):
                with_it = node.ended_with is not None and node.ended_with.type == want.detail
                if with_it and want.state in ("", node.state):
                    yield with_uppers(action, {role.name: node.key})
        case Refusal.WRONG_PARENT:
            yield from _strangers(trail, action, role)
        case Refusal.MISSING_REFERENCE:
            parent_type = trail.schema.types[role.type].parent
            parents = [node.key for node in trail.living(parent_type)] if parent_type else [None]
            for parent in parents:
                yield with_uppers(action, {role.name: Key(role.type, PHANTOM, parent)})


def _strangers(trail: Trail, action: Action, role: Role) -> Iterator[Binding]:
    """The role's resource with another ancestor than its own."""
    for node in trail.living(role.type):
        own = node.key.parent
        if own is None or (role.states and node.state not in role.states):
            continue
        if role.below is not None:
            upper = action.role(role.below)
            for other in trail.living(upper.type):
                if _is_elsewhere(trail, node.key, other.key, own.above(upper.type)) and not (
                    upper.states and other.state not in upper.states
                ):
                    yield with_uppers(action, {role.name: node.key, upper.name: other.key})
        else:
            for other in trail.living(own.type):
                if _is_elsewhere(trail, node.key, other.key, own):
                    yield with_uppers(action, {role.name: Key(role.type, node.key.id, other.key)})


def _is_elsewhere(trail: Trail, key: Key, upper: Key, own: Key | None) -> bool:
    """Whether nothing like the resource is there: below an ancestor with a namesake its id may be that one's."""
    return upper != own and not any(node.key.is_below(upper) for node in namesakes(trail, key))


def _bring_about(setup: Setup, trail: Trail, want: Break) -> Iterator[Trail]:
    """Trails on which what breaks the role is there."""
    action = setup.schema.actions[want.action]
    if want.refusal in _WITH_ALL:
        yield from _with_all_roles(setup, trail, action, want.refusal)
        return
    if want.refusal is Refusal.DUPLICATE:
        yield from _with_twin(setup, trail, action)
        return
    role = action.role(want.role)
    match want.refusal:
        case Refusal.WRONG_STATE:
            yield from _in_state(setup, trail, action, role, want.detail)
        case Refusal.AFTER_DESTROY:
            yield from _destroyed(setup, trail, role.type, (want.state,) if want.state else ())
        case Refusal.AFTER_PARENT_DESTROY:
            yield from _destroyed_above(setup, trail, role.type, want.detail, (want.state,) if want.state else ())
        case Refusal.WRONG_PARENT:
            yield from _with_stranger(setup, trail, action, role)
        case Refusal.MISSING_REFERENCE:
            parent_type = setup.schema.types[role.type].parent
            given = setup.provide(trail, parent_type) if parent_type is not None else None
            yield given[0] if given is not None else trail


def _in_state(setup: Setup, trail: Trail, action: Action, role: Role, state: str) -> Iterator[Trail]:
    """A resource in that state, with what the condition of the action asks for where there is one."""
    given = setup.provide(trail, role.type, (state,))
    if given is not None and action.when is not None:
        prepared = setup.prepare(given[0], action, fixed=with_uppers(action, {role.name: given[1]}))
        if prepared is not None:
            yield prepared[0]
    # What the condition asks for may have to be there before the resource is brought to that state.
    possible = setup.prepare(trail, action) if action.when is not None else None
    moved = setup.bring(possible[0], possible[1][role.name], (state,)) if possible is not None else None
    if moved is not None:
        yield moved
    if given is not None:
        yield given[0]


def _with_twin(setup: Setup, trail: Trail, action: Action) -> Iterator[Trail]:
    """What the action makes, made once; beside what it changes, one more."""
    if action.creates is not None:
        once = setup.perform(trail, action)
        if once is not None:
            yield once
        return
    for name in action.changes:
        role = action.role(name)
        given = setup.provide(trail, role.type, role.states)
        if given is not None:
            known = {node.key for node in given[0].living(role.type)}
            more = setup.provide(given[0], role.type, below=given[1].parent, avoid=known)
            if more is not None:
                yield more[0]


def _with_all_roles(setup: Setup, trail: Trail, action: Action, refusal: Refusal) -> Iterator[Trail]:
    prepared = setup.prepare(trail, action, test_when=refusal is not Refusal.CONDITION)
    if prepared is None:
        return
    if refusal is Refusal.CONDITION:
        there = setup.meet(prepared[0], action, prepared[1], wanted=False)
        if there is not None:
            yield there
        return
    yield prepared[0]


def _destroyed(setup: Setup, trail: Trail, type_name: str, states: tuple[str, ...]) -> Iterator[Trail]:
    given = setup.provide(trail, type_name, states)
    gone = setup.destroy(*given) if given is not None else None
    if gone is not None:
        yield gone


def _destroyed_above(
    setup: Setup, trail: Trail, type_name: str, above: str, states: tuple[str, ...]
) -> Iterator[Trail]:
    """The nearest pair of both that is there, else a new one; then the upper one is destroyed."""
    for node in trail.living(type_name):
        if states and node.state not in states:
            continue
        upper = node.key.above(above)
        gone = setup.destroy(trail, upper) if upper is not None else None
        if gone is not None:
            yield gone
            return
    given = setup.provide(trail, above)
    if given is None:
        return
    there, upper = given
    lower = setup.provide(there, type_name, states, below=upper)
    gone = setup.destroy(lower[0], upper) if lower is not None else None
    if gone is not None:
        yield gone


def _with_stranger(setup: Setup, trail: Trail, action: Action, role: Role) -> Iterator[Trail]:
    given = setup.provide(trail, role.type, role.states)
    if given is None or given[1].parent is None:
        return
    there, key = given
    upper = action.role(role.below) if role.below is not None else None
    own = given[1].parent.above(upper.type if upper is not None else given[1].parent.type)
    if own is None:
        return
    states = upper.states if upper is not None else ()
    alike = [above for node in namesakes(there, key) for above in node.key.ancestors()]
    for below in dict.fromkeys((own.parent, None)):
        other = setup.provide(there, own.type, states, below=below, avoid={own, key, *key.ancestors(), *alike})
        if other is not None:
            yield other[0]


def _complete(setup: Setup, trail: Trail, want: Break, *, alone: bool) -> Trail | None:
    """Fills the roles that are not the broken one."""
    action = setup.schema.actions[want.action]
    for fixed in _breaking(trail, action, want):
        prepared = setup.prepare(trail, action, fixed=fixed, test_when=False, avoid=frozenset(fixed.values()))
        if prepared is None:
            continue
        step = _step(prepared[0], action, prepared[1], want.refusal)
        reasons = {reason.refusal for reason in refusals(setup.schema, prepared[0].graph, step)}
        is_masked = alone and want.refusal in _MASKED and Refusal.CONDITION in reasons
        if want.refusal in reasons and not is_masked:
            return setup.push(prepared[0], step)
    return None
