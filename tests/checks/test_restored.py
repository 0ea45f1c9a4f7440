"""There and back: what was made and destroyed again leaves its parent showing what it showed before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count

import pytest

from pytest_resourcegraph.events.claim import FieldAsIn
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import archive
from ..testing.desk import Desk, desk_of


@dataclass
class Folder:
    """A folder as a service keeps it: the sizes of its documents by id, and how often anything was done or asked."""

    sizes: dict[int, int] = field(default_factory=dict)
    done: int = 0
    asked: int = 0
    made: int = 0

    def create(self) -> dict[str, object]:
        self.done, self.made = self.done + 1, self.made + 1
        self.sizes[self.made] = 10
        return {"id": self.made}

    def delete(self, id_: object) -> None:
        self.done += 1
        del self.sizes[int(str(id_))]

    def update(self, id_: object) -> dict[str, object]:
        self.done += 1
        self.sizes[int(str(id_))] += 5
        return {"id": id_}

    @property
    def bits(self) -> str:
        return f"{self.done:08x}"


Show = Callable[[Folder], Mapping[str, object]]


def opened(show: Show, type_: ResourceType = ResourceType(name="folder")) -> Desk:  # noqa: B008 - a frozen value
    """A desk of a service whose folder shows this."""
    folder = Folder()

    def get(folder: object, kept: Folder = folder) -> FakeResponse:
        kept.asked += 1
        return FakeResponse(status_code=200, body={"id": "f", **show(kept)})

    desk = desk_of(
        archive(types=(type_,)), create_folder=lambda: {"id": "f"},
        get_folder=get, create_document=lambda folder, kept=folder: kept.create(),
        delete_document=lambda document, kept=folder: kept.delete(document.id),
        update_document=lambda document, kept=folder: kept.update(document.id),
    )  # fmt: skip
    desk.take("create_folder", "f1")
    return desk


def trip(desk: Desk, number: int = 1) -> tuple[Finding, ...]:
    """There and back, read before, between and after; what the last look finds."""
    assert desk.findings("get_folder", folder="f1") == ()
    desk.take("create_document", f"d{number}", folder="f1")
    assert desk.findings("get_folder", folder="f1") == ()
    desk.take("delete_document", document=f"d{number}")
    return desk.findings("get_folder", folder="f1")


def test_a_counter_that_drifts():
    desk = Desk(archive(), faults=[Fault(kind="counter-drifts", type="document")])
    desk.take("create_folder", "f1")
    assert trip(desk) == (
        Finding(
            check="restored", kind="field document_count", expected="0",
            message="folder f1 holds the same as after step 2, when its document_count was 0, but get_folder shows 1 "
            "(expected 0)",
            claims=(FieldAsIn(path=("document_count",), step=2),),
        ),
    )  # fmt: skip


def test_the_claim_leads_into_the_envelope_and_to_the_first_look():
    desk = opened(lambda folder: {"total": folder.made})
    inner = desk.execution.schema.actions["get_folder"]
    assert inner.name == "get_folder"
    (finding,) = trip(desk)
    assert finding.claims == (FieldAsIn(path=("total",), step=2),)


@pytest.mark.parametrize(
    "show",
    [
        lambda folder: {"documents": folder.made},
        lambda folder: {"usedBytes": 10 * folder.made},
        lambda folder: {"document_ids": [*range(folder.made)]},
        lambda folder: {"biggest": 10.0 if folder.made else 0.0},
        lambda folder: {"cover_id": 1 if folder.made else None},
    ],
    ids=["count", "bytes", "ids", "float", "from nothing"],
)
def test_what_does_not_come_back(show):
    assert [finding.check for finding in trip(opened(show))] == ["restored"]


@pytest.mark.parametrize(
    "show",
    [
        lambda folder: {"documents": len(folder.sizes)},
        lambda folder: {"updated_at": f"2031-01-01T00:00:{folder.done:02}Z"},
        lambda folder: {"modified": 1_900_000_000 + folder.done},
        lambda folder: {"mtime": 1_900_000_000.25 + folder.done},
        lambda folder: {"stamp": 1_900_000_000_000 + folder.done},
        lambda folder: {"lastModified": folder.made, "versionId": folder.made},
        lambda folder: {"version": folder.made, "_rev": folder.made, "__v": folder.made, "etag": folder.bits},
        lambda folder: {"change": folder.done},
        lambda folder: {"state_number": folder.done},
        lambda folder: {"views": folder.asked, "hits": folder.made},
        lambda folder: {"last_document": folder.made or None, "next_number": folder.made + 1},
        lambda folder: {"documents_created": folder.made, "lifetime_total": folder.made, "revisions": folder.made},
        lambda folder: {"digest": folder.bits, "token": folder.bits},
        lambda folder: {"used": folder.made > 0},
        lambda folder: {"link": {"href": f"/f?at={folder.done}"}, "log": [{"at": folder.done}]},
        lambda folder: {"balance": 100 - folder.made, "credits_spent": folder.made},
        lambda folder: {"left": 5 - folder.done},
        lambda folder: {} if folder.done == 2 else {"documents": len(folder.sizes)},
    ],
    ids=["count", "date", "epoch", "float epoch", "milliseconds", "camel case", "versions", "name", "goes on", "views",
         "last and next", "ever", "digests", "a flag that stays", "objects", "money", "goes down", "left out"],
)  # fmt: skip
def test_what_a_correct_service_may_show(show):
    desk = opened(show)
    found = [trip(desk, number) for number in (1, 2, 3)]
    assert [finding.kind for findings in found for finding in findings] == []


def test_what_is_listed_in_the_order_of_changes():
    """Two documents, the one that was changed last first."""
    desk = opened(lambda folder: {"recent": {2: [1, 2], 3: [1, 2, 3], 4: [2, 1]}.get(folder.done, [])})
    for alias in ("d1", "d2"):
        desk.take("create_document", alias, folder="f1")
    assert trip(desk, 3) == ()


def test_what_depends_on_a_child_that_was_changed_meanwhile():
    desk = opened(lambda folder: {"size": sum(folder.sizes.values())})
    desk.take("create_document", "d1", folder="f1")
    assert desk.findings("get_folder", folder="f1") == ()
    desk.take("create_document", "d2", folder="f1")
    assert desk.findings("get_folder", folder="f1") == ()
    desk.take("update_document", document="d1")
    desk.take("delete_document", document="d2")
    assert desk.findings("get_folder", folder="f1") == ()


def test_what_goes_up_and_down_by_itself():
    """Load, or who is online: it is known only from two looks with nothing in between."""
    values = iter([3, 7, 5, 6, 2, 8, 4, 9])
    desk = opened(lambda folder: {"online": next(values)})
    assert trip(desk) == ()


def test_fields_that_are_declared():
    assert (
        trip(opened(lambda folder: {"total": folder.made}, ResourceType(name="folder", volatile=frozenset({"total"}))))
        == ()
    )


def test_fields_that_were_seen_to_change_by_themselves_are_left_alone_in_every_sequence():
    desk = opened(lambda folder: {"online": folder.made})
    learned = desk.memory.volatile
    learned.learn("folder", {"id": 1, "online": 3}, {"id": 1, "online": 4})
    assert learned.learned == {"folder": {"online"}}
    assert trip(desk) == ()


def test_where_changes_show_later_it_is_asked_again():
    """With ``settles`` a wrong count is asked for again, and stays wrong."""
    desk = opened(lambda folder: {"total": folder.made}, ResourceType(name="folder", settles=0.05))
    assert [finding.check for finding in trip(desk)] == ["restored"]
    late = count()
    desk = opened(
        lambda folder: {"total": len(folder.sizes) + (folder.done == 2 and next(late) < 1)},
        ResourceType(name="folder", settles=0.5),
    )
    assert trip(desk) == ()


def test_the_same_thing_must_be_there():
    """With another document in its place the count may be the same, but not what it says of it."""
    desk = opened(lambda folder: {"newest": max(folder.sizes, default=0)})
    desk.take("create_document", "d1", folder="f1")
    assert desk.findings("get_folder", folder="f1") == ()
    desk.take("create_document", "d2", folder="f1")
    desk.take("delete_document", document="d1")
    assert desk.findings("get_folder", folder="f1") == ()


def test_the_clean_twin_is_silent():
    desk = Desk(archive())
    desk.take("create_folder", "f1")
    assert [trip(desk, number) for number in (1, 2, 3)] == [(), (), ()]


@pytest.mark.parametrize(("comes", "found"), [("f2", 0), (None, 1)])
def test_what_came_beside_it_may_show(comes, found):
    """A folder that counts all folders is right to show another number when there is another one; not otherwise."""
    shown = {"all": 1}

    def made() -> dict[str, object]:
        return {"id": f"f{shown['all']}"}

    desk = desk_of(
        archive(types=(ResourceType(name="folder"),)), create_folder=made,
        get_folder=lambda folder: FakeResponse(status_code=200, body={"id": folder.id, **shown}),
        create_document=lambda folder: {"id": "d"}, delete_document=lambda document: None,
    )  # fmt: skip
    desk.take("create_folder", "f1")
    assert desk.findings("get_folder", folder="f1") == ()
    desk.take("create_document", "d1", folder="f1")
    shown["all"] = 2
    if comes is not None:
        desk.take("create_folder", comes)
    assert desk.findings("get_folder", folder="f1") == ()
    desk.take("delete_document", document="d1")
    assert len(desk.findings("get_folder", folder="f1")) == found
