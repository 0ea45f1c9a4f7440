"""Documented: an answer that the document of the service does not know; only successes are compared."""

from dataclasses import replace

from pytest_resourcegraph.model.check import Finding
from pytest_resourcegraph.testing import FakeResponse

from ..testing.archive import archive
from ..testing.desk import desk_of


def _desk(documents, status=201):
    schema = archive()
    create = replace(schema.actions["create_folder"], documents=documents)
    schema = replace(schema, actions={**schema.actions, "create_folder": create})
    return desk_of(schema, create_folder=lambda: FakeResponse(status_code=status, body={"id": 7}))


def test_what_is_not_documented():
    desk = _desk(lambda status, media_type, body: ("status 201", "the status 201, and the document knows 200"))
    assert desk.findings("create_folder", "f1") == (
        Finding(
            check="documented", kind="status 201", expected="what is documented",
            message="create_folder answered with the status 201, and the document knows 200",
        ),
    )  # fmt: skip


def test_it_is_asked_of_status_and_body():
    asked = []
    _desk(lambda *answer: asked.append(answer)).take("create_folder", "f1")
    ((status, _, body),) = asked
    assert (status, body) == (201, {"id": 7})


def test_what_is_documented():
    assert _desk(lambda *answer: None).findings("create_folder", "f1") == ()


def test_an_action_without_a_document():
    assert _desk(None).findings("create_folder", "f1") == ()
