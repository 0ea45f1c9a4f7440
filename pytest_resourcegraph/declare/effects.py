"""The effects of an action, from what was said of it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from ..model.action import Listing
from ..model.effect import Create, Destroy, Effect, Link, Move, Update
from ..model.lifecycle import expand_moves, parse_moves
from ..model.resource import ResourceType as TypeValue
from .action import ActionDeclaration, Several
from .roles import required_states
from .scope import Scope
from .types import ResourceType, TypeRef, type_name


def make_effects(scope: Scope, said: ActionDeclaration[..., object], moves: Iterable[Move]) -> tuple[Effect, ...]:
    """All effects in the order in which they happen: what is made first, what is destroyed last."""
    created, links = _links(scope, said)
    effects: list[Effect] = []
    if said.creates is not None:
        effects.append(_create(scope, type_name(said.creates), created))
    effects += links
    effects += [Update(role=role) for role in _roles(scope, said.updates, "updates")]
    effects += moves
    effects += [Destroy(role=role) for role in _roles(scope, said.destroys, "destroys")]
    return tuple(effects)


def make_moves(scope: Scope, said: ActionDeclaration[..., object]) -> tuple[Move, ...]:
    """The moves, ``*`` written out, without those from a state that ``requires=`` excludes."""
    # What is wrong with requires= is told where the roles are made; here it only narrows the moves.
    required = required_states(Scope(declared=said, types=scope.types), said.requires)
    found = []
    for ref, text in scope.mapping("moves", said.moves, "'parameter': 'from -> to'").items():
        role = scope.role(ref, "moves")
        type_ = scope.types.get(scope.roles.get(role, ""))
        try:
            pairs = expand_moves(parse_moves(text), type_.states if type_ else ())
        except (ValueError, TypeError, AttributeError) as error:
            scope.problem(f"moves '{role}' in no known way", known=str(error))
            continue
        kept = tuple(pair for pair in pairs if pair[0] in required.get(role, ()))
        found.append(Move(role=role, moves=kept or pairs))
    return tuple(found)


def make_listing(scope: Scope, listed: TypeRef, *, exact: bool = True) -> Listing:
    """What is listed, and within which role: the nearest one above, else the only one there is."""
    name = type_name(listed)
    above = (scope.nearest(type_) for type_ in scope.ancestors(name))
    only = next(iter(scope.roles)) if len(scope.roles) == 1 else None
    return Listing(type=name, within=next((role for role in above if role is not None), only), exact=exact)


def _create(scope: Scope, name: str, given: Mapping[str, str | None]) -> Create:
    type_ = scope.types.get(name)
    if type_ is None:
        return Create(type=name)
    parent = scope.nearest(type_.parent)
    if parent is None and len(scope.of_type(type_.parent or "")) > 1:
        parent = scope.role(type_.parent, "creates something below")  # of several, which is a problem
    links = {**_implied_links(scope, type_.references, parent, given), **given}
    said = tuple((reference, role) for reference, role in links.items() if role is not None)
    return Create(type=name, parent=parent, state=type_.born, links=said)


def _implied_links(
    scope: Scope, references: Mapping[str, str], parent: str | None, given: Mapping[str, str | None]
) -> dict[str, str]:
    """Reference -> role: the parameter with the name of the reference (``home`` for ``home_id`` as well), else the only
    other one of its type. Which of several it is has to be said.
    """
    named = {name: role for name, type_ in references.items() for role in _named_like(scope, name, type_)}
    taken = {*named.values(), *given.values()}
    found: dict[str, str] = {}
    for name, type_ in references.items():
        rest = [role for role in scope.of_type(type_) if role != parent and role not in taken]
        rivals = [other for other, wanted in references.items() if wanted == type_ and other not in {*named, *given}]
        if name in named:
            found[name] = named[name]
        elif len(rest) == 1 and rivals == [name]:
            found[name] = rest[0]
        elif name not in given and len(rest) > 1:
            scope.problem(
                f"makes something that refers to a {type_} as '{name}', and does not say which parameter that is",
                known=f"parameters of that type: {', '.join(rest)}",
                remedy=f"name one of them '{name}', or write links={{'…{name}': {rest[0]!r}}}",
            )
    return found


def _named_like(scope: Scope, reference: str, type_name: str) -> tuple[str, ...]:
    """The parameter that has the name of a reference, with or without the ending of an id."""
    for name in (reference, re.sub(r"(?<=.)(_id|Id|ID)$", "", reference)):
        if scope.roles.get(name) == type_name:
            return (name,)
    return ()


def _links(scope: Scope, said: ActionDeclaration[..., object]) -> tuple[dict[str, str | None], list[Link]]:
    """The links of what is created, by reference (to nothing: None), and those of what is there."""
    created: dict[str, str | None] = {}
    links: list[Link] = []
    for ref, reference, to in _said_links(scope, scope.mapping("links", said.links, "'parameter.reference': 'target'")):
        target = None if to is None else scope.role(to, "links to")
        if said.creates is not None and type_name(ref) == type_name(said.creates) and not scope.of_type(type_name(ref)):
            created[reference] = target
        else:
            links.append(Link(role=scope.role(ref, "links"), reference=reference, target=target))
    return created, links


def _said_links(scope: Scope, links: Mapping[TypeRef, object]) -> Iterator[tuple[TypeRef, str, TypeRef | None]]:
    """(whose, reference, target) of both ways to write a link."""
    for ref, target in links.items():
        if isinstance(target, Mapping):
            yield from ((ref, reference, to) for reference, to in target.items())
            continue
        whose, dot, reference = ref.rpartition(".") if isinstance(ref, str) else ("", "", "")
        if dot and (target is None or isinstance(target, (str, ResourceType, TypeValue))):
            yield whose, reference, target
        else:
            scope.problem(
                f"links '{type_name(ref)}' without saying which reference",
                remedy="write links={'parameter.reference': 'target'}",
            )


def _roles(scope: Scope, refs: Several, verb: str) -> Iterator[str]:
    several = [refs] if isinstance(refs, str) or not isinstance(refs, Iterable) else list(refs)
    yield from dict.fromkeys(scope.role(ref, verb) for ref in several)
