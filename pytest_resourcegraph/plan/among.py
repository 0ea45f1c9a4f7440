"""How an action succeeds in company: beside a sibling or a namesake, as the third, or in the place of a dead one."""

from collections.abc import Callable, Iterator

from ..events.key import Key
from ..model.action import Action
from ..model.schema import Schema
from .company import has_older, has_younger, heirs_of, namesakes, referring
from .enabled import Binding, bindings, step_of
from .goals.goal import Among, Company
from .plan import Step
from .setup import Setup, with_uppers
from .simulate import refusals
from .trail import Trail


def among_now(trail: Trail, want: Among) -> Step | None:
    """The step that succeeds in that company now, or None where the world does not allow it yet."""
    return next(_now(trail, want), None)


def reach_among(setup: Setup, trail: Trail, want: Among) -> Trail | None:
    """The trail that ends in that step, with what it needs before; None where no way was found."""
    for there in _bring_about(setup, trail, want):
        step = among_now(there, want)
        if step is not None:
            return setup.push(there, step)
    return None


def _now(trail: Trail, want: Among) -> Iterator[Step]:
    action = trail.schema.actions[want.action]
    match want.how:
        case Company.YOUNGER:
            yield from _beside_now(trail, action, want.role, has_younger)
        case Company.OLDER:
            yield from _beside_now(trail, action, want.role, has_older)
        case Company.NAMESAKE:
            for found in bindings(trail, action):
                if namesakes(trail, found[want.role]):
                    yield step_of(trail, action, found)
        case Company.THIRD:
            create = action.creates
            for found in bindings(trail, action):
                parent = found[create.parent] if create is not None and create.parent is not None else None
                if create is not None and trail.siblings(create.type, parent) >= 2:
                    yield step_of(trail, action, found)
        case Company.AGAIN:
            yield from _again_now(trail, action, want.detail)
        case Company.PARENT:
            for found in bindings(trail, action):
                if trail.graph.children(found[want.role], want.detail):
                    yield step_of(trail, action, found)
        case Company.REFERRED:
            for found in bindings(trail, action):
                if want.detail in referring(trail, found[want.role]):
                    yield step_of(trail, action, found)


def _beside_now(trail: Trail, action: Action, name: str, beside: Callable[[Trail, Key], bool]) -> Iterator[Step]:
    """With one between two others first, which is beside both; by symmetry alone only the oldest would be tried."""
    type_name = action.role(name).type
    alike = [node.key for node in trail.living(type_name)]
    fitting = [key for key in alike if beside(trail, key)]
    between = [key for key in fitting if has_younger(trail, key) and has_older(trail, key)]
    alone = sum(1 for role in action.roles if role.type == type_name) == 1
    for wanted in (between, fitting) if between else (fitting,):
        for found in bindings(trail, action, avoid=set(alike).difference(wanted) if alone else ()):
            if found[name] in wanted:
                yield step_of(trail, action, found)


def _again_now(trail: Trail, action: Action, child: str) -> Iterator[Step]:
    create = action.creates
    if create is None:
        return
    for node in trail.dead(create.type):
        parent = node.key.parent
        if node.ended_with is not None or (parent is not None and not trail.graph.exists(parent)):
            continue
        twin = node.key if trail.schema.types[create.type].key is not None else None
        if child not in heirs_of(trail, create.type, parent, twin):
            continue
        fixed: Binding = {create.parent: parent} if create.parent is not None and parent is not None else {}
        for found in bindings(trail, action, fixed=with_uppers(action, fixed)):
            step = _with_twin(step_of(trail, action, found), twin)
            if not refusals(trail.schema, trail.graph, step):
                yield step


def _with_twin(step: Step, twin: Key | None) -> Step:
    return Step(action=step.action, roles=step.roles, makes=step.makes, twin=twin, actor=step.actor)


def _bring_about(setup: Setup, trail: Trail, want: Among) -> Iterator[Trail]:
    """Trails on which the company is there."""
    yield trail
    action = setup.schema.actions[want.action]
    match want.how:
        case Company.YOUNGER:
            yield from _beside(setup, trail, action, want.role)
        case Company.OLDER:
            yield from _beside_older(setup, trail, action, want.role)
        case Company.NAMESAKE:
            yield from _beside_namesake(setup, trail, action, want.role)
        case Company.THIRD:
            yield from _after_two(setup, trail, action)
        case Company.AGAIN:
            yield from _vacated(setup, trail, action, want.detail)
        case Company.PARENT:
            yield from _with_child(setup, trail, action, want)
        case Company.REFERRED:
            yield from _referred_to(setup, trail, action, want)


def _beside(setup: Setup, trail: Trail, action: Action, name: str) -> Iterator[Trail]:
    """The oldest one in a state that the action accepts, then one more beside it, then what else the action needs."""
    role = action.role(name)
    given = setup.provide(trail, role.type, role.states)
    if given is None:
        return
    there, key = given
    if not has_younger(there, key):
        known = {node.key for node in there.living(role.type)}
        more = setup.provide(there, role.type, below=key.parent, avoid=known)
        if more is None:
            return
        there = more[0]
    yield from _prepared(setup, there, action, {name: key})


