"""The commands that run one item again."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .options import OPTIONS

if TYPE_CHECKING:
    import pytest

    from .session import Session

_DOCUMENT = ("openapi", "openapi-files", "include", "exclude", "parameters")
_REPEATED = ("url", "cover", "max-steps", "timeout", "checks", "settles", "observe", *_DOCUMENT)
_REPLAYED = ("url", "timeout", "checks", "settles", *_DOCUMENT)


def again(session: Session, item: pytest.Item) -> str:
    """The command that runs this item again, with the same plan and values, from where this run was started.

    Headers are secrets: their names are in it, their values are to be filled in.
    """
    file, name = _place(session, item)
    words = [f"--resource-graph-{key}={value}" for key, value in [("seed", str(session.seed))]]
    words += _changed(session, _REPEATED)
    words += ["--resource-graph-fuzz"] if session.settings.fuzz else []
    return " ".join(["pytest --resource-graph", *map(shlex.quote, words), shlex.quote(f"{file}::{name}")])


def replay_command(session: Session, item: pytest.Item, token: str) -> str:
    """The command that replays a token with the declarations of this item."""
    file, _ = _place(session, item)
    words = [f"--resource-graph-replay={token}", *_changed(session, _REPLAYED)]
    return " ".join(["pytest", *map(shlex.quote, words), shlex.quote(str(Path(file).parent))])


def _place(session: Session, item: pytest.Item) -> tuple[str, str]:
    """The file of the item as seen from where the run was started, and the rest of its name."""
    config = session.config
    path, _, name = item.nodeid.partition("::")
    return os.path.relpath(config.rootpath / path, config.invocation_params.dir), name


def _changed(session: Session, names: tuple[str, ...]) -> Iterator[str]:
    """The options that are not as usual."""
    settings = session.settings
    given = {
        "url": session.shown_url, "cover": settings.cover, "max-steps": str(settings.max_steps),
        "timeout": f"{settings.timeout:g}", "observe": settings.observe, "settles": f"{settings.defaults.settles:g}",
        "checks": ",".join(name if on else f"-{name}" for name, on in settings.checks.items()),
        "openapi": session.secrets.url(settings.openapi), "openapi-files": ",".join(settings.openapi_files),
        "include": ",".join(settings.include), "exclude": ",".join(settings.exclude),
        "parameters": ",".join(f"{name}={value}" for name, value in settings.parameters.items()),
    }  # fmt: skip
    usual = {option.name: option.default for option in OPTIONS}
    for option in OPTIONS:
        if option.name in names and given[option.name] != usual[option.name]:
            yield f"--resource-graph-{option.name}={given[option.name]}"
    if settings.safe:
        yield "--resource-graph-safe"
    for header, _ in settings.headers:
        yield f"--resource-graph-header={header}:***"
    for actor, headers in settings.actors.items():
        yield from (f"--resource-graph-actor={actor}:{header}:***" for header in headers)
