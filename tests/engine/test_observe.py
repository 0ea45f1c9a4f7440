"""Which observations are made, and that none is made twice."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.engine.observe import Observe, Observer
from pytest_resourcegraph.events.facts import Purpose, StepStarted
from pytest_resourcegraph.model.action import Action, Refusal, Role
from pytest_resourcegraph.testing import Fault

from ..testing.archive import FOLDER, archive, without
from ..testing.desk import Desk


def observed(desk: Desk) -> list[str]:
    """The observations so far, with their relations."""
    return [
        f"{fact.relation}: {fact.text}"
        for fact in desk.facts
        if isinstance(fact, StepStarted) and fact.purpose is Purpose.OBSERVED
    ]


def test_off_means_none():
    desk = Desk(archive(), observe=Observe.OFF)
    desk.perform("create_folder", "f1")
    assert observed(desk) == []


def test_after_a_create_itself_its_lists_and_what_is_around():
    desk = Desk(archive(), observe=Observe.NEW)
    desk.perform("create_folder", "f1")
    assert observed(desk) == ["self: get_folder(f1)", "list: list_folders()", "list below: list_documents(f1)"]


def test_after_a_destroy_what_was_below_is_asked_for():
    desk = Desk(archive(), observe=Observe.NEW)
    desk.perform("create_folder", "f1")
    desk.perform("create_document", "d1", folder="f1")
    before = len(observed(desk))
    desk.perform("delete_folder", folder="f1")
    assert observed(desk)[before:] == [
        "self: get_folder(f1)", "list: list_folders()", "list below: list_documents(f1)",
        "child: get_document(d1)", "child: get_document_in_folder(f1, d1)",
    ]  # fmt: skip


def test_an_observation_is_made_once_in_a_run():
    desk = Desk(archive(), observe=Observe.NEW)
    desk.perform("create_folder", "f1")
    desk.perform("create_folder", "f2")
    before = len(observed(desk))
    desk.perform("create_folder", "f3")
    assert len(observed(desk)) == before


def test_all_means_again():
    desk = Desk(archive(), observe=Observe.ALL)
    for alias in ("f1", "f2"):
        desk.perform("create_folder", alias)
    assert observed(desk).count("self: get_folder(f1)") == 1
    assert observed(desk).count("sibling: get_folder(f1)") == 1
    assert observed(desk).count("list: list_folders()") == 2


@pytest.mark.parametrize("action", ["get_folder", "list_documents"])
def test_an_observer_is_not_observed(action):
    desk = Desk(archive(), observe=Observe.ALL)
    desk.take("create_folder", "f1")
    desk.perform(action, folder="f1")
    assert observed(desk) == []


def test_what_comes_next_anyway_is_not_made_twice():
    desk = Desk(archive(), observe=Observe.NEW)
    taken, _ = desk.take("create_folder", "f1")
    folder = {"folder": desk.key("folder", "f1")}
    names = [found.action.name for found in Observer().after(taken, ("get_folder", folder, ""))]
    assert names == ["list_folders", "list_documents"]
    names = [found.action.name for found in Observer().after(taken, ("get_folder", folder, "bob"))]
    assert names[0] == "get_folder"  # that somebody else asks for it and is refused shows nothing


def test_after_a_refusal_what_must_have_been_left_alone_is_asked_for():
    desk = Desk(archive(), faults=[Fault(kind="refused-move-moves-anyway", type="document")], observe=Observe.NEW)
    desk.perform("create_folder", "f1")
    desk.perform("create_document", "d1", folder="f1")
    desk.perform("file_document", document="d1")
    (finding,) = desk.perform("send_document", document="d1")
    assert finding.message == (
        "send_document was refused and must have changed nothing: document d1 must be filed, but get_document shows "
        "'sent' (expected 'filed')"
    )


def test_after_a_refused_create_the_list_of_the_parent_is_asked_for():
    desk = Desk(archive(), faults=[Fault(kind="refused-create-stores-anyway", type="comment")], observe=Observe.NEW)
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    for number in range(3):
        desk.take("create_comment", f"c{number}", document="d1")
    (finding,) = desk.perform("create_comment", "c9", document="d1")
    assert (finding.check, finding.kind) == ("left-behind", "stored")


def test_what_another_actor_made_is_looked_at_by_that_actor_and_is_in_no_list_of_the_first():
    desk = Desk(archive(actors=("ann", "bob")), observe=Observe.NEW)
    assert desk.perform("create_folder", "f1", actor="bob") == ()
    started = [fact for fact in desk.facts if isinstance(fact, StepStarted) and fact.purpose is Purpose.OBSERVED]
    assert {(fact.actor, fact.relation) for fact in started} == {
        ("bob", "self"), ("bob", "list"), ("bob", "list below"), ("", "stranger"),
    }  # fmt: skip


def test_what_is_declared_not_to_be_tried_is_not_observed_either():
    """A reader whose declaration leaves out after-destroy: nobody says what it answers then."""
    careful: dict[Refusal, frozenset[int]] = dict.fromkeys(Refusal, frozenset())
    del careful[Refusal.AFTER_DESTROY]
    reader = replace(archive().actions["get_folder"], refusals=careful)
    desk = Desk(archive(reader), observe=Observe.NEW, faults=[Fault(kind="cached-read", type="folder")])
    desk.perform("create_folder", "f1")
    assert desk.perform("delete_folder", folder="f1") == ()


def test_the_reader_of_a_part_is_given_its_own_whole():
    """The names of the roles are not those of the types: the folder has to be found by what is below it."""
    reader = Action(
        name="read_paper", reads="paper",
        roles=(Role(name="place", type="folder"), Role(name="paper", type="document", below="place")),
    )  # fmt: skip
    desk = Desk(without(archive(reader), "get_document", "get_document_in_folder"), observe=Observe.NEW)
    for alias in ("f1", "f2"):
        desk.take("create_folder", alias)
    assert desk.perform("create_document", "d1", folder="f2") == ()
    assert "self: read_paper(f2, d1)" in observed(desk)


def test_a_reader_that_cannot_be_filled_is_left_out():
    reader = Action(name="compare", roles=(FOLDER, Role(name="label", type="label")), reads="folder")
    desk = Desk(archive(reader), observe=Observe.ALL)
    desk.perform("create_folder", "f1")
    assert not any("compare" in text for text in observed(desk))
