"""Replays a token or a file: the same steps and looks, and whether the finding comes again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DefinitionError, Problem, ReplayError
from ..events.facts import Found, Outcome, Replay, Replayed
from ..plan.codec import decode
from ..plan.document import from_document

OTHER = "another finding"
"""What a replay says of one that it was not made for."""

if TYPE_CHECKING:
    from ..engine.run import Verdict
    from ..model.schema import Schema
    from ..plan.plan import Sequence
    from .session import Session


def sequence_of(schema: Schema, said: str, folder: Path) -> Sequence:
    """The sequence of a token, or of a file with a token or the YAML of a sequence. Raises ReplayError."""
    text = said.strip()
    path = folder / text
    if len(text) < 1000 and "\n" not in text and not text.startswith("RG") and not path.is_file():
        raise ReplayError(
            Problem(
                what=f"there is no file '{text}', and it is no replay token",
                known="a token begins with RG1-; a file holds a token or the YAML of a sequence",
                remedy="copy the token whole from the report, from the line that begins with 'Again:'",
            )
        )
    if not text.startswith("RG") or (len(text) < 200 and path.is_file()):
        text = _read(path)
    if text.startswith("RG"):
        return decode(schema, text)
    from ..declare.yaml_file import parse_yaml  # only a file has YAML in it

    try:
        document = parse_yaml(text, str(path)).value
    except DefinitionError as error:
        raise ReplayError(error.problems) from None
    return from_document(schema, document, str(path))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise ReplayError(
            Problem(
                what=f"this is no replay token, and no file that can be read: {type(error).__name__}",
                known="a token begins with RG1-; a file holds a token or the YAML of a sequence",
                remedy="copy the token whole from the report, from the line that begins with 'Again:'",
            )
        ) from None


def replayed(session: Session, sequence: Sequence, verdict: Verdict) -> Replayed:
    """What a replay came to: a finding that is not the one of the token, or an error, has diverged from it."""
    found = [event.fact for event in session.current if isinstance(event.fact, Found)]
    number = len(verdict.trace)
    if verdict.outcome is Outcome.PASSED:
        return Replayed(result=Replay.NOT_REPRODUCED, reason="every step answered as predicted")
    if not found or verdict.error is not None:
        return Replayed(
            result=Replay.DIVERGED,
            step=number,
            reason=session.secrets.text(str(verdict.error or "")).partition("\n")[0],
        )
    first = found[0]
    if sequence.finding is None or (first.check, first.action, first.kind) == sequence.finding:
        return Replayed(result=Replay.REPRODUCED, step=number, reason=first.message)
    return Replayed(result=Replay.DIVERGED, step=number, reason=f"{OTHER}: {first.message}")


def remark(told: Replayed, verdict: Verdict) -> str:
    """What a replay came to, as the beginning of the message of what failed."""
    place = f" at step {told.step}" if told.step else ""
    other = f": {OTHER}" if told.result is Replay.DIVERGED and verdict.findings else ""
    return f"{told.result}{place}{other}"
