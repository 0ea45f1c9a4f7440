"""The fixtures of the plugin itself. A conftest.py overrides them as it does any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..engine.live import LiveGraph
from .clients import Clients
from .declarations import schema_at
from .hand import Hand
from .planned import PlannedSequence, sequences_for
from .session import session_of


@pytest.fixture(scope="session")
def resource_url(pytestconfig: pytest.Config) -> str | None:
    """The base URL of the service; override it to start one."""
    return session_of(pytestconfig).settings.url or None


@pytest.fixture(scope="session")
def resource_clients(pytestconfig: pytest.Config, resource_url: str | None) -> Iterator[Clients]:
    """The clients by actor, each made when it is first asked for."""
    clients = Clients(pytestconfig, resource_url)
    yield clients
    clients.close()


@pytest.fixture
def resource_api(resource_clients: Clients) -> Any:
    """What actions get as ``api``: the client of the usual actor."""
    return resource_clients.first()


@pytest.fixture
def resource_actors(resource_clients: Clients) -> Clients:
    """The clients of all actors by name."""
    return resource_clients


@pytest.fixture
def _resourcegraph_hand(request: pytest.FixtureRequest) -> Iterator[Hand]:
    """The steps of a test that is written by hand; what it made is cleaned up at its end."""
    hand = Hand(schema_at(request.node, Path(request.node.path).parent), request)
    yield hand
    hand.finish()


@pytest.fixture
def resource_graph(_resourcegraph_hand: Hand) -> LiveGraph:
    """What must exist now, according to the steps of this test."""
    return _resourcegraph_hand.graph


@pytest.fixture
def sequence(request: pytest.FixtureRequest) -> PlannedSequence:
    """One planned sequence; ``sequence.run()`` runs it. For tests marked with ``resource_graph``."""
    planned = getattr(request, "param", None)
    if planned is None:
        raise pytest.UsageError(
            f"{request.node.nodeid}: the fixture 'sequence' is planned for marked tests only\n"
            "known marks: @pytest.mark.resource_graph(cover=…, max_steps=…, seed=…)\n"
            "mark the test"
        )
    return PlannedSequence(schema_at(request.node, Path(request.node.path).parent), planned, request)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Plan sequences for a marked test, one parameter set each."""
    mark = metafunc.definition.get_closest_marker("resource_graph")
    if mark is not None and "sequence" in metafunc.fixturenames:
        sequences = sequences_for(metafunc.definition, mark)
        metafunc.parametrize("sequence", sequences, ids=[one.name for one in sequences], indirect=True)
