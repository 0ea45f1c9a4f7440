"""Refusal changes nothing: what was refused has not happened."""

from pytest_resourcegraph.engine.observe import Observe
from pytest_resourcegraph.events.claim import FieldIs, StatusIs
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.testing import Fault

from ..testing.archive import described
from ..testing.desk import Desk


def opened(*faults: Fault) -> Desk:
    """A desk with a filed document of ann's: it can neither be sent nor be changed any more, and bob may do nothing."""
    desk = Desk(described(actors=("ann", "bob")), faults=faults, observe=Observe.NEW)
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    desk.take("file_document", document="d1")
    return desk


def test_a_refused_move_that_moves():
    desk = opened(Fault(kind="refused-move-moves-anyway", type="document"))
    assert desk.perform("send_document", document="d1") == (
        Finding(
            check="unchanged", kind="state", expected="'filed'", claims=(FieldIs(path=("status",), value="filed"),),
            message="send_document was refused and must have changed nothing: document d1 must be filed, but "
            "get_document shows 'sent' (expected 'filed')",
        ),
    )  # fmt: skip


def test_a_refused_update_that_is_stored():
    desk = opened(Fault(kind="refused-update-updates-anyway", type="document"))
    (finding,) = desk.perform("update_document", document="d1")
    assert (finding.check, finding.kind) == ("unchanged", "field label")
    assert finding.claims == (FieldIs(path=("label",), value="label 2"),)


def test_a_refused_destroy_that_destroys():
    desk = opened(Fault(kind="refused-destroy-destroys-anyway", type="document"))
    (finding,) = desk.perform("delete_document", document="d1", actor="bob")
    assert (finding.check, finding.kind, finding.claims) == ("unchanged", "refused", (StatusIs(),))
    assert finding.message == (
        "delete_document was refused and must have changed nothing, but get_document answered 404 (expected success)"
    )


def test_the_clean_twin_is_silent():
    desk = opened()
    assert desk.perform("send_document", document="d1") == ()
    assert desk.perform("update_document", document="d1") == ()
    assert desk.perform("delete_document", document="d1", actor="bob") == ()
