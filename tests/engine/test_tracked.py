"""States that are shown and not predicted: open after what may have moved them, known from the next answer on."""

from dataclasses import replace

from pytest_resourcegraph.events.change import Moved
from pytest_resourcegraph.model.effect import Create, Update
from pytest_resourcegraph.testing import FakeResponse

from ..testing.archive import archive
from ..testing.desk import desk_of


def _desk(*shown, answer=None):
    """A desk at which documents show these states one after the other; what changes them is not known."""
    schema = archive()
    document = replace(schema.types["document"], states=(), shown_states=("draft", "sent", "filed"))
    send = replace(
        schema.actions["send_document"], effects=(Update(role="document"),), moving=True,
        roles=schema.actions["get_document"].roles,
    )  # fmt: skip
    create = replace(schema.actions["create_document"], effects=(Create(type="document", parent="folder"),))
    names = ("create_folder", "get_document", "delete_folder", "get_folder", "list_documents")
    actions = {name: schema.actions[name] for name in names}
    schema = replace(
        schema, types={**schema.types, "document": document},
        actions={**actions, "send_document": send, "create_document": create},
    )  # fmt: skip
    states = iter(shown)
    desk = desk_of(
        schema, create_folder=lambda: 1, create_document=lambda folder: {"id": 2, "status": next(states)},
        get_document=lambda document: {"id": 2, "status": next(states)},
        send_document=lambda document: FakeResponse(status_code=204) if answer is None else answer,
    )  # fmt: skip
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    return desk


def _state(desk):
    return desk.execution.graph.get(desk.key("document", "d1")).state


def test_the_first_answer_tells_it():
    assert _state(_desk("sent")) == "sent"


def test_an_unknown_word_is_not_believed():
    assert _state(_desk("lost")) is None


def test_it_has_to_stay_where_nothing_moves_it():
    desk = _desk("draft", "draft", "filed")
    assert desk.findings("get_document", document="d1") == ()
    assert desk.findings("get_document", document="d1") != ()


def test_it_is_open_after_a_success_and_known_from_the_next_answer():
    desk = _desk("draft", "filed", "sent")
    desk.take("send_document", document="d1")
    assert _state(desk) is None
    assert desk.findings("get_document", document="d1") == ()
    assert _state(desk) == "filed"
    assert desk.findings("get_document", document="d1") != ()
    assert [fact.state for fact in desk.of(Moved) if isinstance(fact, Moved)][-2:] == [None, "filed"]


def test_a_refusal_moves_nothing():
    desk = _desk("draft", answer=FakeResponse(status_code=409))
    desk.take("send_document", document="d1")
    assert _state(desk) == "draft"
