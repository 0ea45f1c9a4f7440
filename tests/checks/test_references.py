"""References: what a resource refers to is shown, and no longer where that is gone."""

import pytest

from pytest_resourcegraph.events.claim import FieldIs
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.model.resource import OnDestroy, ResourceType
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import archive, described
from ..testing.desk import Desk, desk_of


def paper(said: OnDestroy | None) -> ResourceType:
    return ResourceType(
        name="document", parent="folder", references={"label": "label"}, states=("draft", "sent", "filed"),
        on_destroy={} if said is None else {"label": said},
    )  # fmt: skip


def reading(
    body: dict[str, object], said: OnDestroy | None = None, *, integers: bool = False, ended: bool = False
) -> list[str]:
    """What is found where the reader of a document, which refers to the first of two labels, shows this."""
    given = iter((1, 2) if integers else ("l", "m"))
    desk = desk_of(
        archive(types=(paper(said),)), create_folder=lambda: "f", create_label=lambda: {"id": next(given)},
        create_labelled=lambda folder, label: {"id": "d"}, delete_label=lambda label: None,
        get_document=lambda document: FakeResponse(status_code=200, body={"id": "d", **body}),
    )  # fmt: skip
    desk.take("create_folder", "f1")
    for alias in ("l1", "l2"):
        desk.take("create_label", alias)
    desk.take("create_labelled", "d1", folder="f1", label="l1")
    if ended:
        desk.take("delete_label", label="l1")
    return [finding.kind for finding in desk.findings("get_document", document="d1")]


def opened(*faults: Fault) -> Desk:
    desk = Desk(described(), faults=faults)
    desk.take("create_folder", "f1")
    desk.take("create_label", "l1")
    desk.take("create_labelled", "d1", folder="f1", label="l1")
    return desk


def test_a_reference_to_what_is_gone():
    desk = opened(Fault(kind="reference-dangles", type="document"))
    desk.take("delete_label", label="l1")
    label = desk.key("label", "l1").id
    assert desk.findings("get_document", document="d1") == (
        Finding(
            check="references", kind="dangling label_id", expected="no id of what is gone",
            message="document d1 must not refer to label l1 any more, which is gone, but get_document still shows it "
            "in label_id",
            claims=(FieldIs(path=("label_id",), value=label, negated=True),),
        ),
    )  # fmt: skip


def test_a_reference_to_another_one():
    desk = desk_of(
        archive(), create_folder=lambda: "f", create_label=iter("lm").__next__,
        create_labelled=lambda folder, label: {"id": "d"},
        get_document=lambda document: {"doc": {"id": "d", "label_id": "m"}},
    )  # fmt: skip
    desk.take("create_folder", "f1")
    for alias in ("l1", "l2"):
        desk.take("create_label", alias)
    desk.take("create_labelled", "d1", folder="f1", label="l1")
    assert desk.findings("get_document", document="d1") == (
        Finding(
            check="references", kind="wrong label", expected="'l'",
            message="document d1 must refer to label l1, but get_document shows another one (expected 'l')",
            claims=(FieldIs(path=("doc", "label_id"), value="l"),),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("field", ["label", "label_id", "labelId", "labelID"])
def test_the_names_of_the_field(field):
    assert reading({field: "m"}) == ["wrong label"]
    assert reading({field: 2}, integers=True) == ["wrong label"]
    assert reading({field: "l"}) == []


@pytest.mark.parametrize(
    "body",
    [
        {}, {"label_id": None}, {"label": "urgent"}, {"label": "m", "label_id": "l"}, {"label_id": "0e1f-internal"},
        {"label": {"id": "m"}}, {"label": "http://x/labels/m"}, {"label_id": 2}, {"labels": ["m"]}, {"label_count": 1},
    ],
    ids=str,
)  # fmt: skip
def test_what_a_correct_reader_may_show(body):
    assert reading(body) == []


@pytest.mark.parametrize("said", [None, OnDestroy.KEEP])
def test_what_is_not_said_is_not_judged(said):
    assert reading({"label_id": "l"}, said, ended=True) == []


@pytest.mark.parametrize("shown", [None, "", "m", "nobody"])
def test_what_is_cleared_may_show_anything_else(shown):
    assert reading({"label_id": shown}, OnDestroy.CLEAR, ended=True) == []
    assert reading({"label_id": "l"}, OnDestroy.CLEAR, ended=True) == ["dangling label_id"]


def test_the_clean_twin_is_silent():
    desk = opened()
    assert desk.findings("get_document", document="d1") == ()
    desk.take("create_label", "l2")
    assert desk.findings("label_document", document="d1", label="l2") == ()
    assert desk.findings("get_document", document="d1") == ()
    desk.take("delete_label", label="l2")
    assert desk.findings("get_document", document="d1") == ()