def _beside_older(setup: Setup, trail: Trail, action: Action, name: str) -> Iterator[Trail]:
    """One of any state, then one more beside it in a state that the action accepts, then what else it needs."""
    role = action.role(name)
    given = setup.provide(trail, role.type)
    known = {node.key for node in given[0].living(role.type)} if given is not None else set()
    more = setup.provide(given[0], role.type, role.states, below=given[1].parent, avoid=known) if given else None
    if more is not None:
        yield from _prepared(setup, more[0], action, {name: more[1]})


def _beside_namesake(setup: Setup, trail: Trail, action: Action, name: str) -> Iterator[Trail]:
    role = action.role(name)
    given = setup.provide(trail, role.type, role.states)
    if given is None or given[1].parent is None:
        return
    there, key = given
    own = given[1].parent
    for maker in setup.schema.creators[role.type]:
        above = maker.creates.parent if maker.creates is not None else None
        if above is None:
            continue
        for within in dict.fromkeys((own.parent, None)):
            other = setup.provide(
                there, own.type, maker.role(above).states, below=within, avoid={own, key, *key.ancestors()}
            )
            fixed = with_uppers(maker, {above: other[1]}) if other is not None else {}
            prepared = setup.prepare(other[0], maker, fixed=fixed) if other is not None else None
            if prepared is None:
                continue
            step = _with_twin(step_of(prepared[0], maker, prepared[1]), key)
            if not refusals(setup.schema, prepared[0].graph, step):
                yield from _prepared(setup, setup.push(prepared[0], step), action, {name: key})


def _after_two(setup: Setup, trail: Trail, action: Action) -> Iterator[Trail]:
    create = action.creates
    if create is None:
        return
    fixed: Binding = {}
    there = trail
    if create.parent is not None:
        role = action.role(create.parent)
        given = setup.provide(trail, role.type, role.states)
        if given is None:
            return
        there, fixed = given[0], {create.parent: given[1]}
    parent = fixed.get(create.parent or "")
    for _ in range(2):
        if there.siblings(create.type, parent) < 2:
            more = setup.perform(there, action, fixed=with_uppers(action, fixed))
            if more is None:
                return
            there = more
    yield from _prepared(setup, there, action, fixed)


def _vacated(setup: Setup, trail: Trail, action: Action, child: str) -> Iterator[Trail]:
    create = action.creates
    if create is None:
        return
    living = [node.key for node in trail.living(create.type)]
    for given in ((trail, living[-1]) if living else None, setup.provide(trail, create.type, avoid=living)):
        below = setup.provide(given[0], child, below=given[1]) if given is not None and child else given
        gone = setup.destroy(below[0], given[1]) if given is not None and below is not None else None
        if given is not None and gone is not None:
            parent = given[1].parent
            fixed: Binding = {create.parent: parent} if create.parent is not None and parent is not None else {}
            yield from _prepared(setup, gone, action, fixed)


def _with_child(setup: Setup, trail: Trail, action: Action, want: Among) -> Iterator[Trail]:
    """One with something in it, then the state that the action accepts."""
    given = setup.provide(trail, want.detail)
    key = given[1].parent if given is not None else None
    there = setup.bring(given[0], key, action.role(want.role).states) if given is not None and key is not None else None
    if key is not None and there is not None:
        yield from _prepared(setup, there, action, {want.role: key})


def _referred_to(setup: Setup, trail: Trail, action: Action, want: Among) -> Iterator[Trail]:
    """One in a state in which others may refer to it, one that does, then the state that the action accepts."""
    role = action.role(want.role)
    for maker in setup.schema.creators[want.detail]:
        for _, target in maker.creates.links if maker.creates is not None else ():
            if maker.role(target).type != role.type:
                continue
            given = setup.provide(trail, role.type, maker.role(target).states)
            made = setup.perform(given[0], maker, fixed=with_uppers(maker, {target: given[1]})) if given else None
            there = setup.bring(made, given[1], role.states) if given is not None and made is not None else None
            if given is not None and there is not None:
                yield from _prepared(setup, there, action, {want.role: given[1]})


def _prepared(setup: Setup, trail: Trail, action: Action, fixed: Binding) -> Iterator[Trail]:
    """The trail with what the other roles of the action need."""
    prepared = setup.prepare(trail, action, fixed=with_uppers(action, fixed))
    if prepared is not None:
        yield prepared[0]


def company_estimate(schema: Schema, want: Among) -> int:
    """About how many more resources have to be made for the company, beside the one that the action is about."""
    more = {
        Company.YOUNGER: 1, Company.NAMESAKE: 2, Company.THIRD: 2, Company.AGAIN: 2, Company.REFERRED: 1,
        Company.PARENT: 1, Company.OLDER: 1,
    }  # fmt: skip
    return more[want.how]
