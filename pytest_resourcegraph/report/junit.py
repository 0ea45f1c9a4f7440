"""What of a sequence goes into JUnit XML: a few short properties, and the body of a failure."""

from collections.abc import Iterable, Mapping

from ..events.facts import Event, RunStarted, SequenceStarted
from .failure import failure_text
from .text import clean, cut
from .trace import trace_lines

LONGEST = 200
"""Characters of a property; a token is never cut, since half of one replays nothing."""


def properties(events: Iterable[Event], *, seed: str = "", token: str = "") -> list[tuple[str, str]]:
    """The properties of a sequence as (name, text), those without a value left out.

    ``rg.seed`` comes from the start of the run where that is among the events, otherwise from ``seed``.
    ``rg.plan`` names the sequence in the plan, ``rg.goals`` what it covers, ``rg.replay`` is the token that
    replays it, or the ``token`` of a shorter sequence that shows the same.
    """
    started = SequenceStarted(name="")
    for event in events:
        match event.fact:
            case RunStarted() as fact:
                seed = fact.seed
            case SequenceStarted() as fact:
                started = fact
            case _:
                pass
    plan = f"{started.scope}: {started.name}" if started.scope else started.name
    pairs = [
        ("rg.seed", cut(clean(seed), LONGEST)),
        ("rg.plan", cut(clean(plan), LONGEST)),
        ("rg.goals", cut(clean("; ".join(started.goals)), LONGEST)),
        ("rg.replay", clean(token or started.token)),
    ]
    return [(name, text) for name, text in pairs if text]


def failure_body(events: Iterable[Event], *, files: Mapping[str, str] | None = None) -> str:
    """The reproduction and the trace: all that is known, as a viewer may show nothing but this text."""
    kept = tuple(events)
    trace = [f"    {line}" for line in trace_lines(kept)]
    return "\n".join([failure_text(kept, verbosity=1, files=files), "", "  Trace", *trace])
