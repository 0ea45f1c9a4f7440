"""The clients of a run, by actor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ..errors import Problem
from ..model.client import Closing
from .actors import actors_at


class Pool:
    """Every client of a run, by folder, URL and actor: folders may have a service and credentials of their own."""

    def __init__(self) -> None:
        self._made: dict[tuple[Path, str | None, str], Any] = {}

    def client(self, item: pytest.Item, url: str | None, actor: str) -> Any:
        """The client of an actor for an item, made by the hook when it is first asked for."""
        place = (item.path.parent, url, actor)
        if place not in self._made:
            self._made[place] = _make(item, url, actor)
        return self._made[place]

    def close(self) -> None:
        """Close those that hold connections."""
        for client in self._made.values():
            if isinstance(client, Closing):
                client.close()


class Clients:
    """The clients of one item: ``clients["name"]`` is that of an actor."""

    def __init__(self, pool: Pool, item: pytest.Item, url: str | None) -> None:
        self._pool = pool
        self._item = item
        self._url = url

    def first(self) -> Any:
        """The client of the usual actor."""
        return self[next(iter(actors_at(self._item)))]

    def __getitem__(self, actor: str) -> Any:
        return self._pool.client(self._item, self._url, actor)


def _make(item: pytest.Item, url: str | None, actor: str) -> Any:
    headers = actors_at(item).get(actor, {})
    hook = item.ihook.pytest_resourcegraph_make_client
    client = hook(config=item.config, actor=actor, url=url, headers=headers)
    if client is None:
        problem = Problem(
            what="there is no URL to send requests to",
            known="looked at: --resource-graph-url, the ini value resourcegraph_url, the fixture resource_url",
            remedy="give one of them, or a client with the hook pytest_resourcegraph_make_client or the fixture "
            "resource_api",
        )
        pytest.fail(str(problem), pytrace=False)
    return client
