"""Removing a step removes what it made impossible: repair on the model, with no request."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from ...events.key import Key
from ...graph.graph import ResourceGraph
from ...model.action import Refusal
from ...model.schema import Schema
from ..plan import INVARIANT, PHANTOM, Step
from ..simulate import apply, refusals

Steps: TypeAlias = tuple[Step, ...]


def repair(schema: Schema, steps: Iterable[Step]) -> Steps:
    """The steps that are still possible, in their order and under their names.

    A step is dropped where a resource that it names was never made, where it must succeed and would be refused, and
    where it must be refused in one way and would not be. An observation stays as long as its resources were made. What
    was made under the natural key of one that was never made gets a key of its own.
    """
    return repaired(schema, steps)[0]


def repaired(schema: Schema, steps: Iterable[Step]) -> tuple[Steps, frozenset[Refusal]]:
    """As ``repair``, with the ways in which the last of the steps breaks its precondition."""
    graph, kept, broken = schema.empty_graph(), list[Step](), frozenset[Refusal]()
    made: set[tuple[str, str]] = set()
    for given in steps:
        step = _with_bound_twin(given, made)
        if not all(_is_bound(key, made) for key in named(step)):
            continue
        reasons = ways_broken(schema, graph, step)
        if not step.relation:
            if step.refusal not in reasons if step.refusal is not None else reasons:
                continue
            graph = apply(schema, graph, step, len(kept) + 1)
            new = made_by(schema, step)
            if new is not None:
                made.add((new.type, str(new.id)))
        kept.append(step)
        broken = reasons
    return tuple(kept), broken


def meant(schema: Schema, steps: Iterable[Step]) -> Steps:
    """The steps with the refusal that the model predicts where none is named, as in a test that is written by hand."""
    graph, told = schema.empty_graph(), list[Step]()
    for number, step in enumerate(steps, start=1):
        if not step.relation:
            reasons = refusals(schema, graph, step) if step.refusal is None else ()
            step = replace(step, refusal=reasons[0].refusal) if reasons else step
            graph = apply(schema, graph, step, number)
        told.append(step)
    return tuple(told)


def ways_broken(schema: Schema, graph: ResourceGraph, step: Step) -> frozenset[Refusal]:
    """The ways in which a step breaks its precondition; an invariant that is asked of what is dead does so as well."""
    if step.relation == INVARIANT:
        dead = any(not graph.exists(key) for _, key in step.roles)
        return frozenset([Refusal.AFTER_DESTROY]) if dead else frozenset()
    return frozenset(reason.refusal for reason in refusals(schema, graph, step))


def made_by(schema: Schema, step: Step) -> Key | None:
    """The symbolic key of what a step makes."""
    create = schema.actions[step.action].creates if not step.relation and step.refusal is None else None
    if create is None or step.makes is None:
        return None
    return Key(create.type, step.makes, step.role_keys[create.parent] if create.parent is not None else None)


def named(step: Step) -> tuple[Key, ...]:
    """Every resource that a step names, as it names it: those of its roles, and the one whose key it uses again."""
    keys = tuple(key for _, key in step.roles)
    return keys if step.twin is None else (*keys, step.twin)


def _with_bound_twin(step: Step, made: set[tuple[str, str]]) -> Step:
    """The step itself, or without the twin where that was never made and the step is not refused because of it."""
    lacks = step.refusal is None and step.twin is not None and not _is_bound(step.twin, made)
    return replace(step, twin=None) if lacks else step


def _is_bound(key: Key, made: set[tuple[str, str]]) -> bool:
    return all(each.id == PHANTOM or (each.type, str(each.id)) in made for each in (key, *key.ancestors()))
