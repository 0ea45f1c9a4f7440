"""Siblings stay: what is done to one leaves the others, and those of the same key elsewhere, as they were."""

from pytest_resourcegraph.engine.observe import Observe
from pytest_resourcegraph.events.claim import FieldIs, StatusIs
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.testing import Fault

from ..testing.archive import described, without
from ..testing.desk import Desk


def opened(*faults: Fault) -> Desk:
    """A desk with two documents in one folder and a namesake of the first in another; nobody lists any."""
    desk = Desk(without(described(), "list_documents", "all_documents"), faults=faults, observe=Observe.NEW)
    for alias in ("f1", "f2"):
        desk.take("create_folder", alias)
    for alias in ("d1", "d2"):
        desk.take("create_document", alias, folder="f1")
    desk.take("create_document", "d3", folder="f2", twin=desk.key("document", "d1"))
    return desk


def gone(alias: str) -> Finding:
    return Finding(
        check="siblings", kind="refused", expected="success", claims=(StatusIs(),),
        message=f"document {alias} must not be touched by delete_document on another, but get_document answered 404 "
        "(expected success)",
    )  # fmt: skip


def test_a_destroy_that_takes_all():
    desk = opened(Fault(kind="destroy-takes-siblings", type="document"))
    assert desk.perform("delete_document", document="d1") == (gone("d2"),)


def test_a_destroy_that_takes_all_whose_keys_begin_alike():
    desk = opened(Fault(kind="destroy-takes-prefix", type="document"))
    assert desk.perform("delete_document", document="d1") == (gone("d2"),)
    desk = opened(Fault(kind="destroy-takes-prefix", type="document"))
    assert desk.perform("delete_document", document="d2") == ()


def test_a_destroy_that_goes_by_the_key_alone():
    desk = opened(Fault(kind="destroy-takes-namesakes", type="document"))
    assert desk.perform("delete_document", document="d1") == (gone("d3"),)


def test_an_update_that_writes_to_all():
    desk = opened(Fault(kind="update-touches-siblings", type="document"))
    label = desk.execution.graph.get(desk.key("document", "d2")).data["label"]
    (finding,) = desk.perform("update_document", document="d1")
    assert (finding.check, finding.kind) == ("siblings", "field label")
    assert finding.claims == (FieldIs(path=("label",), value=label),)
    assert finding.message.startswith("document d2 must not be touched by update_document on another: document d2 must")


def test_the_clean_twin_is_silent():
    desk = opened()
    for action in ("update_document", "send_document", "delete_document"):
        assert desk.perform(action, document="d1") == ()
    assert desk.perform("delete_document", document="d2") == ()
    assert desk.findings("get_document", document="d3") == ()
