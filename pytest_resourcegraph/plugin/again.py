"""The command that runs one item again."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from .options import OPTIONS

if TYPE_CHECKING:
    import pytest

    from .session import Session

_REPEATED = ("url", "cover", "max-steps", "timeout", "observe")


def again(session: Session, item: pytest.Item) -> str:
    """The command that runs this item again, with the same plan and values, from where this run was started.

    Headers are secrets: their names are in it, their values are to be filled in.
    """
    config, settings = session.config, session.settings
    path, _, name = item.nodeid.partition("::")
    file = os.path.relpath(config.rootpath / path, config.invocation_params.dir)
    given = {
        "url": session.shown_url, "cover": settings.cover, "max-steps": str(settings.max_steps),
        "timeout": f"{settings.timeout:g}", "observe": settings.observe,
    }  # fmt: skip
    changed = [(option.name, given[option.name]) for option in OPTIONS if option.name in _REPEATED]
    usual = {option.name: option.default for option in OPTIONS}
    changed = [("seed", str(session.seed)), *((key, value) for key, value in changed if value != usual[key])]
    changed += [("header", f"{header}:***") for header, _ in settings.headers]
    words = [shlex.quote(f"--resource-graph-{key}={value}") for key, value in changed]
    return " ".join(["pytest --resource-graph", *words, shlex.quote(f"{file}::{name}")])
