"""The one fold: the only way in which a graph changes, in planning, running, shrinking and reporting alike."""

from collections.abc import Iterable
from typing import assert_never

from ..events.change import Created, Destroyed, Linked, Moved, Updated
from ..events.facts import (
    Accepted,
    Declined,
    Event,
    Exchanged,
    Fact,
    Found,
    Learned,
    Left,
    Planned,
    Replayed,
    RunFinished,
    RunStarted,
    SequenceFinished,
    SequenceStarted,
    Shrunk,
    StepFinished,
    StepStarted,
)
from .graph import ResourceGraph


def apply(graph: ResourceGraph, fact: Event | Fact) -> ResourceGraph:
    """The graph after the fact (or the event that holds it). Raises GraphError where the fact does not fit."""
    if isinstance(fact, Event):
        fact = fact.fact
    match fact:
        case Created():
            return graph.create(
                fact.key.type, fact.key.id, parent=fact.key.parent, alias=fact.alias, state=fact.state,
                data=fact.data, written=fact.written, links=dict(fact.links), owner=fact.owner, step=fact.step,
            )  # fmt: skip
        case Destroyed():
            return graph.destroy(fact.key, step=fact.step)
        case Moved():
            return graph.move(fact.key, fact.state)
        case Updated():
            return graph.update(fact.key, fact.data, written=fact.written)
        case Linked():
            return graph.link(fact.key, fact.reference, fact.target)
        case (
            RunStarted() | Planned() | SequenceStarted() | StepStarted() | Exchanged() | StepFinished() | Found()
            | Shrunk() | Accepted() | Learned() | Declined() | Replayed() | Left() | SequenceFinished() | RunFinished()
        ):  # fmt: skip
            return graph
        case _:
            assert_never(fact)


def fold(graph: ResourceGraph, facts: Iterable[Event | Fact]) -> ResourceGraph:
    """The graph after all facts, in order: ``fold(a + b, from g) == fold(b, from fold(a, from g))``."""
    for fact in facts:
        graph = apply(graph, fact)
    return graph
