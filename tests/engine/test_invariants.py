"""The user's invariants: asked where a step touched what they read."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.engine.observe import Observe
from pytest_resourcegraph.events.facts import Found, Outcome, StepFinished, StepStarted
from pytest_resourcegraph.model.action import Invariant
from pytest_resourcegraph.model.resource import Resource
from pytest_resourcegraph.model.schema import Schema

from ..testing.archive import BELOW, DOCUMENT, FOLDER, LABEL, archive
from ..testing.desk import Desk


def holding(desk: Desk, invariant: Invariant) -> Desk:
    """The desk with an invariant; the fake leaves those of its schema out, as they speak to the real service."""
    schema: Schema = desk.execution.schema
    desk.execution.schema = replace(schema, invariants={invariant.name: invariant})
    return desk


def asked(desk: Desk) -> list[str]:
    return [fact.text for fact in desk.facts if isinstance(fact, StepStarted) and fact.relation == "invariant"]


def test_it_is_asked_about_what_was_touched():
    desk = holding(Desk(archive(), observe=Observe.NEW), Invariant(name="counts", roles=(FOLDER,)))
    desk.perform("create_folder", "f1")
    desk.perform("create_label", "l1")
    desk.perform("create_folder", "f2")
    assert asked(desk) == ["counts(f1)"]
    desk.perform("create_document", "d1", folder="f2")
    assert asked(desk) == ["counts(f1)", "counts(f2)"]


def test_it_is_asked_again_only_where_something_is_new():
    desk = holding(Desk(archive(), observe=Observe.NEW), Invariant(name="counts", roles=(FOLDER,)))
    for alias in ("f1", "f2", "f3"):
        desk.perform("create_folder", alias)
    assert asked(desk) == ["counts(f1)"]
    everything = holding(Desk(archive(), observe=Observe.ALL), Invariant(name="counts", roles=(FOLDER,)))
    for alias in ("f1", "f2", "f3"):
        everything.perform("create_folder", alias)
    assert asked(everything) == ["counts(f1)", "counts(f2)", "counts(f3)"]


@pytest.mark.parametrize("action", ["get_folder", "list_documents"])
def test_it_is_not_asked_after_a_look(action):
    desk = holding(Desk(archive(), observe=Observe.ALL), Invariant(name="counts", roles=(FOLDER,)))
    desk.take("create_folder", "f1")
    desk.perform(action, folder="f1")
    assert asked(desk) == []


def test_without_observations_it_is_not_asked():
    desk = holding(Desk(archive(), observe=Observe.OFF), Invariant(name="counts", roles=(FOLDER,)))
    desk.perform("create_folder", "f1")
    assert asked(desk) == []


def test_two_roles_that_belong_together():
    desk = holding(Desk(archive(), observe=Observe.ALL), Invariant(name="fits", roles=(FOLDER, BELOW)))
    for number in (1, 2):
        desk.take("create_folder", f"f{number}")
        desk.take("create_document", f"d{number}", folder=f"f{number}")
    desk.perform("send_document", document="d2")
    assert asked(desk) == ["fits(f2, d2)"]


def test_one_without_roles_is_asked_of_the_whole():
    desk = holding(Desk(archive(), observe=Observe.NEW), Invariant(name="sane"))
    desk.perform("create_folder", "f1")
    assert asked(desk) == ["sane()"]


def test_one_that_does_not_hold_is_a_finding():
    def counts(folder: Resource) -> None:
        assert folder["label"] == "x", "the label is another\nand more"

    desk = holding(Desk(archive(), observe=Observe.NEW), Invariant(name="counts", roles=(FOLDER,), call=counts))
    (finding,) = desk.perform("create_folder", "f1")
    assert (finding.check, finding.kind, finding.expected) == ("invariant", "counts", "it to hold")
    assert finding.message == "counts(f1) must hold after create_folder, but the label is another"
    assert len(desk.of(Found)) == 1
    finished = [fact for fact in desk.facts if isinstance(fact, StepFinished)][-1]
    assert (finished.answer, finished.outcome) == ("does not hold", Outcome.FAILED)


def test_one_that_fails_is_an_error():
    def fails(document: Resource) -> None:
        raise KeyError("total")

    desk = holding(Desk(archive(), observe=Observe.NEW), Invariant(name="fails", roles=(DOCUMENT,), call=fails))
    desk.perform("create_folder", "f1")
    with pytest.raises(KeyError):
        desk.perform("create_document", "d1", folder="f1")
    assert desk.of(Found) == []


def test_it_is_given_what_it_asks_for():
    given: dict[str, object] = {}
    invariant = Invariant(
        name="sees", roles=(LABEL,), injected=("api", "graph"), call=lambda **held: given.update(held)
    )
    desk = holding(Desk(archive(), observe=Observe.NEW), invariant)
    desk.perform("create_label", "l1")
    assert given == {
        "label": desk.execution.resource(desk.key("label", "l1")), "api": desk.client(),
        "graph": desk.execution.graph,
    }  # fmt: skip
