"""Ends a run with everything that is wrong with its declarations, told once."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from ..errors import Problem
from .chosen import misnamed
from .declarations import schemas_of
from .session import REPLAY, Session, session_of

_NOTHING = Problem(
    what="there is nothing to replay the sequence with",
    known="no conftest.py that was collected declares anything",
    remedy="name the folder of the conftest.py whose declarations the sequence is of",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Raise a usage error, if anything is wrong. A worker runs nothing: its controller raises it."""
    session = session_of(config)
    if session.settings.replay:
        _keep_the_replay(session, items)
    session.problems.extend(misnamed(session.known_checks, session.settings.checks, schemas_of(config)))
    if not session.problems:
        return
    session.refused = True
    if session.is_worker and session.settings.active:
        items.clear()
    else:
        refuse(map(str, session.problems))


def _keep_the_replay(session: Session, items: list[pytest.Item]) -> None:
    """Leave out everything but the sequence that is to be replayed, which has to be there."""
    if not session.replays:
        session.problems.extend(session.unreplayed or [_NOTHING])
        return
    others = [item for item in items if item.name != REPLAY]
    if others:
        session.config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item.name == REPLAY]


def refuse(texts: Iterable[str]) -> None:
    """Raise a usage error that tells each problem once."""
    raise pytest.UsageError("\n\n".join(dict.fromkeys(texts)))
