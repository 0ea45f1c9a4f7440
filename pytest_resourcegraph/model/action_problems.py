"""What can be wrong with actions, invariants, and what has to be true sometimes."""

from collections.abc import Iterable, Iterator, Mapping
from keyword import iskeyword

from ..errors import Problem, unknown_name
from .action import Action, Invariant, Role
from .condition_problems import condition_problems
from .effect import Create, Destroy, Link, Move, Update
from .resource import ResourceType
from .subject import Subject


def action_problems(action: Action, types: Mapping[str, ResourceType]) -> Iterator[Problem]:
    """Every problem of one action."""
    subject = Subject(noun="action", declared=action, types=types)
    yield from _name_problems(subject)
    moved = {move.role: {source for source, _ in move.moves} for move in action.moves}
    yield from _role_problems(subject, action.roles, moved)
    for effect in action.effects:
        match effect:
            case Create():
                yield from _create_problems(subject, effect)
            case Move():
                yield from _move_problems(subject, effect)
            case Link():
                yield from _link_problems(subject, effect)
            case Update():
                yield from subject.lacking("updates", effect.role)
            case Destroy():
                yield from subject.lacking("destroys", effect.role)
    yield from _reading_problems(subject, action)
    if action.when is not None:
        yield from condition_problems(subject, action.when)


def invariant_problems(invariant: Invariant, types: Mapping[str, ResourceType]) -> Iterator[Problem]:
    """Every problem of one invariant."""
    yield from _role_problems(Subject(noun="invariant", declared=invariant, types=types), invariant.roles, {})


def sometimes_problems(asked: Action, types: Mapping[str, ResourceType]) -> Iterator[Problem]:
    """Every problem of one property that has to be true sometimes."""
    subject = Subject(noun="sometimes", declared=asked, types=types)
    if not asked.name.isidentifier():
        yield subject.problem("cannot be named in cover=", remedy="use letters, digits and underscores in name=")
    yield from _role_problems(subject, asked.roles, {})
    if asked.when is not None:
        yield from condition_problems(subject, asked.when)


def _name_problems(subject: Subject) -> Iterator[Problem]:
    name = subject.declared.name
    if name in subject.types:
        yield subject.problem(
            "has the name of a resource type",
            known=f"resource types: {', '.join(sorted(subject.types))}",
            remedy="rename one of them: both are fixtures",
        )
    elif not name.isidentifier() or iskeyword(name):
        yield subject.problem("cannot be the name of a fixture", remedy="use letters, digits and underscores in name=")


def _role_problems(subject: Subject, roles: Iterable[Role], moved: Mapping[str, set[str]]) -> Iterator[Problem]:
    for role in roles:
        if role.type not in subject.types:
            yield subject.unknown_type(role.type)
            continue
        # An unknown state that a move starts from is told where the move is.
        states = [state for state in role.states if state not in moved.get(role.name, ())]
        yield from subject.unknown_states(f"requires '{role.name}' in", role.type, states)


def _create_problems(subject: Subject, effect: Create) -> Iterator[Problem]:
    type_ = subject.types.get(effect.type)
    if type_ is None:
        yield subject.unknown_type(effect.type)
        return
    given = subject.roles.get(effect.parent or "")
    if type_.parent is not None and type_.parent in subject.types and given != type_.parent:
        yield subject.lacks(f"creates '{type_.name}' but has no parameter for its parent", type_.parent)
    if effect.state is not None:
        # The born state of the type is told with the type.
        states = [effect.state] if effect.state != type_.born else []
        yield from subject.unknown_states("creates one in", type_.name, states)
    for reference, role in effect.links:
        yield from _target_problems(subject, type_, reference, role)


def _move_problems(subject: Subject, effect: Move) -> Iterator[Problem]:
    type_name = subject.roles.get(effect.role)
    if type_name is None:
        yield from subject.lacking("moves", effect.role)
        return
    states = dict.fromkeys(state for move in effect.moves for state in move)
    yield from subject.unknown_states(f"moves '{effect.role}' from or to", type_name, states)
    targets: dict[str, str] = {}
    for source, target in effect.moves:
        if targets.setdefault(source, target) != target:
            yield subject.problem(
                f"moves '{effect.role}' from '{source}' to both '{targets[source]}' and '{target}'",
                remedy="declare two actions, or one of the two moves",
            )


def _link_problems(subject: Subject, effect: Link) -> Iterator[Problem]:
    type_ = subject.types.get(subject.roles.get(effect.role, ""))
    if type_ is None:
        yield from subject.lacking("links", effect.role)
    else:
        yield from _target_problems(subject, type_, effect.reference, effect.target)


def _target_problems(subject: Subject, type_: ResourceType, reference: str, target: str | None) -> Iterator[Problem]:
    if reference not in type_.references:
        yield unknown_name(
            where=subject.where,
            what=f"{subject.label} links '{reference}', a reference that '{type_.name}' does not have",
            noun=f"references of '{type_.name}'",
            name=reference,
            known=type_.references,
        )
    elif target is not None and target not in subject.roles:
        yield from subject.lacking(f"links '{reference}' to", target)
    elif target is not None and subject.roles[target] != type_.references[reference]:
        yield subject.problem(
            f"links '{reference}' of '{type_.name}' to '{target}', which is of type '{subject.roles[target]}'",
            known=f"'{reference}' refers to type '{type_.references[reference]}'",
        )


def _reading_problems(subject: Subject, action: Action) -> Iterator[Problem]:
    if action.reads is not None:
        yield from subject.lacking("reads", action.reads)
    if action.lists is not None and action.lists.type not in subject.types:
        yield subject.unknown_type(action.lists.type)
    if action.lists is not None and action.lists.within is not None:
        yield from subject.lacking("lists within", action.lists.within)
