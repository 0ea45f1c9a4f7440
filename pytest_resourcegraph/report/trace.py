"""Everything that happened, one line an event."""

from collections.abc import Iterable
from typing import assert_never

from ..events.change import Created, Destroyed, GraphFact, Linked, Moved, Updated
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
    Purpose,
    Replayed,
    RunFinished,
    RunStarted,
    SequenceFinished,
    SequenceStarted,
    Shrunk,
    StepFinished,
    StepStarted,
)
from ..events.key import Key
from .exchanges import request_line
from .text import clean, counted, cut

LONGEST = 160


def trace_lines(events: Iterable[Event]) -> list[str]:
    """A line for each event: seconds since the first one, and what happened in the words of the plan."""
    kept = tuple(events)
    if not kept:
        return []
    began = min(event.at for event in kept)
    aliases = {event.fact.key: event.fact.alias for event in kept if isinstance(event.fact, Created)}
    wide = max(len(f"{event.at - began:.3f}") for event in kept)
    return [
        cut(f"{event.at - began:>{wide}.3f}  {clean(_told(event.fact, aliases))}", LONGEST).rstrip() for event in kept
    ]


def _told(fact: Fact, aliases: dict[Key, str]) -> str:
    match fact:
        case RunStarted():
            return f"run began, seed {fact.seed}" + (f", {fact.url}" if fact.url else "")
        case Planned():
            counts = f"{counted(fact.sequences, 'sequence')}, {counted(fact.steps, 'step')}"
            return f"planned {fact.scope or '.'}: {counts}, cover {fact.cover}"
        case SequenceStarted():
            return f"sequence {fact.name} began" + (f", for {', '.join(fact.goals)}" if fact.goals else "")
        case StepStarted():
            return _step_told(fact)
        case Exchanged():
            return f"    {request_line(fact.exchange)}"
        case Created() | Destroyed() | Moved() | Updated() | Linked():
            return f"    {_change_told(fact, aliases)}"
        case StepFinished():
            return f"    answered {fact.answer}, {fact.outcome}"
        case Found():
            return f"    FOUND by {fact.check}: {fact.message}"
        case Shrunk():
            return (
                f"shrunk from {counted(fact.was, 'step')} to {fact.steps}, shown in {fact.again} of {fact.tries} runs"
            )
        case Accepted():
            return f"accepted by {fact.file}: {counted(len(fact.findings), 'finding')}"
        case Learned():
            return f"learned what moves {fact.type}: {counted(len(fact.moves), 'move')}"
        case Declined():
            return f"declined {fact.action}: {fact.status}" + (f", {fact.reason}" if fact.reason else "")
        case Replayed():
            return f"replay: {fact.result}" + (f" at step {fact.step}" if fact.step else "")
        case Left():
            return f"left {fact.key.type} {fact.alias}: {fact.reason}"
        case SequenceFinished():
            return f"sequence {fact.name} {fact.outcome}" + (f": {fact.reason}" if fact.reason else "")
        case RunFinished():
            return "run finished" + (f": {fact.remark}" if fact.remark else "")
        case _:
            assert_never(fact)


def _step_told(step: StepStarted) -> str:
    match step.purpose:
        case Purpose.PLANNED:
            lead = f"step {step.number}"
        case Purpose.OBSERVED:
            lead = f"observe{f' {step.relation}' if step.relation else ''}"
        case Purpose.CLEANUP:
            lead = "clean up"
        case _:
            assert_never(step.purpose)
    refusal = f", must be refused{f': {step.why}' if step.why else ''}" if step.expected == "refusal" else ""
    return f"{lead}  {step.text}{refusal}"


def _change_told(fact: GraphFact, aliases: dict[Key, str]) -> str:
    name = f"{fact.key.type} {aliases.get(fact.key, fact.key.id)}"
    match fact:
        case Created():
            return f"+ {name} ({fact.key.id})" + (f", {fact.state}" if fact.state else "")
        case Destroyed():
            return f"- {name}, and what is below it"
        case Moved():
            return f"~ {name} is {fact.state or 'in a state that is not known'}"
        case Updated():
            return f"~ {name}: {', '.join(fact.data)}"
        case Linked():
            target = "nothing" if fact.target is None else aliases.get(fact.target, fact.target.id)
            return f"~ {name}: {fact.reference} -> {target}"
        case _:
            assert_never(fact)
