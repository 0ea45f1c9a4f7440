"""The name of a sequence whose bodies are drawn. It says what they are drawn from, so that a token does: who replays it
draws the same ones, with the option or without."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from ..plan.plan import Sequence
    from .session import Session

_MARK = "~drawn-"


def sequence_name(session: Session, item: pytest.Item) -> str:
    """The name of the sequence that an item runs, as a token holds it."""
    return f"{item.name}{_MARK}{session.seed.values}" if session.settings.fuzz else item.name


def drawn_name(session: Session, item: pytest.Item, sought: Sequence | None) -> str:
    """The same where it may be one that is known: a replayed one keeps its name, if its bodies were drawn."""
    if sought is None:
        return sequence_name(session, item)
    return sought.name if _MARK in sought.name else item.name


def as_drawn(session: Session, item: pytest.Item, sequence: Sequence) -> Sequence:
    """A planned sequence under the name by which its bodies are drawn, where they are."""
    return replace(sequence, name=sequence_name(session, item)) if session.settings.fuzz else sequence


def draws(name: str) -> str:
    """What the bodies of a sequence of that name are drawn from; empty where they are not drawn."""
    return name if _MARK in name else ""
