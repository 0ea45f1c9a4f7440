"""The clients of a run, by actor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ..errors import Problem
from ..model.client import Closing
from .session import session_of


class Clients:
    """Clients by actor, made by the hook when they are first asked for."""

    def __init__(self, config: pytest.Config, url: str | None) -> None:
        self._config = config
        self._url = url
        self._made: dict[str, Any] = {}

    def first(self) -> Any:
        """The client of the usual actor."""
        return self[next(iter(session_of(self._config).actors))]

    def __getitem__(self, actor: str) -> Any:
        if actor not in self._made:
            self._made[actor] = self._make(actor, session_of(self._config).actors[actor])
        return self._made[actor]

    def close(self) -> None:
        """Close those that hold connections."""
        for client in self._made.values():
            if isinstance(client, Closing):
                client.close()

    def _make(self, actor: str, headers: Mapping[str, str]) -> Any:
        hook = self._config.hook.pytest_resourcegraph_make_client
        client = hook(config=self._config, actor=actor, url=self._url, headers=headers)
        if client is None:
            raise pytest.UsageError(
                str(
                    Problem(
                        what="there is no URL to send requests to",
                        known="looked at: --resource-graph-url, the ini value resourcegraph_url, the fixture resource_url",
                        remedy="give one of them, or a client with the hook pytest_resourcegraph_make_client or the "
                        "fixture resource_api",
                    )
                )
            )
        return client
