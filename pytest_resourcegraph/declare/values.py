"""Declared functions as the model holds them."""

import inspect
from collections.abc import Mapping

from ..model.action import Action, Invariant
from ..model.resource import ResourceType
from .action import ActionDeclaration
from .effects import make_effects, make_listing, make_moves
from .guards import make_condition
from .invariant import InvariantDeclaration
from .refusals import make_refusals, make_statuses
from .roles import as_names, make_roles
from .scope import Scope
from .sometimes import SometimesDeclaration


def make_action(said: ActionDeclaration[..., object], types: Mapping[str, ResourceType]) -> tuple[Action, Scope]:
    """The action, and the scope with the problems found on the way.

    It is made of what could be understood: where there are problems, it is not to be used.
    """
    scope = Scope(declared=said, types=types)
    _check_call(scope)
    moves = make_moves(scope, said)
    value = Action(
        name=said.name,
        roles=make_roles(scope, said.requires, moves),
        effects=make_effects(scope, said, moves),
        reads=None if said.reads is None else scope.role(said.reads, "reads"),
        lists=None if said.lists is None else make_listing(scope, said.lists, exact=said.exact),
        when=make_condition(scope, said.when),
        cost=_cost(scope, said.cost),
        touches=frozenset(as_names(said.touches)),
        expects=make_statuses(scope, "expects", said.expects),
        refusals=make_refusals(scope, said.refuses),
        checks={str(name): bool(on) for name, on in scope.mapping("checks", said.checks, "'name': False").items()},
        doubtful=said.doubtful,
        moving=said.moving,
        documents=said.documents,
        unavailable=said.unavailable,
        injected=scope.injected,
        fixtures=scope.fixtures,
        call=said.call,
        origin=said.origin,
    )
    return value, scope


def make_invariant(
    said: InvariantDeclaration[..., object], types: Mapping[str, ResourceType]
) -> tuple[Invariant, Scope]:
    """The invariant, and the scope with the problems found on the way."""
    scope = Scope(declared=said, types=types)
    _check_call(scope)
    value = Invariant(
        name=said.name,
        roles=make_roles(scope),
        injected=scope.injected,
        fixtures=scope.fixtures,
        call=said.call,
        origin=said.origin,
    )
    return value, scope


def make_sometimes(said: SometimesDeclaration[..., object], types: Mapping[str, ResourceType]) -> tuple[Action, Scope]:
    """The property as an action that does nothing, and the scope with the problems found on the way."""
    scope = Scope(declared=said, types=types)
    _check_call(scope)
    for name in (*scope.fixtures, *(name for name in scope.injected if name != "graph")):
        scope.problem(
            f"asks for '{name}', which it cannot have",
            known="it is judged while sequences are planned, when nothing runs: it knows resources and the graph",
            remedy=f"take '{name}' out of its parameters, or make it an @invariant",
        )
    if not scope.roles and "graph" not in scope.injected and said.when is None:
        scope.problem(
            "is about nothing: it names no resource",
            known=f"known types: {', '.join(sorted(types)) or 'none'}",
            remedy="take a parameter that is named after a type, or graph",
        )
    value = Action(
        name=said.name, roles=make_roles(scope, said.requires), when=make_condition(scope, said.when), refusals={},
        injected=scope.injected, call=said.call, origin=said.origin,
    )  # fmt: skip
    return value, scope


def _cost(scope: Scope, said: object) -> int:
    if isinstance(said, int) and not isinstance(said, bool) and said >= 0:
        return said
    scope.problem(f"has cost={said!r}, which is no number of requests", remedy="write 1 or more")
    return 1


def _check_call(scope: Scope) -> None:
    function = inspect.unwrap(scope.declared.call)
    if inspect.iscoroutinefunction(function):
        scope.problem("is a coroutine function", remedy="write it with 'def'; in it, asyncio.run() runs what is async")
    elif inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        scope.problem("is a generator function", remedy="return the response, and move what follows to a fixture")
