"""What the first lines of an export say: what it shows, the sequence as a program, how to run it."""

from collections.abc import Iterator, Sequence

from ..text import clean
from .recording import Recording


def preface(recording: Recording, run: Sequence[str], ends: Sequence[str]) -> Iterator[str]:
    """Lines without a comment sign. ``run`` are the commands to run it, ``ends`` what each of its ends means."""
    yield "What it shows:"
    yield from (f"  {line}" for line in recording.message.split("\n"))
    if recording.unjudged:
        yield "It sends the requests and judges nothing:"
        yield f"  {clean(recording.unjudged)}."
    yield ""
    yield f"The sequence {clean(recording.name)}:".replace("  ", " ")
    yield from (f"  {step.label:<{_wide(recording)}}  {step.text}" for step in recording.steps)
    yield ""
    yield "Run it:"
    yield from (f"  {line}" for line in run)
    if recording.demands:
        yield "It needs what was masked in the recording, in the environment:"
        yield from (f"  {demand.name}" for demand in recording.demands)
    yield ""
    yield from ends


def _wide(recording: Recording) -> int:
    return max((len(step.label) for step in recording.steps), default=0)
