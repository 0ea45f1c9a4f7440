"""The faithful fake: what it answers, and what it refuses, without any help of the engine."""

import pytest

from pytest_resourcegraph.errors import DefinitionError
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.model.action import Action, Refusal, Role
from pytest_resourcegraph.model.client import Recording
from pytest_resourcegraph.model.condition import AllOf, AnyOf, Count, FieldIs, InState, Not, Predicate
from pytest_resourcegraph.model.effect import Create, Destroy
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.testing import FakeClient, FakeResponse, FakeService, Fault

from .archive import DOCUMENT, FOLDER, archive


@pytest.fixture
def fake() -> FakeService:
    return FakeService(archive())


@pytest.fixture
def api(fake: FakeService) -> FakeClient:
    return fake.clients()[""]


def made(response: FakeResponse, type_: str, parent: Key | None = None) -> Key:
    body = response.json()
    assert response.status_code == 201
    assert isinstance(body, dict)
    return Key(type_, body["id"], parent)


@pytest.fixture
def folder(api: FakeClient) -> Key:
    return made(api.call("create_folder"), "folder")


@pytest.fixture
def document(api: FakeClient, folder: Key) -> Key:
    return made(api.call("create_document", folder=folder), "document", folder)


def test_a_body_shows_id_state_parent_and_what_was_sent(api, folder, document):
    assert api.call("get_document", document=document).json() == {
        "label": "label 2", "label_id": None, "folder_id": folder.id, "status": "draft", "id": document.id,
        "comment_count": 0,
    }  # fmt: skip
    assert str(document.id).startswith("doc_")


def test_the_dead_are_not_found_and_neither_is_what_was_below(api, folder, document):
    assert api.call("delete_folder", folder=folder).status_code == 204
    assert api.call("get_folder", folder=folder).status_code == 404
    assert api.call("get_document", document=document).status_code == 404
    assert api.call("delete_folder", folder=folder).status_code == 404
    assert api.call("create_document", folder=folder).status_code == 404


def test_a_move_needs_its_state(api, document):
    assert api.call("send_document", document=document).json()["status"] == "sent"
    assert api.call("send_document", document=document).status_code == 409
    assert api.call("get_document", document=document).json()["status"] == "sent"


def test_a_document_is_not_found_below_another_folder(api, folder, document):
    other = made(api.call("create_folder"), "folder")
    assert api.call("get_document_in_folder", folder=folder, document=document).status_code == 200
    assert api.call("get_document_in_folder", folder=other, document=document).status_code == 404
    assert api.call("get_document", document=Key("document", document.id, other)).status_code == 404


def test_lists_are_those_of_the_scope(api, folder, document):
    other = made(api.call("create_folder"), "folder")
    assert [item["id"] for item in api.call("list_documents", folder=folder).json()] == [document.id]
    assert api.call("list_documents", folder=other).json() == []
    assert [item["id"] for item in api.call("list_folders").json()] == [folder.id, other.id]


def test_a_condition_is_asked(api, document):
    for _ in range(3):
        assert api.call("create_comment", document=document).status_code == 201
    assert api.call("create_comment", document=document).status_code == 409


def test_an_update_is_stored_and_a_link_is_shown(api, document):
    assert api.call("update_document", document=document).json()["label"] == "label 3"
    label = made(api.call("create_label"), "label")
    api.call("label_document", document=document, label=label)
    shown = api.call("get_document", document=document).json()
    assert (shown["label"], shown["label_id"]) == ("label 3", label.id)


def test_what_one_actor_owns_another_does_not_find():
    clients = FakeService(archive(actors=("ann", "bob"))).clients()
    folder = made(clients["ann"].call("create_folder"), "folder")
    assert clients["bob"].call("get_folder", folder=folder).status_code == 404
    assert clients["bob"].call("delete_folder", folder=folder).status_code == 404
    assert clients["bob"].call("list_folders").json() == []
    assert len(clients["ann"].call("list_folders").json()) == 1


def test_a_natural_key_is_unique_among_siblings_and_free_after_a_destroy():
    taken = Action(name="create_folder", effects=(Create(type="folder"),))
    fake = FakeService(archive(taken))
    fake._unique = lambda name: "same"  # type: ignore[method-assign]
    api = fake.clients()[""]
    folder = made(api.call("create_folder"), "folder")
    assert api.call("create_folder").status_code == 409
    api.call("delete_folder", folder=folder)
    assert api.call("create_folder").status_code == 201


def test_declared_statuses_are_answered():
    create = Action(name="create_folder", effects=(Create(type="folder"),), expects=frozenset({202}))
    delete = Action(
        name="delete_folder", roles=(FOLDER,), effects=(Destroy(role="folder"),),
        refusals={Refusal.AFTER_DESTROY: frozenset({410, 412})},
    )  # fmt: skip
    api = FakeService(archive(create, delete)).clients()[""]
    response = api.call("create_folder")
    assert response.status_code == 202
    folder = Key("folder", response.json()["id"])
    api.call("delete_folder", folder=folder)
    assert api.call("delete_folder", folder=folder).status_code == 410


