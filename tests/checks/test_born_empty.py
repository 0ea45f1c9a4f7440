"""Born empty: what is new has nothing in it."""

import pytest

from pytest_resourcegraph.engine.observe import Observe
from pytest_resourcegraph.events.claim import Length
from pytest_resourcegraph.model.action import Action, Listing
from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import FOLDER, archive
from ..testing.desk import Desk, desk_of


def after_a_death(*faults: Fault) -> Desk:
    """A desk where a folder has died with the document in it."""
    desk = Desk(archive(), faults=faults, observe=Observe.NEW)
    assert desk.perform("create_folder", "f1") == ()
    assert desk.perform("create_document", "d1", folder="f1") == ()
    assert desk.perform("delete_folder", folder="f1") == ()
    return desk


def coming_with(body: object, *, exact: bool = True) -> Desk:
    """A desk of a service where a new folder comes with what this list shows."""
    listing = Action(
        name="list_documents", roles=(FOLDER,), lists=Listing(type="document", within="folder", exact=exact)
    )
    return desk_of(
        archive(listing), create_folder=lambda: "f", get_folder=lambda folder: {"id": "f"},
        list_folders=lambda: ["f"], list_documents=lambda folder: FakeResponse(status_code=200, body=body),
    )  # fmt: skip


def test_children_of_a_dead_one():
    desk = after_a_death(Fault(kind="inherits-children", type="folder"))
    assert desk.perform("create_folder", "f2") == (
        Finding(
            check="born-empty", kind="not-empty", expected="an empty list", claims=(Length(path=(), items=0),),
            message="folder f2 is new and must be empty, but list_documents shows 1 in it",
        ),
    )  # fmt: skip


def test_the_claim_leads_into_the_envelope():
    desk = coming_with({"page": {"items": [{"id": "d"}]}})
    desk.observer.mode = Observe.NEW
    (finding,) = desk.perform("create_folder", "f1")
    assert (finding.check, finding.claims) == ("born-empty", (Length(path=("page", "items"), items=0),))


@pytest.mark.parametrize("body", [[], {"items": []}, {"items": [], "total": 0}], ids=str)
def test_what_a_correct_list_shows(body):
    desk = coming_with(body)
    desk.observer.mode = Observe.NEW
    assert desk.perform("create_folder", "f1") == ()


def test_what_a_service_puts_there_by_itself_may_be_there_where_the_list_is_not_exact():
    desk = coming_with([{"id": "readme"}], exact=False)
    desk.observer.mode = Observe.NEW
    assert desk.perform("create_folder", "f1") == ()


def test_the_clean_twin_is_silent():
    desk = after_a_death()
    assert desk.perform("create_folder", "f2") == ()
    assert desk.perform("create_document", "d2", folder="f2") == ()
