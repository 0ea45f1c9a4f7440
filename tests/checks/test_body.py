"""Body: what is shown of a resource fits the JSON Schema of its type."""

from collections.abc import Callable

import pytest

from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import archive, described
from ..testing.desk import Desk, desk_of

FIELDS = {
    "type": "object", "required": ["id", "pages"],
    "properties": {"pages": {"type": "integer", "minimum": 0}, "meta": {"type": "object", "required": ["by"]}},
}  # fmt: skip
PAPER = ResourceType(
    name="document", parent="folder", references={"label": "label"}, states=("draft", "sent", "filed"), fields=FIELDS
)


def answering(action: str, body: object) -> list[str]:
    """What is found in this answer of an action on a document ``d1``."""
    calls: dict[str, Callable[..., object]] = {
        "create_folder": lambda: "f",
        "create_document": lambda folder: {"id": "d"},
    }
    calls[action] = lambda **_: FakeResponse(status_code=200, body=body)
    desk = desk_of(archive(types=(PAPER,)), **calls)
    desk.take("create_folder", "f1")
    if action == "create_document":
        return [finding.kind for finding in desk.findings("create_document", folder="f1")]
    desk.take("create_document", "d1", folder="f1")
    on = {"folder": "f1"} if action == "list_documents" else {"document": "d1"}
    return [finding.kind for finding in desk.findings(action, **on)]


def test_what_the_system_computes_in_another_form():
    desk = Desk(described(), faults=[Fault(kind="body-does-not-fit", type="folder")])
    assert desk.findings("create_folder", "f1") == (
        Finding(
            check="body", kind="document_count type", expected="a body that fits folder",
            message="create_folder shows a folder that does not fit its schema: document_count: [0] is not of type "
            "'integer'",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("action", "body", "kinds"),
    [
        ("get_document", {"id": "d", "pages": "3"}, ["pages type"]),
        ("get_document", {"id": "d", "pages": -1}, ["pages minimum"]),
        ("get_document", {"id": "d"}, ["it required"]),
        ("get_document", {"id": "d", "pages": 3, "meta": {}}, ["meta required"]),
        ("get_document", {"document": {"id": "d", "pages": None}}, ["pages type"]),
        ("list_documents", [{"id": "d", "pages": 1.5}], ["pages type"]),
        ("list_documents", {"items": [{"id": "d", "pages": True}]}, ["pages type"]),
        ("update_document", {"id": "d", "pages": "3"}, ["pages type"]),
        ("create_document", {"id": "d", "pages": "3"}, ["pages type"]),
    ],
)
def test_what_does_not_fit(action, body, kinds):
    assert answering(action, body) == kinds


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("get_document", {"id": "d", "pages": 3, "more": True}),
        ("get_document", {"data": {"id": "d", "pages": 3, "meta": {"by": "x"}}}),
        ("get_document", None),
        ("list_documents", [{"id": "d"}]),
        ("list_documents", ["d"]),
        ("create_document", {"id": "d"}),
        ("create_document", "d"),
        ("update_document", {"id": "d"}),
        ("update_document", {"id": "receipt-7", "pages": "none"}),
        ("update_document", None),
        ("send_document", {"status": "ok"}),
    ],
    ids=["more", "envelope", "HEAD", "short items", "ids", "create: id", "create: bare", "change: id", "receipt",
         "nothing", "ok"],
)  # fmt: skip
def test_what_a_correct_service_may_answer(action, body):
    assert answering(action, body) == []


def test_what_must_be_refused_is_not_compared():
    desk = desk_of(
        archive(types=(PAPER,)), create_folder=lambda: "f", create_document=lambda folder: "d",
        delete_document=lambda document: None,
        get_document=lambda document: FakeResponse(status_code=404, body={"id": "d", "pages": "x"}),
    )  # fmt: skip
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    desk.take("delete_document", document="d1")
    assert desk.findings("get_document", document="d1") == ()


def test_the_clean_twin_is_silent():
    desk = Desk(described())
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    for action, on in (("get_folder", "folder"), ("list_documents", "folder"), ("get_document", "document")):
        assert desk.findings(action, **{on: f"{on[0]}1"}) == ()
