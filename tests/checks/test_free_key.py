"""Freed key: what nothing beside it has can be used, again or for the first time."""

from pytest_resourcegraph.events.claim import StatusIs
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.testing import Fault

from ..testing.archive import described
from ..testing.desk import Desk


def opened(*faults: Fault) -> Desk:
    desk = Desk(described(), faults=faults)
    for alias in ("f1", "f2"):
        desk.take("create_folder", alias)
    desk.take("create_document", "d1", folder="f1")
    return desk


def test_a_key_that_stays_taken():
    desk = opened(Fault(kind="key-not-freed", type="folder"))
    desk.take("delete_folder", folder="f1")
    assert desk.findings("create_folder", "f3", twin=desk.key("folder", "f1")) == (
        Finding(
            check="free-key", kind="freed", expected="success", claims=(StatusIs(),),
            message="the key is free: folder f1, which had it, was destroyed in step 4, but create_folder answered 409 "
            "(expected success)",
        ),
    )  # fmt: skip


def test_a_key_that_is_taken_in_another_place():
    desk = opened(Fault(kind="key-taken-anywhere", type="document"))
    assert desk.findings("create_document", "d2", folder="f2", twin=desk.key("document", "d1")) == (
        Finding(
            check="free-key", kind="taken-elsewhere", expected="success", claims=(StatusIs(),),
            message="the key is taken in another place only: document d1 has it there, but create_document answered "
            "409 (expected success)",
        ),
    )  # fmt: skip


def test_the_clean_twin_is_silent():
    desk = opened()
    document, folder = desk.key("document", "d1"), desk.key("folder", "f1")
    assert desk.findings("create_document", "d2", folder="f2", twin=document) == ()
    assert desk.findings("create_document", "d3", folder="f1", twin=document) == ()  # refused, as predicted
    desk.take("delete_folder", folder="f1")
    assert desk.findings("create_folder", "f3", twin=folder) == ()
