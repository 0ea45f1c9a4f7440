"""``@action``, ``@invariant`` and ``@sometimes``: what a client can do, must always hold, and has to be true once."""

import sys
from collections.abc import Callable, Mapping
from inspect import unwrap
from types import FrameType
from typing import Any, overload

from ..errors import DefinitionError, Problem
from ..model.condition import Condition
from ..model.origin import Origin
from .action import ActionDeclaration, Refuses, Several, States, Statuses, Targets, Test
from .called import Called, P, R, origin_of
from .declaration import record
from .invariant import InvariantDeclaration
from .sometimes import SometimesDeclaration
from .types import TypeRef


@overload
def action(function: Callable[P, R], /) -> ActionDeclaration[P, R]:
    """Declares a call with no effect."""


@overload
def action(
    *,
    name: str | None = None,
    creates: TypeRef | None = None,
    reads: TypeRef | None = None,
    lists: TypeRef | None = None,
    updates: Several = (),
    destroys: Several = (),
    moves: Mapping[Any, States] = ...,
    links: Mapping[Any, Targets] = ...,
    requires: Mapping[Any, States] = ...,
    when: Condition | Test | None = None,
    exact: bool = True,
    cost: int = 1,
    touches: States = (),
    refuses: Refuses = True,
    expects: Statuses = (),
    checks: Mapping[str, bool] = ...,
    doubtful: bool = False,
) -> Callable[[Callable[P, R]], ActionDeclaration[P, R]]:
    """Declares what the function does."""


def action(function: Any = None, /, *, name: str | None = None, **said: Any) -> Any:
    """Declares what a client can do; the function does it, and returns the response.

    A parameter named after a type, or annotated with one, is a resource that the action needs. A type may be given by
    object or name; where two parameters share one, ``reads``, ``updates``, ``destroys``, ``moves``, ``links`` and
    ``requires`` name the parameter.

    * ``creates`` / ``lists`` a type; ``reads`` a resource; ``updates`` / ``destroys`` one or several
    * ``moves={upload: "pending -> ready"}``, also ``"a | b -> c"``, ``"* -> c"`` or a list of such
    * ``links={"document.folder": "target"}``: the reference points to the parameter from now on, to nothing with None
    * ``requires={upload: "ready"}``: one state or several; ``when``: a condition, or a function of (graph, roles)
    * ``expects``: the statuses of success (any 2xx); ``refuses``: False, the refusals to try, or statuses by refusal
    * ``checks={"alive": False}``: oracles that are turned off, or on, for its steps
    * ``exact=False``: a listing that also shows what the service puts there itself, such as a first owner
    * ``doubtful=True``: that it is refused is no finding, because it may need what is not declared
    * ``cost`` in requests (1); ``touches``: what it shares with other actions that the graph does not show

    Without any it is a call with no declared effect. What is wrong is told when everything is declared.
    """
    unknown = said.keys() - ActionDeclaration.__dataclass_fields__.keys() | said.keys() & {
        "call",
        "documents",
        "given",
        "origin",
        "sure",
        "unavailable",
    }
    if unknown:
        raise TypeError(f"action() got an unexpected keyword argument '{min(unknown)}'")
    return _decorator(ActionDeclaration, "action", name, said, function)


@overload
def invariant(function: Callable[P, R], /) -> InvariantDeclaration[P, R]:
    """Declares the function under its own name."""


@overload
def invariant(*, name: str | None = None) -> Callable[[Callable[P, R]], InvariantDeclaration[P, R]]:
    """Declares the function under another name."""


def invariant(function: Any = None, /, *, name: str | None = None) -> Any:
    """Declares what must always hold of the resources that its parameters name: the function asserts it."""
    return _decorator(InvariantDeclaration, "invariant", name, {}, function)


@overload
def sometimes(function: Callable[P, R], /) -> SometimesDeclaration[P, R]:
    """Declares the function under its own name."""


@overload
def sometimes(
    *, name: str | None = None, requires: Mapping[Any, States] = ..., when: Condition | Test | None = None
) -> Callable[[Callable[P, R]], SometimesDeclaration[P, R]]:
    """Declares what has to be true."""


def sometimes(function: Any = None, /, *, name: str | None = None, **said: Any) -> Any:
    """Declares what has to be true at least once in a plan, of resources that its parameters name.

    ``requires={upload: "ready"}``: their states; ``when``: a condition, or a function of (graph, roles). The function
    is given the resources, and the graph where it names it; what it returns is tested as well, unless that is None, and
    so is what it asserts.
    It is judged while sequences are planned, so it can ask for types, parents, states and links, and for no data.
    The plan seeks what is declared so, and says where there is no way to it.
    """
    unknown = said.keys() - {"requires", "when"}
    if unknown:
        raise TypeError(f"sometimes() got an unexpected keyword argument '{min(unknown)}'")
    return _decorator(SometimesDeclaration, "sometimes", name, said, function)


def _decorator(
    kind: type[Called[..., Any]], noun: str, name: str | None, said: Mapping[str, Any], function: Any
) -> Any:
    def declare(call: Any) -> Any:
        if not callable(call) or isinstance(call, (Called, type)):
            raise DefinitionError(
                Problem(
                    where=str(_place()),
                    what=f"@{noun} takes a function, not {call!r}",
                    known="its arguments have names: " + ("creates=, reads=, …" if noun == "action" else "name="),
                    remedy=f"write '@{noun}(creates=…)' above the function" if noun == "action" else "",
                )
            )
        declared = kind(name=name or _name(call), call=call, origin=origin_of(call), **said)
        record(declared, getattr(unwrap(call), "__globals__", {}))
        return declared

    return declare if function is None else declare(function)


def _place() -> Origin:
    """Where the user's code calls what is in this file."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    return Origin(frame.f_code.co_filename, frame.f_lineno) if frame is not None else Origin()


def _name(call: Any) -> str:
    return str(getattr(call, "__name__", type(call).__name__))
