"""Born new: the id of a created resource is that of no living one."""

from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.testing import FakeResponse

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


def test_the_id_of_a_dead_one_may_be_used_again():
    desk = desk_of(archive(), create_folder=same_id, delete_folder=lambda folder: None)
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    assert desk.findings("create_folder", "f2") == ()


def test_the_clean_twin_is_silent():
    desk = Desk(archive())
    assert desk.findings("create_folder", "f1") == desk.findings("create_folder", "f2") == ()
