"""Why something cannot be had, in words: found by following what is missing down to its root."""

from math import inf

from ...model.action import Action, Refusal
from ...model.condition import describe
from ..goals.goal import After, Among, Break, Company, Do, Follow, Goal, Reach
from ..trail import Trail
from ..ways import Ways


def no_way(ways: Ways, goal: Goal) -> str:
    """The reason why the search found no way to a goal."""
    for want in goal.wants:
        match want:
            case Do():
                names: tuple[str, ...] = (want.action,)
                asked = dict(want.states)
            case Follow():
                names, asked = want.actions, {}
            case After():
                names, asked = (want.first, want.last), {}
            case Break():
                return _not_broken(ways, want)
            case Among():
                found = unreachable(ways, ways.schema.actions[want.action]) or _too_late(ways, want)
                return found or f"no way was found to '{want.action}' {want.how.value}"
            case Reach():
                found = unreachable(ways, ways.schema.sometimes[want.name])
                return found or f"no way was found to make '{want.name}' true"
        for name in names:
            action = ways.schema.actions[name]
            found = unreachable(ways, action if len(names) == 1 else _unguarded(action), asked)
            if found:
                return found
        if len(names) > 1:
            return f"nothing that '{names[0]}' leaves lets '{names[-1]}' share a resource with it"
    return "no way to it was found"


def unreachable(ways: Ways, action: Action, asked: dict[str, str | None] | None = None) -> str:
    """Why the action can never succeed with resources in these states; empty where nothing speaks against it."""
    empty = Trail(ways.schema)
    for role in action.roles:
        state = (asked or {}).get(role.name)
        states: tuple[str | None, ...] = (state,) if state else role.states
        if ways.have(empty, role.type, states) == inf:
            return _missing(ways, empty, role.type, states, ())
    if action.when is not None:
        return f"no way was found to have that {describe(action.when)}"
    return ""


def _too_late(ways: Ways, want: Among) -> str:
    """Why what can have something in it can no longer be changed; empty where its states allow both."""
    if want.how is not Company.PARENT:
        return ""
    role = ways.schema.actions[want.action].role(want.role)
    accepted = {
        state
        for maker in ways.makers[want.detail]
        if maker.effect.parent is not None
        for state in maker.action.role(maker.effect.parent).states or (None,)
    }
    if None in accepted or any(ways.path(role.type, state, role.states) is not None for state in accepted):
        return ""
    full, free = (" or ".join(sorted(str(state) for state in some)) for some in (accepted, role.states))
    return f"a {want.detail} is made where the {role.type} is {full}, and from there nothing leads to {free}"


def _not_broken(ways: Ways, want: Break) -> str:
    action = ways.schema.actions[want.action]
    if want.refusal is Refusal.CONDITION and action.when is not None:
        return unreachable(ways, _unguarded(action)) or f"no way was found to break that {describe(action.when)}"
    found = unreachable(ways, action)
    if want.role and want.refusal is Refusal.WRONG_STATE:
        role = action.role(want.role)
        empty = Trail(ways.schema)
        if ways.have(empty, role.type, (want.detail,)) == inf:
            return _missing(ways, empty, role.type, (want.detail,), ())
    return found or f"no way was found to break '{want.action}' so"


def _unguarded(action: Action) -> Action:
    return Action(name=action.name, roles=action.roles, effects=action.effects)


def _missing(ways: Ways, empty: Trail, type_name: str, states: tuple[str | None, ...], path: tuple[str, ...]) -> str:
    """What lacks at the root of a chain of needs; a chain that closes is told as a cycle."""
    makers = ways.makers[type_name]
    if type_name in path:
        cycle = " -> ".join([*path[path.index(type_name) :], type_name])
        return f"to make a {type_name} one is needed already: {cycle}"
    if not makers:
        return f"nothing creates {type_name}"
    if ways.have(empty, type_name, ()) < inf:
        if not any(ways.path(type_name, maker.effect.state, states) for maker in makers):
            return f"no action moves {type_name} to {' or '.join(str(state) for state in states)}"
        return f"what moves {type_name} to {' or '.join(str(state) for state in states)} is never possible"
    for role in makers[0].action.roles:
        if ways.have(empty, role.type, role.states) == inf:
            return _missing(ways, empty, role.type, role.states, (*path, type_name))
    return f"nothing creates {type_name} as it is needed"
