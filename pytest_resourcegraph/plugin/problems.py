"""Ends a run with everything that is wrong with its declarations, told once."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from .session import session_of


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Raise a usage error, if anything is wrong. A worker runs nothing: its controller raises it."""
    session = session_of(config)
    if not session.problems:
        return
    session.refused = True
    if session.is_worker and session.settings.active:
        items.clear()
    else:
        refuse(map(str, session.problems))


def refuse(texts: Iterable[str]) -> None:
    """Raise a usage error that tells each problem once."""
    raise pytest.UsageError("\n\n".join(dict.fromkeys(texts)))
