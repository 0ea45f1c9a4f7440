"""Failed create leaves nothing: in no list is what was refused."""

from pytest_resourcegraph.engine.observe import Observe
from pytest_resourcegraph.events.claim import Length, Listed
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.model.unique import unique
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import archive
from ..testing.desk import Desk, desk_of


def full(*faults: Fault) -> Desk:
    """A desk with a document that has as many comments as it may have."""
    desk = Desk(archive(), faults=faults, observe=Observe.NEW)
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    for _ in range(3):
        desk.take("create_comment", document="d1")
    return desk


def test_below_a_parent_it_is_one_more():
    desk = full(Fault(kind="refused-create-stores-anyway", type="comment"))
    assert desk.perform("create_comment", document="d1") == (
        Finding(
            check="left-behind", kind="stored", expected="it not in the list", claims=(Length(path=(), items=3),),
            message="create_comment was refused and must have left nothing behind, but list_comments shows a comment "
            "that nobody made",
        ),
    )  # fmt: skip


def test_at_the_root_it_is_known_by_what_was_sent():
    desk = Desk(archive(), faults=[Fault(kind="refused-create-stores-anyway", type="folder")], observe=Observe.NEW)
    desk.take("create_folder", "f1")
    (finding,) = desk.perform("create_folder", "f2", twin=desk.key("folder", "f1"))
    title = desk.execution.graph.get(desk.key("folder", "f1")).data["title"]
    assert finding.check == "left-behind"
    assert finding.claims == (Listed(path=(), field="title", value=str(title), times=1),)


def judged(shown: object, *ids: str) -> list[str]:
    """What is found in a list after a refused create, where documents with these ids were made before."""
    given = iter(ids)

    def create(folder: object) -> FakeResponse:
        id_ = next(given, None)
        return FakeResponse(status_code=400 if id_ is None else 201, body={"id": id_})

    desk = desk_of(
        archive(), create_folder=lambda: "f", create_document=create,
        list_documents=lambda folder: FakeResponse(status_code=200, body=shown),
    )  # fmt: skip
    desk.take("create_folder", "f1")
    for number, _ in enumerate(ids, start=1):
        desk.take("create_document", f"d{number}", folder="f1")
    follows, _ = desk.take("create_document", folder="f1")
    return [found.check for found in desk.findings("list_documents", folder="f1", follows=follows, relation="list")]


def test_ids_and_titles():
    assert judged(["d", "e"], "d", "e") == []
    assert judged(["d", "x"], "d") == ["left-behind"]
    assert judged([{"title": "a"}], "d") == []
    assert judged({"items": [{"id": "d"}]}, "d") == []


def test_what_others_made_is_not_what_was_refused():
    desk = desk_of(
        archive(), create_folder=lambda: (unique("title"), FakeResponse(status_code=409))[1],
        list_folders=lambda: FakeResponse(status_code=200, body=[{"id": "x", "title": "theirs"}]),
    )  # fmt: skip
    desk.observer.mode = Observe.NEW
    assert [finding.check for finding in desk.perform("create_folder")] == ["predicted"]


def test_the_clean_twin_is_silent():
    assert full().perform("create_comment", document="d1") == ()
    desk = Desk(archive(), observe=Observe.NEW)
    desk.take("create_folder", "f1")
    assert desk.perform("create_folder", "f2", twin=desk.key("folder", "f1")) == ()
