"""What an answer makes true: ids, data, and the fields that a reader has to show."""

import pytest

from pytest_resourcegraph.errors import TransportError
from pytest_resourcegraph.model.action import Action
from pytest_resourcegraph.model.effect import Create, Update
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.testing import FakeResponse

from ..testing.archive import FOLDER, archive
from ..testing.desk import Desk, desk_of

ADD = Action(
    name="add_entry", roles=(FOLDER,), effects=(Create(type="label"), Update(role="folder")),
    call=lambda folder: FakeResponse(status_code=201, body={"id": "l", "title": "entry"}),
)  # fmt: skip


def folder_desk(**bodies: object) -> Desk:
    """A desk with a folder ``f1`` that was sent and showed title ``a`` and size 3."""
    renames = iter(bodies.get("renames", ()))  # type: ignore[call-overload]
    rename = Action(
        name="rename", roles=(FOLDER,), effects=(Update(role="folder"),),
        call=lambda folder: FakeResponse(status_code=200, body=next(renames)),
    )  # fmt: skip
    made = FakeResponse(status_code=201, body={"id": "f", "title": "a", "size": 3})
    desk = desk_of(archive(rename, ADD), create_folder=lambda: made)
    desk.will_send({"title": "a", "size": 3, "color": "red"})
    desk.take("create_folder", "f1")
    return desk


def written(desk: Desk) -> dict[str, object]:
    """The fields that a reader of ``f1`` must show, with their values."""
    node = desk.execution.graph.get(desk.key("folder", "f1"))
    return {name: node.data[name] for name in node.written}


def test_what_was_sent_and_shown_is_confirmed():
    """``color`` was sent and is not shown: whether a reader shows it is not known."""
    assert written(folder_desk()) == {"title": "a", "size": 3}


def test_what_is_shown_otherwise_is_not_confirmed():
    desk = desk_of(archive(), create_folder=lambda: {"id": 1, "title": "A"})
    desk.will_send({"title": "a"})
    desk.take("create_folder", "f1")
    assert written(desk) == {}


def test_the_state_and_the_ids_of_others_are_not_fields():
    desk = desk_of(
        archive(), create_folder=lambda: {"id": "f"},
        create_document=lambda folder: {"id": "d", "folder_id": "f", "status": "draft", "label": "x"},
    )  # fmt: skip
    desk.take("create_folder", "f1")
    desk.will_send({"folder_id": "f", "status": "draft", "label": "x"})
    desk.take("create_document", "d1", folder="f1")
    assert desk.execution.graph.get(desk.key("document", "d1")).written == ("label",)


@pytest.mark.parametrize(
    ("sent", "method", "body", "expected"),
    [
        ({"title": "b"}, "PATCH", {"id": "f", "title": "b", "size": 3}, {"title": "b", "size": 3}),
        ({"title": "b"}, "PATCH", {"id": "f", "title": "b"}, {"title": "b"}),
        ({"title": "b"}, "PATCH", None, {"title": "b", "size": 3}),
        ({"title": "b"}, "PUT", None, {"title": "b"}),
        ({"title": "b", "password": "x"}, "PATCH", None, {"title": "b", "size": 3}),
        ({"amount": 5}, "POST", None, {}),
        ({"amount": 5}, "POST", {"id": "f", "title": "a", "size": 8}, {"title": "a", "size": 8}),
        ({"amount": 5}, "POST", {"id": "receipt-1", "size": 5}, {}),
        (None, "POST", None, {}),
    ],
    ids=["shown", "in part", "not shown", "put", "more sent", "command", "command shown", "receipt", "nothing sent"],
)
def test_an_update(sent, method, body, expected):
    desk = folder_desk(renames=[body])
    desk.will_send(sent, method=method)
    assert desk.findings("rename", folder="f1") == ()
    assert written(desk) == expected


def test_the_answer_of_a_create_says_nothing_about_what_else_it_changes():
    desk = folder_desk()
    desk.will_send({"title": "entry"})
    assert desk.findings("add_entry", "l1", folder="f1") == ()
    assert written(desk) == {}
    assert desk.execution.graph.get(desk.key("label", "l1")).written == ("title",)


@pytest.mark.parametrize(
    ("body", "id_"),
    [({"id": 1}, 1), ("x", "x"), (7, 7), ({"data": {"id": "y"}}, "y"), ({"folder": {"id": "z"}}, "z")],
)
def test_where_an_id_is_found(body, id_):
    desk = desk_of(archive(), create_folder=lambda: body)
    desk.take("create_folder", "f1")
    assert desk.key("folder", "f1").id == id_


def test_an_id_in_a_dotted_path():
    dotted = ResourceType(name="folder", id_field="meta.uid")
    desk = desk_of(archive(types=(dotted,)), create_folder=lambda: {"meta": {"uid": "u"}})
    desk.take("create_folder", "f1")
    assert desk.key("folder", "f1").id == "u"


def test_a_create_without_an_id_is_an_error_in_three_lines():
    desk = desk_of(archive(), create_folder=lambda: FakeResponse(status_code=201, body={"uuid": 1, "title": "a"}))
    with pytest.raises(TransportError) as caught:
        desk.take("create_folder", "f1")
    assert str(caught.value).splitlines() == [
        "the answer of 'create_folder' has no id in 'id'",
        "fields of the answer: title, uuid",
        "set id_field= of the resource type, or return the id from the action",
    ]


def test_a_create_that_answers_with_a_page():
    class Page:
        status_code = 200
        text = "<html>\n  <title>Log in</title>"
        headers = {"content-type": "text/html"}  # noqa: RUF012 - imitates a response

        def json(self) -> object:
            raise ValueError("no JSON")

    desk = desk_of(archive(), create_folder=Page)
    with pytest.raises(TransportError) as caught:
        desk.take("create_folder", "f1")
    assert str(caught.value).splitlines() == [
        "the answer of 'create_folder' (200) cannot be read: not JSON (text/html)",
        "it begins: '<html> <title>Log in</title>'",
        "return the id from the action, or look whether the URL is that of the service",
    ]


def test_no_id_is_bound_from_a_refusal():
    desk = desk_of(archive(), create_folder=lambda: FakeResponse(status_code=409, body={"id": "error-1"}))
    taken, findings = desk.take("create_folder", "f1")
    assert (taken.made, len(findings)) == (None, 1)
    assert desk.execution.bindings == {}
    assert len(desk.execution.graph) == 0