def test_ids_and_states_stand_where_the_type_says():
    paper = ResourceType(
        name="folder", id_field="meta.id", states=("open",), state_field="meta.state", gone=frozenset({410})
    )
    api = FakeService(archive(types=(paper,)), integers=True).clients()[""]
    body = api.call("create_folder").json()
    assert body == {"label": "label 1", "meta": {"state": "open", "id": 1}, "document_count": 0}
    folder = Key("folder", 1)
    api.call("delete_folder", folder=folder)
    assert api.call("get_folder", folder=folder).status_code == 410


def test_a_soft_deleted_one_stays_readable_in_its_state():
    paper = ResourceType(name="folder", states=("open",), state_field="state", deleted_state="trashed")
    api = FakeService(archive(types=(paper,))).clients()[""]
    folder = made(api.call("create_folder"), "folder")
    api.call("delete_folder", folder=folder)
    shown = api.call("get_folder", folder=folder)
    assert (shown.status_code, shown.json()["state"]) == (200, "trashed")
    assert api.call("delete_folder", folder=folder).status_code == 404


@pytest.mark.parametrize(
    ("condition", "allowed"),
    [
        (InState("document", ("draft",)), True),
        (InState("document", ("sent",)), False),
        (FieldIs("document", "label", "label 2"), True),
        (FieldIs("document", "label", "other"), False),
        (Count(type="document", state="draft", at_least=1), True),
        (Count(type="comment", under="document", at_least=1), False),
        (Not(InState("document", ("sent",))), True),
        (AllOf((InState("document", ("draft",)), InState("document", ("sent",)))), False),
        (AnyOf((InState("document", ("draft",)), InState("document", ("sent",)))), True),
        (Predicate(lambda graph, roles: graph.get(roles["document"]).state == "sent"), False),
        (Predicate(lambda graph, roles: bool(graph.find("document", parent=roles["document"].parent))), True),
        (Predicate(lambda graph, roles: graph.diameter() < 0), True),  # type: ignore[attr-defined]
    ],
)
def test_conditions(condition, allowed):
    copy = Action(name="copy", roles=(DOCUMENT,), effects=(Create(type="label"),), when=condition)
    api = FakeService(archive(copy)).clients()[""]
    folder = made(api.call("create_folder"), "folder")
    document = made(api.call("create_document", folder=folder), "document", folder)
    assert api.call("copy", document=document).ok is allowed


def test_ids_are_the_same_from_the_same_seed(fake):
    first, second, other = (FakeService(archive(), seed=seed).clients()[""] for seed in (1, 1, 2))
    ids = [api.call("create_folder").json()["id"] for api in (first, second, other)]
    assert ids[0] == ids[1] != ids[2]


def test_a_client_records(api, folder):
    recording: Recording = api
    assert isinstance(recording, Recording)
    api.call("create_document", folder=folder)
    sent = api.exchanges()
    assert [(exchange.method, exchange.url, exchange.status) for exchange in sent] == [
        ("POST", "http://fake.invalid/folder", 201),
        ("POST", f"http://fake.invalid/folder/{folder.id}/document", 201),
    ]
    assert api.exchanges() == []


def test_an_answer_is_like_a_response(api, folder):
    empty = api.call("delete_folder", folder=folder)
    assert (empty.status_code, empty.content, empty.text) == (204, b"", "")
    with pytest.raises(ValueError, match="no body"):
        empty.json()


def test_a_fault_that_there_is_not_is_an_error():
    with pytest.raises(DefinitionError) as caught:
        FakeService(archive(), faults=[Fault(kind="cached-reed", type="folder"), Fault(kind="cached-read", type="x")])
    assert str(caught.value).startswith(
        "cached-reed(folder) names a kind that there is not\nknown kinds: anonymous-let-in,"
    )
    assert "did you mean 'cached-read'?" in str(caught.value)
    assert "cached-read(x) names a type that there is not" in str(caught.value)


def test_the_fake_holds_what_lives(fake, folder, document):
    assert fake.living() == (folder, document)
    assert fake.living("document") == (document,)


def test_roles_of_one_type_are_told_apart():
    merge = Action(
        name="merge", roles=(Role(name="source", type="folder"), Role(name="target", type="folder")),
        effects=(Destroy(role="source"),),
    )  # fmt: skip
    api = FakeService(archive(merge)).clients()[""]
    source, target = (made(api.call("create_folder"), "folder") for _ in range(2))
    assert api.call("merge", source=source, target=target).ok
    assert api.call("get_folder", folder=source).status_code == 404
    assert api.call("get_folder", folder=target).status_code == 200
