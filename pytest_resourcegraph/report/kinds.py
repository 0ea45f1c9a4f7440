"""The kinds that a list of facts speaks of, so that a report can fold a graph without the schema."""

from collections.abc import Iterable

from ..events.change import Created, Linked, Moved
from ..events.facts import Fact
from ..events.key import Key
from ..graph.node import Kind


def kinds_of(facts: Iterable[Fact]) -> tuple[Kind, ...]:
    """Every kind that the facts create, with the parent, states and references that they show of it."""
    parents: dict[str, str | None] = {}
    states: dict[str, dict[str, None]] = {}
    references: dict[str, dict[str, str]] = {}

    def saw(key: Key, state: str | None = None, links: Iterable[tuple[str, Key]] = ()) -> None:
        parents.setdefault(key.type, key.parent.type if key.parent else None)
        if state is not None:
            states.setdefault(key.type, {})[state] = None
        references.setdefault(key.type, {}).update((name, target.type) for name, target in links)

    for fact in facts:
        match fact:
            case Created():
                saw(fact.key, fact.state, fact.links)
            case Moved():
                saw(fact.key, fact.state)
            case Linked(target=Key() as target):
                saw(fact.key, links=[(fact.reference, target)])
            case _:
                pass
    return tuple(
        Kind(name=name, parent=parent, states=tuple(states.get(name, ())), references=references.get(name, {}))
        for name, parent in parents.items()
    )
