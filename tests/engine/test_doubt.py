"""What is conceded to an action that was derived: its refusal is no finding, until the system has taught us more."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.engine.memory import Memory
from pytest_resourcegraph.events.facts import Found
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import archive
from ..testing.desk import Desk, desk_of


def _doubtful(schema, *names):
    actions = {name: replace(one, doubtful=name in names) for name, one in schema.actions.items()}
    return replace(schema, actions=actions)


def _refuse(**_):
    return FakeResponse(status_code=422, body={"error": "no stamp"})


def test_a_refusal_is_no_finding():
    assert desk_of(_doubtful(archive(), "create_folder"), create_folder=_refuse).findings("create_folder") == ()


def test_of_what_is_declared_it_is_one():
    assert desk_of(archive(), create_folder=_refuse).findings("create_folder") != ()


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_error_is_never_excused(status):
    desk = desk_of(_doubtful(archive(), "create_folder"), create_folder=lambda: FakeResponse(status_code=status))
    assert [one.check for one in desk.findings("create_folder")] == ["server-error"]


def test_what_was_read_has_to_be_read_again():
    statuses = iter([404, 200, 404])
    desk = desk_of(
        _doubtful(archive(), "get_folder"), create_folder=lambda: {"id": 1},
        get_folder=lambda folder: FakeResponse(status_code=next(statuses), body={"id": 1}),
    )  # fmt: skip
    desk.take("create_folder", "f1")
    assert desk.findings("get_folder", folder="f1") == ()
    assert desk.findings("get_folder", folder="f1") == ()
    assert desk.findings("get_folder", folder="f1") != ()


def test_what_is_gone_has_to_be_refused_all_the_same():
    desk = Desk(_doubtful(archive(), "get_folder"), faults=[Fault(kind="destroy-ignored", type="folder")])
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    assert [one.check for one in desk.findings("get_folder", folder="f1")] == ["gone"]


def test_what_is_declined_ends_the_sequence_that_needs_it():
    desk = desk_of(_doubtful(archive(), "create_folder"), create_folder=_refuse)
    desk.take("create_folder", "f1")
    assert desk.execution.declined == {("folder", "f1"): 'create_folder answered 422: {"error": "no stamp"}'}
    assert desk.of(Found) == []


def test_a_memory_may_serve_several():
    memory = Memory()
    schema = _doubtful(archive(), "create_folder")
    Desk(schema, memory=memory).take("create_folder", "f1")
    assert schema.actions["create_folder"].identity in memory.proven
    assert not memory.declined
