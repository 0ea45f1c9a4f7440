"""The one place where the parts of the plugin are put together."""

from __future__ import annotations

import pytest

from . import builtin, collect, fixtures, problems, recording, reporting, workers
from .document import ask_for
from .failing import Reports
from .session import SESSION, Session, session_of
from .settings import read_settings


def open_session(config: pytest.Config) -> None:
    """Open the session of a run, with what a test by hand needs as well: our answers to the hooks, how it fails."""
    session = config.stash[SESSION] = Session(config, read_settings(config))
    parts = (("builtin", builtin), ("failing", Reports(session)), ("problems", problems))
    for name, part in parts:
        config.pluginmanager.register(part, f"resourcegraph-{name}")


def begin(config: pytest.Config) -> None:
    """Begin a run that was asked to plan: register what collects, records and reports."""
    session = session_of(config)
    for name, part in (("collect", collect), ("recording", recording), ("reporting", reporting)):
        config.pluginmanager.register(part, f"resourcegraph-{name}")
    fixtures.register(config.pluginmanager)
    workers.register(config)
    session.start()
    ask_for(config)


def end(config: pytest.Config) -> None:
    """Forget the session, also where it never came to its end."""
    if SESSION in config.stash:
        config.stash[SESSION].close()
        del config.stash[SESSION]
