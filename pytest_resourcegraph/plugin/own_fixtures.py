"""The fixtures of the plugin itself. A conftest.py overrides them as it does any other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from ..engine.live import LiveGraph
from ..errors import DefinitionError, Problem
from .clients import Clients, Pool
from .declarations import schema_at
from .hand import Hand
from .planned import PlannedSequence, sequences_for
from .session import session_of

if TYPE_CHECKING:
    from ..model.schema import Schema


@pytest.fixture(scope="session")
def resource_url(pytestconfig: pytest.Config) -> str | None:
    """The base URL of the service; override it to start one."""
    return session_of(pytestconfig).settings.url or None


@pytest.fixture(scope="session")
def _resourcegraph_pool() -> Iterator[Pool]:
    """Keeps connections from test to test. It does not ask for the URL, which may be another one in each folder."""
    pool = Pool()
    yield pool
    pool.close()


@pytest.fixture
def resource_actors(_resourcegraph_pool: Pool, request: pytest.FixtureRequest, resource_url: str | None) -> Clients:
    """The clients of all actors by name, each made when it is first asked for."""
    return Clients(_resourcegraph_pool, request.node, resource_url)


@pytest.fixture
def resource_api(resource_actors: Clients) -> Any:
    """What actions get as ``api``: the client of the usual actor."""
    return resource_actors.first()


@pytest.fixture
def _resourcegraph_hand(request: pytest.FixtureRequest) -> Iterator[Hand]:
    """The steps of a test that is written by hand; what it made is cleaned up at its end."""
    hand = Hand(_schema(request), request)
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
        problem = Problem(
            where=request.node.nodeid,
            what="the fixture 'sequence' is there for marked tests only",
            known="known mark: @pytest.mark.resource_graph(cover=…, max_steps=…, seed=…)",
            remedy="mark the test with it",
        )
        pytest.fail(str(problem), pytrace=False)
    return PlannedSequence(_schema(request), planned, request)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Plan sequences for a marked test, one parameter set each."""
    mark = metafunc.definition.get_closest_marker("resource_graph")
    if mark is not None and "sequence" in metafunc.fixturenames:
        sequences = sequences_for(metafunc.definition, mark)
        metafunc.parametrize("sequence", sequences, ids=[one.name for one in sequences], indirect=True)


def _schema(request: pytest.FixtureRequest) -> Schema:
    """What is declared where the test stands; a wrong declaration fails the test with its text."""
    try:
        return schema_at(request.node, request.node.path.parent)
    except DefinitionError as error:
        pytest.fail(str(error), pytrace=False)
