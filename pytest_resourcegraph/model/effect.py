"""What an action does to the graph when it succeeds, as data: effects predict facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from ..events.change import Created, Destroyed, GraphFact, Linked, Moved, Updated
from ..events.key import Id, Key
from ..graph.graph import ResourceGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Create:
    """A new resource of a type, below the resource of ``parent``; ``links`` are (reference, role) pairs."""

    type: str
    parent: str | None = None
    state: str | None = None
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Destroy:
    """The resource of a role is gone, with all below it."""

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The resource of a role goes to another state; ``moves`` are (from, to) pairs."""

    role: str
    moves: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Fields of the resource of a role change."""

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A reference of the resource of a role points to the resource of ``target``, or nowhere where that is None."""

    role: str
    reference: str
    target: str | None


Effect: TypeAlias = Create | Destroy | Move | Update | Link


def predict(
    effect: Effect,
    graph: ResourceGraph,
    roles: Mapping[str, Key],
    *,
    made: Id | None = None,
    alias: str = "",
    owner: str = "",
    data: Mapping[str, object] | None = None,
    written: tuple[str, ...] | None = None,
    step: int = 0,
) -> Iterator[GraphFact]:
    """The facts that the effect brings about in this graph.

    ``made`` is the id of a created resource (its alias in a plan), ``data`` the fields of a created or
    updated one, ``written`` those of them that a reader must show.
    """
    match effect:
        case Create():
            if made is not None:
                yield Created(
                    key=Key(effect.type, made, roles[effect.parent] if effect.parent else None),
                    alias=alias, state=effect.state, data=data or {}, written=written or (), owner=owner, step=step,
                    links=tuple((name, roles[role]) for name, role in effect.links),
                )  # fmt: skip
        case Destroy():
            yield Destroyed(key=roles[effect.role], step=step)
        case Move():
            node = graph.get(roles[effect.role])
            target = dict(effect.moves).get(node.state or "")
            if target is not None:
                yield Moved(key=node.key, state=target, step=step)
        case Update():
            yield Updated(key=roles[effect.role], data=data or {}, written=written, step=step)
        case Link():
            yield Linked(
                key=roles[effect.role], reference=effect.reference, step=step,
                target=roles[effect.target] if effect.target else None,
            )  # fmt: skip
        case _:
            assert_never(effect)
