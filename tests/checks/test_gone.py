"""Gone is gone: what was destroyed, and what was below it, refuses whatever is asked."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.events.claim import REFUSAL, StatusIs
from pytest_resourcegraph.model.action import Action, Refusal
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.model.resource import GONE, ResourceType
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import DOCUMENT, FOLDER, archive
from ..testing.desk import Desk, desk_of


def ended(*faults: Fault, types: tuple[ResourceType, ...] = ()) -> Desk:
    """A desk where a folder with a document was destroyed."""
    desk = Desk(archive(types=types), faults=faults)
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    desk.take("delete_folder", folder="f1")
    return desk


def test_a_read_of_a_destroyed_one():
    assert ended(Fault(kind="cached-read", type="folder")).findings("get_folder", folder="f1") == (
        Finding(
            check="gone", kind="after-destroy", expected="404 or 410",
            message="folder f1 must be gone: it was destroyed in step 3, but get_folder answered 200 "
            "(expected 404 or 410)",
            claims=(StatusIs(statuses=(404, 410), family=REFUSAL),),
        ),
    )  # fmt: skip


def test_a_read_of_an_orphan():
    assert ended(Fault(kind="cascade-stops", type="folder")).findings("get_document", document="d1") == (
        Finding(
            check="gone", kind="after-parent-destroy", expected="404 or 410",
            message="document d1 must be gone: its parent f1 was destroyed in step 3, but get_document answered 200 "
            "(expected 404 or 410)",
            claims=(StatusIs(statuses=(404, 410), family=REFUSAL),),
        ),
    )  # fmt: skip


def test_a_second_destroy():
    (finding,) = ended(Fault(kind="second-destroy-ok", type="folder")).findings("delete_folder", folder="f1")
    assert finding.kind == "after-destroy"
    assert finding.message == (
        "folder f1 must be gone: it was destroyed in step 3, but delete_folder answered 204 (expected a refusal (4xx))"
    )


def test_a_create_below_a_dead_parent():
    desk = ended(Fault(kind="parent-create-under-dead", type="document"))
    (finding,) = desk.findings("create_document", "d2", folder="f1")
    assert finding.message == (
        "folder f1 must be gone: it was destroyed in step 3, but create_document answered 201 "
        "(expected a refusal (4xx))"
    )


@pytest.mark.parametrize(
    ("action", "role", "alias"),
    [
        ("get_folder", "folder", "f1"), ("get_document", "document", "d1"), ("delete_folder", "folder", "f1"),
        ("create_document", "folder", "f1"), ("list_documents", "folder", "f1"), ("update_document", "document", "d1"),
        ("send_document", "document", "d1"),
    ],
)  # fmt: skip
def test_the_clean_twin_is_silent(action, role, alias):
    assert ended().findings(action, **{role: alias}) == ()


def test_a_read_that_is_refused_with_another_status():
    desk = ended(types=(ResourceType(name="folder", gone=frozenset({410})),))
    assert desk.findings("get_folder", folder="f1") == ()
    desk = desk_of(
        archive(), create_folder=lambda: "x", delete_folder=lambda folder: None,
        get_folder=lambda folder: FakeResponse(status_code=403),
    )  # fmt: skip
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    (finding,) = desk.findings("get_folder", folder="f1")
    assert finding.message.endswith("but get_folder answered 403 (expected 404 or 410)")


def test_a_change_may_be_refused_with_any_4xx_unless_the_action_says_which():
    named = Action(
        name="rename", roles=(FOLDER,), call=lambda folder: FakeResponse(status_code=400),
        refusals={Refusal.AFTER_DESTROY: frozenset({404})},
    )  # fmt: skip
    lenient = Action(name="touch", roles=(FOLDER,), call=lambda folder: FakeResponse(status_code=400))
    desk = desk_of(archive(named, lenient), create_folder=lambda: "x", delete_folder=lambda folder: None)
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    assert desk.findings("touch", folder="f1") == ()
    (finding,) = desk.findings("rename", folder="f1")
    assert finding.expected == "404"


@pytest.mark.parametrize("unavailable", [frozenset({501}), frozenset()])
def test_a_reader_that_is_documented_to_be_absent_refuses(unavailable):
    desk = desk_of(
        archive(), create_folder=lambda: "x", delete_folder=lambda folder: None,
        get_folder=lambda folder: FakeResponse(status_code=501),
    )  # fmt: skip
    actions = desk.execution.schema.actions
    reader = replace(actions["get_folder"], unavailable=unavailable)
    desk.execution.schema = replace(desk.execution.schema, actions={**actions, "get_folder": reader})
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    assert [finding.check for finding in desk.findings("get_folder", folder="f1")] == (
        [] if unavailable else ["server-error"]
    )


def test_a_list_below_a_dead_parent_may_be_empty_but_not_full():
    def below(items: list[dict[str, str]]) -> Desk:
        return desk_of(
            archive(), create_folder=lambda: "x", delete_folder=lambda folder: None,
            create_document=lambda folder: {"id": "d"},
            list_documents=lambda folder: FakeResponse(status_code=200, body=items),
        )  # fmt: skip

    for items, found in ((list[dict[str, str]](), 0), ([{"id": "d"}], 1)):
        desk = below(items)
        desk.take("create_folder", "f1")
        desk.take("create_document", "d1", folder="f1")
        desk.take("delete_folder", folder="f1")
        assert len(desk.findings("list_documents", folder="f1")) == found


def test_either_reason_may_be_given_where_there_are_two():
    """A sent document that is gone: whether its state or its end is seen first is up to the system."""
    strict = Action(
        name="send_document", roles=(FOLDER, DOCUMENT), call=lambda folder, document: FakeResponse(status_code=409),
        refusals={
            Refusal.AFTER_DESTROY: frozenset({404}), Refusal.AFTER_PARENT_DESTROY: frozenset({404}),
            Refusal.WRONG_PARENT: frozenset({409}), Refusal.MISSING_REFERENCE: frozenset({409}),
        },
    )  # fmt: skip
    desk = desk_of(
        archive(strict), create_folder=iter("abc").__next__, delete_folder=lambda folder: None,
        create_document=lambda folder: "d",
    )  # fmt: skip
    desk.take("create_folder", "f1")
    desk.take("create_folder", "f2")
    desk.take("create_document", "d1", folder="f1")
    desk.take("delete_folder", folder="f2")
    strayed = desk.key("document", "d1")._replace(parent=desk.key("folder", "f2"))
    assert desk.findings("send_document", folder="f2", document=strayed) == ()


def test_an_id_that_was_given_to_somebody_elses_is_not_ours():
    """SQLite gives the id of a deleted row to the next one, which another client may have made."""
    answers = iter([{"id": 7, "title": "theirs"}, {"id": 7, "title": "ours"}])
    desk = desk_of(
        archive(), create_folder=lambda: {"id": 7, "title": "ours"}, delete_folder=lambda folder: None,
        get_folder=lambda folder: FakeResponse(status_code=200, body=next(answers)),
    )  # fmt: skip
    desk.will_send({"title": "ours"})
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    assert desk.findings("get_folder", folder="f1") == ()
    assert len(desk.findings("get_folder", folder="f1")) == 1


def test_the_reason_is_that_of_what_was_asked_for():
    """Of a path with two ids: the document is the subject, not the folder that it was in."""
    desk = ended(Fault(kind="cached-read", type="document"), Fault(kind="cascade-stops", type="folder"))
    (finding,) = desk.findings("get_document_in_folder", folder="f1", document="d1")
    assert finding.message == (
        "document d1 must be gone: its parent f1 was destroyed in step 3, but get_document_in_folder answered 200 "
        "(expected 404 or 410)"
    )


# -- services that answer 200 to everything, with what went wrong in the body ------------------------------------------

SOMETHING: list[object] = ["not found", {"code": 404}, ["gone"], 404, True]
NOTHING: list[object] = [None, "", {}, [], 0, False]
STATUSES = [GONE, frozenset({410}), frozenset({403, 404})]


def politely(
    body: object, status: int = 200, *, gone: frozenset[int] = GONE, field: str | None = "error", told: int = 0
) -> Desk:
    """A desk with a dead folder that answers everything like this; a reader may be ``told`` what refuses it."""
    answers = [FakeResponse(status_code=204), FakeResponse(status_code=status, body=body)]
    folder = ResourceType(name="folder", gone=gone, error_field=field)
    refusals = {Refusal.AFTER_DESTROY: frozenset({told})} if told else {}
    desk = desk_of(
        archive(Action(name="get_folder", roles=(FOLDER,), reads="folder", refusals=refusals), types=(folder,)),
        create_folder=lambda: "x", get_folder=lambda folder: answers[-1],
        delete_folder=lambda folder: answers.pop(0) if len(answers) > 1 else answers[0],
    )  # fmt: skip
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    return desk


@pytest.mark.parametrize("gone", STATUSES, ids=str)
@pytest.mark.parametrize("error", SOMETHING, ids=repr)
@pytest.mark.parametrize("action", ["get_folder", "delete_folder"])
def test_an_error_in_the_answer_refuses_whatever_statuses_say_gone(action, error, gone):
    taken, findings = politely({"error": error, "id": "x"}, gone=gone).take(action, folder="f1")
    assert findings == ()
    assert (taken.succeeded, taken.answer.label) == (False, "200 (error)")


def test_it_refuses_where_the_action_names_another_status_as_well():
    assert politely({"error": "not found"}, told=404).findings("get_folder", folder="f1") == ()
    (finding,) = politely({"error": None}, told=404).findings("get_folder", folder="f1")
    assert finding.expected == "404"


@pytest.mark.parametrize("gone", STATUSES, ids=str)
@pytest.mark.parametrize("error", NOTHING, ids=repr)
def test_an_answer_in_whose_field_nothing_stands_is_one_of_the_living(error, gone):
    (finding,) = politely({"error": error, "id": "x"}, gone=gone).findings("get_folder", folder="f1")
    statuses = " or ".join(map(str, sorted(gone)))
    assert (finding.check, finding.kind, finding.expected) == ("gone", "after-destroy", statuses)
    assert finding.message.endswith(f"but get_folder answered 200 (expected {statuses})")
    (finding,) = politely({"error": error}, gone=gone).findings("delete_folder", folder="f1")
    assert finding.message.endswith("but delete_folder answered 200 (expected a refusal (4xx))")


@pytest.mark.parametrize("field", [None, "fault", "error.code", "id.error"])
def test_only_what_stands_in_the_field_that_was_said_refuses(field):
    body = {"error": "not found", "id": "x"}
    (finding,) = politely(body, field=field).findings("get_folder", folder="f1")
    assert finding.kind == "after-destroy"
    assert politely({"meta": body}, field="meta.error").findings("get_folder", folder="f1") == ()


def test_of_a_status_that_says_no_it_is_the_status_that_counts():
    body = {"error": "not found"}
    assert politely(body, 410).findings("get_folder", folder="f1") == ()
    (finding,) = politely(body, 403).findings("get_folder", folder="f1")
    assert finding.message.endswith("but get_folder answered 403 (expected 404 or 410)")
    (finding,) = politely(body, 500).findings("get_folder", folder="f1")
    assert finding.check == "server-error"


def test_the_field_is_that_of_what_the_answer_is_about():
    """Of a document below a dead folder: what is said of documents, not what is said of folders."""
    for about, kinds in (("document", []), ("folder", ["after-parent-destroy"])):
        desk = desk_of(
            archive(types=(replace(archive().types[about], error_field="error"),)),
            create_folder=lambda: "x", create_document=lambda folder: "d", delete_folder=lambda folder: None,
            get_document=lambda document: FakeResponse(status_code=200, body={"id": "d", "error": "not found"}),
        )  # fmt: skip
        desk.take("create_folder", "f1")
        desk.take("create_document", "d1", folder="f1")
        desk.take("delete_folder", folder="f1")
        assert [finding.kind for finding in desk.findings("get_document", document="d1")] == kinds
