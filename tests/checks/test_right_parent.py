"""Right parent: below another parent it is not found."""

from pytest_resourcegraph.events.claim import REFUSAL, StatusIs
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.testing import Fault

from ..testing.archive import archive
from ..testing.desk import Desk


def opened(*faults: Fault) -> tuple[Desk, Key]:
    """A desk with a document in the first of two folders, and its key as if it were in the other."""
    desk = Desk(archive(), faults=faults)
    for alias in ("f1", "f2"):
        desk.take("create_folder", alias)
    desk.take("create_document", "d1", folder="f1")
    return desk, desk.key("document", "d1")._replace(parent=desk.key("folder", "f2"))


def test_a_read_through_another_parent():
    desk, strayed = opened(Fault(kind="read-through-other-parent", type="document"))
    assert desk.findings("get_document_in_folder", folder="f2", document=strayed) == (
        Finding(
            check="right-parent", kind="wrong-parent", expected="a refusal (4xx)",
            message="document d1 is not in folder f2, so get_document_in_folder must be refused, but it answered 200 "
            "(expected a refusal (4xx))",
            claims=(StatusIs(family=REFUSAL),),
        ),
    )  # fmt: skip


def test_the_clean_twin_is_silent():
    desk, strayed = opened()
    assert desk.findings("get_document_in_folder", folder="f2", document=strayed) == ()
    assert desk.findings("get_document_in_folder", folder="f1", document="d1") == ()
