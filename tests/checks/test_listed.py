"""Lists agree: the living are in, each once, and the dead are out."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.events.claim import Length, Listed
from pytest_resourcegraph.model.action import Action, Listing
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import FOLDER, LABEL, archive
from ..testing.desk import Desk, desk_of


def opened(*faults: Fault, types: tuple[ResourceType, ...] = ()) -> Desk:
    desk = Desk(archive(types=types), faults=faults)
    desk.take("create_folder", "f1")
    for alias in ("d1", "d2"):
        desk.take("create_document", alias, folder="f1")
    return desk


def listing(body: object, *ids: object, type_: ResourceType | None = None) -> Desk:
    """A desk with a folder ``f1`` and a document for each of the ids; both lists answer ``body``."""
    given = iter(ids)
    desk = desk_of(
        archive(types=(type_,) if type_ else ()), create_folder=lambda: "f",
        create_document=lambda folder: {"id": next(given)}, delete_document=lambda document: None,
        list_documents=lambda folder: FakeResponse(status_code=200, body=body),
        list_folders=lambda: FakeResponse(status_code=200, body=body),
    )  # fmt: skip
    desk.take("create_folder", "f1")
    for number, _ in enumerate(ids, start=1):
        desk.take("create_document", f"d{number}", folder="f1")
    return desk


def test_a_list_that_misses_one():
    desk = opened(Fault(kind="list-misses-second", type="document"))
    assert desk.findings("list_documents", folder="f1") == (
        Finding(
            check="listed", kind="missing", expected="it in the list",
            message="document d2 lives in folder f1, but list_documents does not list it",
            claims=(Listed(path=(), field="id", value=desk.key("document", "d2").id, times=1),),
        ),
    )  # fmt: skip


def test_a_list_that_shows_one_twice():
    desk = opened(Fault(kind="list-twice", type="document"))
    assert desk.findings("list_documents", folder="f1") == (
        Finding(
            check="listed", kind="twice", expected="it once",
            message="document d2 is one in folder f1, but list_documents lists it twice",
            claims=(Listed(path=(), field="id", value=desk.key("document", "d2").id, times=1),),
        ),
    )  # fmt: skip


def test_a_list_that_shows_a_dead_one():
    desk = opened(Fault(kind="stale-list", type="document"))
    desk.take("delete_document", document="d1")
    assert desk.findings("list_documents", folder="f1") == (
        Finding(
            check="listed", kind="gone", expected="it not in the list",
            message="document d1 must be gone: it was destroyed in step 4, but list_documents still lists it",
            claims=(Listed(path=(), field="id", value=desk.key("document", "d1").id, times=0),),
        ),
    )  # fmt: skip


def test_a_list_that_shows_what_a_refused_create_left():
    desk = opened(Fault(kind="refused-create-stores-anyway", type="comment"))
    for _ in range(4):
        desk.take("create_comment", document="d1")
    (finding,) = desk.findings("list_comments", document="d1")
    assert finding.kind == "unknown"
    assert finding.message.endswith("was not made in document d1, but list_comments lists it")
    assert finding.claims == (Length(path=(), items=3),)


def test_the_claim_leads_to_the_list_in_its_envelope():
    (finding,) = listing({"page": {"items": [{"id": "d"}]}}, "d", "e").findings("list_documents", folder="f1")
    assert finding.claims == (Listed(path=("page", "items"), field="id", value="e", times=1),)


def test_a_parent_that_is_listed_once_for_each_child():
    """A join without DISTINCT: the shelf shows only with two things on it."""
    desk = opened(Fault(kind="list-repeats-parent", type="folder"))
    (finding,) = desk.findings("list_folders")
    folder = desk.key("folder", "f1").id
    assert (finding.kind, finding.claims) == ("twice", (Listed(path=(), field="id", value=folder, times=1),))


def test_the_clean_twin_is_silent():
    desk = opened()
    assert desk.findings("list_documents", folder="f1") == ()
    desk.take("delete_document", document="d1")
    assert desk.findings("list_documents", folder="f1") == ()
    assert desk.findings("list_folders") == ()
    for _ in range(4):
        desk.take("create_comment", document="d2")
    assert desk.findings("list_comments", document="d2") == ()


def test_one_in_the_list_of_another_parent():
    desk = opened()
    desk.take("create_folder", "f2")
    wrong = [{"id": desk.key("document", "d1").id}]
    other = listing(wrong, "x")
    (finding,) = other.findings("list_documents", folder="f1")
    assert finding.kind == "missing"


def test_strangers_are_expected_where_not_all_are_ours():
    assert listing([{"id": "theirs"}, {"id": "f"}]).findings("list_folders") == ()


@pytest.mark.parametrize(
    "body",
    [
        ["d", "e"],
        {"items": [{"id": "d"}, {"id": "e"}], "total": 2},
        {"documents": [{"id": "e"}, {"id": "d"}]},
        {"data": [{"id": "d"}], "next": "/page/2"},
        {"data": [{"id": "d"}], "meta": {"total": 2}},
        {"items": [{"id": "d"}], "nextPageToken": "x"},
        {"items": [{"id": "d"}], "page": {"totalPages": 2}},
        [{"title": "a"}, {"title": "b"}],
    ],
    ids=["ids", "items", "named", "next", "total", "token", "pages", "without ids"],
)
def test_what_a_correct_list_may_look_like(body):
    assert listing(body, "d", "e").findings("list_documents", folder="f1") == ()


def test_a_full_page_may_not_be_all():
    """A service with a thousand folders of others shows the first twenty, and says so in a header only."""
    page = [{"id": f"theirs-{number}"} for number in range(20)]
    assert listing(page).findings("list_folders") == ()
    assert listing(page[:19]).findings("list_folders") == ()  # among what others made nothing is surely missing
    assert [finding.kind for finding in listing([]).findings("list_folders")] == ["missing"]


def test_an_answer_without_a_list():
    (finding,) = listing({"error": "x"}).findings("list_documents", folder="f1")
    assert (finding.kind, finding.message) == (
        "unreadable", "list_documents lists document, but its answer has no list in it"
    )  # fmt: skip


def test_ids_that_are_counted_below_each_parent():
    """Number 1 of two folders: a list of all shows 1 twice, and the dead 1 of one is not the living 1 of the other."""
    everything = Action(name="all_documents", lists=Listing(type="document"))
    items = [{"id": 1, "folder": "a"}, {"id": 1, "folder": "b"}]
    desk = desk_of(
        archive(everything), create_folder=iter("ab").__next__, create_document=lambda folder: {"id": 1},
        all_documents=lambda: FakeResponse(status_code=200, body=items), delete_document=lambda document: None,
    )  # fmt: skip
    for number in (1, 2):
        desk.take("create_folder", f"f{number}")
        desk.take("create_document", f"d{number}", folder=f"f{number}")
    assert desk.findings("all_documents") == ()
    desk.take("delete_document", document="d1")
    assert desk.findings("all_documents") == ()
    items.append(items[0])
    assert [finding.kind for finding in desk.findings("all_documents")] == ["twice"]


def test_a_soft_deleted_one_may_stay_in_the_list_as_such():
    paper = ResourceType(
        name="document", parent="folder", states=("draft",), state_field="status", deleted_state="trashed"
    )
    desk = listing([{"id": "d", "status": "trashed"}], "d", type_=paper)
    desk.take("delete_document", document="d1")
    assert desk.findings("list_documents", folder="f1") == ()
    desk = listing([{"id": "d", "status": "draft"}], "d", type_=paper)
    desk.take("delete_document", document="d1")
    assert [finding.kind for finding in desk.findings("list_documents", folder="f1")] == ["gone"]


def test_a_dead_one_of_shown_states_may_stay_in_the_list_with_another_than_its_last():
    paper = ResourceType(name="document", parent="folder", shown_states=("draft", "trashed"), state_field="status")
    for state, kinds in (("trashed", []), ("draft", ["gone"])):
        body = [{"id": "d", "status": state}]
        desk = listing(body, "d", type_=paper)
        made = FakeResponse(status_code=201, body={"id": "d", "status": "draft"})
        actions = desk.execution.schema.actions
        create = replace(actions["create_document"], call=lambda folder, made=made: made)
        desk.execution.schema = replace(desk.execution.schema, actions={**actions, "create_document": create})
        desk.take("create_document", "d9", folder="f1")
        desk.take("delete_document", document="d9")
        assert [finding.kind for finding in desk.findings("list_documents", folder="f1")] == kinds


def test_a_list_of_those_that_refer_to_one():
    labelled = Action(name="list_labelled", roles=(LABEL,), lists=Listing(type="document", within="label"))
    desk = Desk(archive(labelled), faults=[Fault(kind="list-misses-second", type="document")])
    clean = Desk(archive(labelled))
    for each in (desk, clean):
        each.take("create_folder", "f1")
        each.take("create_label", "l1")
        for alias in ("d1", "d2"):
            each.take("create_labelled", alias, folder="f1", label="l1")
        each.take("create_document", "d3", folder="f1")
    assert clean.findings("list_labelled", label="l1") == ()
    (finding,) = desk.findings("list_labelled", label="l1")
    assert finding.message == "document d2 lives in label l1, but list_labelled does not list it"


def test_what_another_actor_owns_need_not_be_listed():
    desk = Desk(archive(actors=("ann", "bob")))
    desk.take("create_folder", "f1")
    desk.take("create_folder", "f2", actor="bob")
    assert desk.findings("list_folders") == ()
    assert desk.findings("list_folders", actor="bob") == ()


def test_a_deep_list_shows_all_that_is_below():
    deep = Action(name="list_all_comments", roles=(FOLDER,), lists=Listing(type="comment", within="folder"))
    desk = Desk(archive(deep), faults=[Fault(kind="list-misses-second", type="comment")])
    desk.take("create_folder", "f1")
    for number in (1, 2):
        desk.take("create_document", f"d{number}", folder="f1")
        desk.take("create_comment", f"c{number}", document=f"d{number}")
    (finding,) = desk.findings("list_all_comments", folder="f1")
    assert finding.message == "comment c2 lives in folder f1, but list_all_comments does not list it"
