"""Brings the events of an item to where they are kept: at once here, on the report from an xdist worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ..events.codec import encode
from .session import session_of

ATTRIBUTE = "resourcegraph_events"
"""On a test report: the lines of its events. Built-in types only, so that xdist carries it whole."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    """Put what happened since the last report on this one, if a controller waits for it."""
    report = yield
    session = session_of(item.config)
    if session.unsent:
        setattr(report, ATTRIBUTE, [encode(event) for event in session.unsent])
        session.unsent.clear()
    return report
