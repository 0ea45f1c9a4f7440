"""One step: what is called, what is believed, what is written down."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from pytest_resourcegraph.errors import Refused, TransportError
from pytest_resourcegraph.events.change import Created, Destroyed, Moved
from pytest_resourcegraph.events.exchange import Exchange
from pytest_resourcegraph.events.facts import Exchanged, Found, Outcome, StepFinished, StepStarted
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.fold import fold
from pytest_resourcegraph.model.action import Action
from pytest_resourcegraph.model.effect import Create
from pytest_resourcegraph.model.resource import Resource
from pytest_resourcegraph.plan.codec import decode
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import FOLDER, LABEL, archive
from ..testing.desk import Desk, Plain, desk_of


def test_a_step_is_told_in_order():
    desk = Desk(archive())
    desk.take("create_folder", "f1")
    kinds = [type(fact) for fact in desk.facts]
    assert kinds == [StepStarted, Exchanged, Created, StepFinished]
    started, finished = desk.facts[0], desk.facts[-1]
    assert isinstance(started, StepStarted)
    assert (started.text, started.expected) == ("f1 = create_folder()", "success")
    assert isinstance(finished, StepFinished)
    assert (finished.answer, finished.requests, finished.outcome) == ("201", 1, Outcome.PASSED)


def test_a_refusal_is_announced_with_its_reason():
    desk = Desk(archive())
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    desk.take("create_document", "d1", folder="f1")
    started = [fact for fact in desk.facts if isinstance(fact, StepStarted)][-1]
    assert (started.text, started.expected) == ("create_document(f1)", "refusal")
    assert started.why == "folder f1 must be gone: it was destroyed in step 2"


def test_the_graph_is_a_fold_of_the_events():
    desk = Desk(archive())
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    desk.take("send_document", document="d1")
    desk.take("delete_folder", folder="f1")
    assert fold(desk.execution.schema.empty_graph(), desk.events) == desk.execution.graph
    assert [type(fact) for fact in desk.facts if isinstance(fact, (Moved, Destroyed))] == [Moved, Destroyed]


def test_a_call_is_given_handles_fixtures_and_what_is_ours():
    given: dict[str, object] = {}
    action = Action(
        name="copy", roles=(FOLDER,), injected=("api", "graph"), fixtures=("size",),
        call=lambda **held: given.update(held),
    )  # fmt: skip
    client = Plain()
    create = Action(name="create_folder", effects=(Create(type="folder"),), call=lambda: {"id": 7, "title": "a"})
    desk = Desk(archive(action, create), clients={"": client}, fixtures={"size": 3})
    desk.take("create_folder", "f1")
    desk.take("copy", folder="f1")
    handle = given.pop("folder")
    assert isinstance(handle, Resource)
    assert (handle.id, handle["title"], handle.alive) == (7, "a", True)
    assert given == {"api": client, "graph": desk.execution.graph, "size": 3}


def test_an_action_without_a_declared_effect_changes_nothing():
    desk = desk_of(archive(Action(name="ping")))
    before = desk.execution.graph
    desk.take("ping")
    assert desk.execution.graph == before


@pytest.mark.parametrize("returned", [{"id": "x"}, "x", FakeResponse(status_code=201, body={"id": "x"})])
def test_what_an_action_may_return(returned):
    desk = desk_of(archive(), create_folder=lambda: returned)
    assert desk.findings("create_folder", "f1") == ()
    assert desk.key("folder", "f1").id == "x"


def test_nothing_is_a_success_without_a_status():
    desk = desk_of(archive(), create_folder=lambda: 1, delete_folder=lambda folder: None)
    desk.take("create_folder", "f1")
    taken, findings = desk.take("delete_folder", folder="f1")
    assert (taken.answer.label, findings) == ("ok", ())
    assert len(desk.execution.graph) == 0


def test_refused_is_an_answer():
    def refuse() -> None:
        raise Refused("quota", status=423)

    taken, findings = desk_of(archive(), create_folder=refuse).take("create_folder")
    assert (taken.answer.label, taken.succeeded) == ("423", False)
    assert findings[0].message == "create_folder must succeed, but create_folder answered 423: quota (expected success)"


def test_an_error_of_an_action_ends_the_step():
    def fail() -> None:
        raise KeyError("id")

    desk = desk_of(archive(), create_folder=fail)
    desk.will_send({"a": 1})
    with pytest.raises(KeyError):
        desk.take("create_folder")
    finished = desk.facts[-1]
    assert isinstance(finished, StepFinished)
    assert (finished.answer, finished.outcome, finished.requests) == ("KeyError", Outcome.ERROR, 1)


def test_raise_for_status_is_the_answer():
    """In a step that has to be refused it says what was predicted, and no more."""

    def strict(folder: object) -> None:
        error = RuntimeError("404 Client Error")
        error.response = FakeResponse(status_code=404)  # type: ignore[attr-defined]
        raise error

    desk = desk_of(archive(), create_folder=lambda: 1, delete_folder=lambda folder: None, get_folder=strict)
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    assert desk.findings("get_folder", folder="f1") == ()


def test_a_failed_assertion_in_an_action_is_a_finding():
    def fail() -> None:
        raise AssertionError("size is 3")

    desk = desk_of(archive(), create_folder=fail)
    with pytest.raises(AssertionError, match="size is 3"):
        desk.take("create_folder")
    (found,) = desk.of(Found)
    assert isinstance(found, Found)
    assert replace(found, token="") == Found(
        check="assertion", action="create_folder", kind="assertion", message="create_folder: size is 3", step=1,
        sequence="S0001",
    )  # fmt: skip
    replayed = decode(desk.execution.schema, found.token)
    assert (replayed.finding, [str(step) for step in replayed.steps]) == (
        ("assertion", "create_folder", "assertion"), ["f1 = create_folder()"],
    )  # fmt: skip


def test_a_failed_assertion_about_a_predicted_refusal_is_none():
    def fail(folder: object) -> None:
        raise AssertionError("assert 404 == 200")

    desk = desk_of(archive(), create_folder=lambda: 1, delete_folder=lambda folder: None, get_folder=fail)
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    desk.will_send(None, method="GET", status=404)
    assert desk.findings("get_folder", folder="f1") == ()
    desk.will_send(None, method="GET", status=200)
    with pytest.raises(AssertionError):
        desk.take("get_folder", folder="f1")


def test_an_answer_that_cannot_be_read_ends_the_step():
    desk = desk_of(archive(), create_folder=lambda: 3.5)
    with pytest.raises(TransportError, match="returned a float"):
        desk.take("create_folder")
    finished = desk.facts[-1]
    assert isinstance(finished, StepFinished)
    assert finished.answer == "TransportError"


def test_what_is_made_below_a_dead_parent_is_a_stray():
    desk = Desk(archive(), faults=[Fault(kind="parent-create-under-dead", type="document")])
    desk.take("create_folder", "f1")
    desk.take("delete_folder", folder="f1")
    taken, _ = desk.take("create_document", "d1", folder="f1")
    assert desk.execution.strays == [taken.made]
    assert len(desk.execution.graph) == 0


def test_what_refers_to_nothing_is_a_stray_too():
    lenient = Action(
        name="create_labelled", roles=(FOLDER, LABEL), call=lambda folder, label: "d",
        effects=(Create(type="document", parent="folder", state="draft", links=(("label", "label"),)),),
    )  # fmt: skip
    desk = desk_of(archive(lenient), create_folder=lambda: "f")
    desk.take("create_folder", "f1")
    taken, findings = desk.take("create_labelled", "d1", folder="f1", label=Key("label", "?"))
    assert findings[0].kind == "missing-reference"
    assert desk.execution.strays == [taken.made]


def test_a_wrong_success_is_followed_so_that_it_can_be_cleaned_up():
    desk = Desk(archive(), faults=[Fault(kind="duplicate-accepted", type="folder")])
    desk.take("create_folder", "f1")
    taken, findings = desk.take("create_folder", "f2", twin=desk.key("folder", "f1"))
    assert findings
    assert taken.made is not None
    assert desk.execution.graph.exists(taken.made)


def test_the_exchange_is_read_off_the_response_of_a_client_that_does_not_record():
    request = SimpleNamespace(method="POST", url="http://x/folders", headers={}, body=b'{"title": "a"}')
    response = SimpleNamespace(status_code=201, json=lambda: {"id": 1, "title": "a"}, request=request)
    create = Action(name="create_folder", effects=(Create(type="folder"),), call=lambda: response)
    desk = Desk(archive(create), clients={"": object()})
    desk.take("create_folder", "f1")
    (exchanged,) = desk.of(Exchanged)
    assert exchanged == Exchanged(
        exchange=Exchange(
            method="POST", url="http://x/folders", request_body={"title": "a"}, status=201,
            response_body={"id": 1, "title": "a"},
        )
    )  # fmt: skip
    assert desk.execution.graph.get(desk.key("folder", "f1")).written == ("title",)


def test_aliases_are_made_up_where_none_are_given():
    desk = Desk(archive())
    for _ in range(2):
        desk.take("create_folder")
    assert list(desk.execution.bindings) == [("folder", "f1"), ("folder", "f2")]


def test_names_of_what_there_is_not():
    desk = Desk(archive())
    for alias in ("f1", "f2"):
        desk.take("create_folder", alias)
    desk.take("create_document", "d1", folder="f1")
    strayed = desk.key("document", "d1")._replace(parent=desk.key("folder", "f2"))
    assert desk.execution.alias(strayed) == "d1 in f2"
    assert desk.execution.alias(Key("folder", "x")) == "no such folder"


def test_a_namesake_in_the_parent_that_is_asked_for_answers_rightly():
    """Ids are counted in each folder: document 1 of the second folder is not document 1 of the first."""
    ids = iter(["f1", "f2"])
    desk = desk_of(
        archive(), create_folder=lambda: {"id": next(ids)}, create_document=lambda folder: {"id": 1},
        get_document_in_folder=lambda folder, document: FakeResponse(status_code=200, body={"id": document.id}),
    )  # fmt: skip
    for number in (1, 2):
        desk.take("create_folder", f"f{number}")
        desk.take("create_document", f"d{number}", folder=f"f{number}")
    assert desk.findings("get_document_in_folder", folder="f2", document=desk.key("document", "d1")) == ()
