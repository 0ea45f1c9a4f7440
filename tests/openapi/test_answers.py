"""What a document says of answers: status, media type and body of a success."""

import pytest

from pytest_resourcegraph.declare.openapi.answers import Documented
from pytest_resourcegraph.declare.openapi.data.canon import Canon
from pytest_resourcegraph.declare.openapi.data.dialect import Dialect

from .documents import answer, document, thing

JSON = "application/json"


def _asked(responses, **more):
    read = document({"/docs": {"get": {"responses": responses}}}, **more)
    canon = Canon(dialect=Dialect.of(read.raw), resolve=read.refs.follow)
    return Documented(read, canon).of(read.operations[0])


@pytest.mark.parametrize(
    ("status", "media_type", "body", "kind"),
    [
        (200, JSON, {"id": 1, "title": "a"}, None),
        (200, "application/json; charset=utf-8", {"id": 1}, None),
        (200, "application/hal+json", {"id": 1}, None),
        (200, JSON, {"id": "1"}, "body id"),
        (200, JSON, [], "body"),
        (200, "text/html", {"id": 1}, "media type"),
        (200, "", None, None),
        (201, JSON, {"id": 1}, "status 201"),
        (404, "text/html", "gone", None),
        (500, JSON, {}, None),
    ],
)
def test_a_success(status, media_type, body, kind):
    documents = _asked(answer(thing()))
    assert documents is not None
    wrong = documents(status, media_type, body)
    assert (wrong and wrong[0]) == kind


def test_the_name_of_a_finding_has_no_place_in_a_list():
    documents = _asked(answer({"type": "array", "items": thing()}))
    assert documents is not None
    assert documents(200, JSON, [{"id": 1}, {"id": "2"}]) is not None
    assert documents(200, JSON, [{"id": 1}, {"id": "2"}])[0] == documents(200, JSON, [{"id": "1"}])[0] == "body id"


@pytest.mark.parametrize("known", ["2XX", "default"])
def test_a_family_of_statuses(known):
    documents = _asked(answer(thing(), known))
    assert documents is not None
    assert documents(202, JSON, {"id": 1}) is None
    assert documents(202, JSON, {"id": "1"}) is not None


def test_where_no_success_is_documented_nothing_is_said():
    assert _asked(answer(status="404")) is None


def test_what_only_requests_have_may_lack():
    schema = thing(secret={"type": "string", "writeOnly": True}) | {"required": ["id", "secret"]}
    documents = _asked(answer(schema))
    assert documents is not None
    assert documents(200, JSON, {"id": 1}) is None
    assert documents(200, JSON, {"title": "a", "secret": "b"}) is not None


def test_a_schema_that_leads_nowhere_says_nothing():
    documents = _asked(answer({"$ref": "#/components/schemas/Missing"}))
    assert documents is None or documents(200, JSON, {"id": "x"}) is None
