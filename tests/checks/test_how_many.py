"""How many: the second and the third behave as the first."""

from pytest_resourcegraph.events.claim import StatusIs
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import archive
from ..testing.desk import Desk, desk_of


def test_a_third_one_that_is_refused():
    desk = Desk(archive(), faults=[Fault(kind="third-refused", type="document")])
    for alias in ("f1", "f2"):
        desk.take("create_folder", alias)
    for alias in ("d1", "d2"):
        assert desk.findings("create_document", alias, folder="f1") == ()
    assert desk.findings("create_document", "d3", folder="f2") == ()
    assert desk.findings("create_document", "d4", folder="f1") == (
        Finding(
            check="how-many", kind="third", expected="success", claims=(StatusIs(),),
            message="the third document must be created as the first one was, but create_document answered 409 "
            "(expected success)",
        ),
    )  # fmt: skip


def test_a_second_and_a_fourth():
    answers = iter([201, 400, 201, 201, 400])
    ids = iter(range(9))
    desk = desk_of(
        archive(), create_label=lambda: FakeResponse(status_code=next(answers), body={"id": next(ids), "error": "full"})
    )
    kinds = [[finding.kind for finding in desk.findings("create_label")] for _ in range(5)]
    assert kinds == [[], ["second"], [], [], ["4th"]]


def test_the_first_one_is_no_matter_of_number():
    desk = desk_of(archive(), create_label=lambda: FakeResponse(status_code=400))
    assert [finding.check for finding in desk.findings("create_label")] == ["predicted"]


def test_the_clean_twin_is_silent():
    """And so is a condition that says how many there may be."""
    desk = Desk(archive())
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    for _ in range(5):
        assert desk.findings("create_document", folder="f1") == ()
        assert desk.findings("create_comment", document="d1") == ()
