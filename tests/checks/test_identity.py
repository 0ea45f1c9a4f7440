"""Born new: the id of a created resource is that of no other one, dead or alive."""

import pytest

from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import archive
from ..testing.desk import Desk, desk_of


def same_id() -> FakeResponse:
    return FakeResponse(status_code=201, body={"id": "x"})


def test_an_id_that_is_alive():
    desk = desk_of(archive(), create_folder=same_id)
    assert desk.findings("create_folder", "f1") == ()
    assert desk.findings("create_folder", "f2") == (
        Finding(
            check="identity", kind="id-reused", expected="a new id",
            message="create_folder must make a new folder, but it answered with the id of folder f1, which is alive "
            "(expected a new id)",
        ),
    )  # fmt: skip


def test_an_idempotent_create_may():
    desk = desk_of(archive(types=(ResourceType(name="folder", idempotent=True),)), create_folder=same_id)
    desk.take("create_folder", "f1")
    assert desk.findings("create_folder", "f2") == ()
    assert desk.key("folder", "f2") == desk.key("folder", "f1")
    assert len(desk.execution.graph) == 1


def again(*types: ResourceType) -> Desk:
    """A desk where a folder was destroyed, and the next one gets its id."""
    desk = desk_of(archive(types=types), create_folder=same_id, delete_folder=lambda folder: None)
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    return desk


def test_the_id_of_a_dead_one():
    assert again().findings("create_folder", "f2") == (
        Finding(
            check="identity", kind="id-of-dead", expected="a new id",
            message="create_folder must make a new folder, but it answered with the id of folder f1, which was "
            "destroyed in step 2 (expected a new id)",
        ),
    )  # fmt: skip


def test_the_id_of_a_dead_one_on_the_fake():
    desk = Desk(archive(), faults=[Fault(kind="id-reused", type="folder")])
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    assert [finding.kind for finding in desk.findings("create_folder", "f2")] == ["id-of-dead"]


def test_where_ids_are_reused_the_id_of_a_dead_one_is_none_of_our_business():
    assert again(ResourceType(name="folder", reuses_ids=True)).findings("create_folder", "f2") == ()


def test_an_id_that_the_client_has_chosen_may_be_that_of_a_dead_one():
    """As the name in the path of a PUT, or a natural key that is the id."""
    desk = again()
    desk.will_send({"name": "x"})
    assert desk.findings("create_folder", "f2") == ()


def test_ids_that_are_counted_below_each_parent():
    desk = desk_of(
        archive(), create_folder=iter("ab").__next__, create_document=lambda folder: {"id": 1},
        delete_document=lambda document: None,
    )  # fmt: skip
    for number in (1, 2):
        desk.take("create_folder", f"f{number}")
    desk.take("create_document", "d1", folder="f1")
    assert desk.findings("create_document", "d2", folder="f2") == ()
    desk.take("delete_document", document="d1")
    assert [finding.kind for finding in desk.findings("create_document", "d3", folder="f1")] == ["id-of-dead"]


def test_the_clean_twin_is_silent():
    desk = Desk(archive())
    assert desk.findings("create_folder", "f1") == desk.findings("create_folder", "f2") == ()


@pytest.mark.parametrize(
    ("sent", "kinds"),
    [({"phone": 1}, ["id-of-dead"]), ({"phone": "1"}, ["id-of-dead"]), ({"id": 1}, []), ({"id": "1"}, [])],
)
def test_a_number_that_is_the_id_by_chance_is_not_chosen(sent, kinds):
    def first() -> FakeResponse:
        return FakeResponse(status_code=201, body={"id": 1})

    desk = desk_of(archive(), create_folder=first, delete_folder=lambda folder: None)
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    desk.will_send(sent)
    assert [finding.kind for finding in desk.findings("create_folder", "f2")] == kinds
