"""Who takes part where: the actors that the hooks of a folder name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from ..errors import DefinitionError, Problem
from ..events.exchange import tells
from ..model.guard import ANONYMOUS
from .session import session_of

Actors: TypeAlias = Mapping[str, Mapping[str, str]]

_ACTORS: pytest.StashKey[dict[Path, Actors]] = pytest.StashKey()


def actors_at(node: pytest.Collector | pytest.Item) -> Actors:
    """Headers by actor for the folder of a node, the usual actor first; from here on, the headers are secrets."""
    config = node.config
    known = config.stash.setdefault(_ACTORS, {})
    folder = node.path.parent
    if folder not in known:
        found = node.ihook.pytest_resourcegraph_actors(config=config)
        known[folder] = _checked(found)
        session_of(config).keep_secret(value for headers in found.values() for value in headers.values())
    return known[folder]


def names_at(node: pytest.Collector | pytest.Item) -> tuple[str, ...]:
    """The names of the actors, and ``anonymous`` where there are credentials that can be left out.

    Who makes the clients with a hook of their own knows better than we do what a client without credentials is; there,
    ``anonymous`` takes part only where it is named among the actors.
    """
    actors = actors_at(node)
    headers = [name for name, _ in session_of(node.config).settings.headers]
    headers += [name for named in actors.values() for name in named]
    ours = len(node.ihook.pytest_resourcegraph_make_client.get_hookimpls()) == 1
    known = tuple(actors)
    return (*known, ANONYMOUS) if ours and ANONYMOUS not in known and any(map(tells, headers)) else known


def _checked(found: object) -> Actors:
    fits = isinstance(found, Mapping) and all(
        isinstance(name, str) and isinstance(headers, Mapping) for name, headers in found.items()
    )
    if not fits or not found:
        raise DefinitionError(
            Problem(
                what=f"pytest_resourcegraph_actors gave {found!r}",
                known="expected: headers by the name of the actor, at least one actor",
                remedy="return a mapping such as {'first': {'Authorization': '…'}, 'second': {}}",
            )
        )
    return found  # type: ignore[return-value]
