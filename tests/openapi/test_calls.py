"""The calls of a document: what is sent where, and what is taken out of the answer."""

import json
from types import SimpleNamespace

import pytest

from pytest_resourcegraph.declare.openapi.build import build
from pytest_resourcegraph.declare.openapi.calls import Means
from pytest_resourcegraph.declare.openapi.data.dialect import Dialect
from pytest_resourcegraph.declare.openapi.data.sample import Sampler
from pytest_resourcegraph.errors import DefinitionError
from pytest_resourcegraph.model.unique import Uniques

from .documents import answer, body, crud, derived, thing


class _Client:
    """Notes what is sent, and answers as it is told."""

    def __init__(self, *answers):
        self.sent = []
        self._answers = list(answers) or [(200, {"id": 1})]

    def request(self, method, path, **options):
        self.sent.append((method, path, options))
        status, shown, *headers = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return SimpleNamespace(
            status_code=status,
            content=json.dumps(shown).encode(),
            headers=dict(*headers),
            json=lambda: shown,
            url=f"http://x{path}",
        )


def _resource(id_=7, **data):
    return SimpleNamespace(id=id_, data=data)


def _calls(paths, *, base="", supply=lambda action, made: None, constants=None, **more):
    derivation = derived(paths, **more)
    sampler = Sampler(Dialect.of(derivation.document.raw), derivation.document.refs.follow)
    means = Means(sampler=sampler, supply=supply, base=base, constants=constants or {})
    found = {one.name: one for one in build(derivation, means).actions}
    uniques = Uniques("calls")

    def call(name, client=None, **resources):
        with uniques.step():
            return found[name].call(api=client or _Client(), **resources)

    return call


DOCS = crud("/docs", "/docs/{id}", thing() | {"required": ["title"]})


def test_an_id_is_one_segment_of_the_path():
    client = _Client()
    _calls(DOCS)("get_docs_id", client, doc=_resource("a/b ?"))
    assert client.sent == [("GET", "/docs/a%2Fb%20%3F", {})]


def test_base_and_constants():
    client = _Client()
    call = _calls(crud("/{tenant}/docs", "/{tenant}/docs/{id}"), base="/v2", constants={"tenant": "my blue"})
    call("get_tenant_docs_id", client, doc=_resource())
    assert client.sent[0][1] == "/v2/my%20blue/docs/7"


def test_a_body_is_made_of_its_schema():
    client = _Client((201, {"id": 1, "title": "a"}))
    _calls(DOCS)("post_docs", client)
    method, path, options = client.sent[0]
    assert (method, path) == ("POST", "/docs")
    assert isinstance(options["json"]["title"], str)


def test_an_update_says_something_else_each_time():
    client = _Client()
    call = _calls(DOCS)
    call("patch_docs_id", client, doc=_resource())
    call("patch_docs_id", client, doc=_resource())
    first, second = (options["json"]["title"] for _, _, options in client.sent)
    assert first != second


def test_a_user_supplies_the_body():
    asked = []

    def supply(action, made):
        asked.append((action, made))
        return {"title": "mine"}

    client = _Client()
    _calls(DOCS, supply=supply)("post_docs", client)
    assert client.sent[0][2]["json"] == {"title": "mine"}
    ((action, made),) = asked
    assert (action, type(made)) == ("post_docs", dict)


def test_a_body_that_cannot_be_made_is_named_with_the_hook():
    schema = {"type": "object", "required": ["code"], "properties": {"code": {"enum": []}}}
    paths = crud("/docs", "/docs/{id}")
    paths["/docs"]["post"]["requestBody"] = body(schema)
    client = _Client()
    with pytest.raises(DefinitionError) as raised:
        _calls(paths)("post_docs", client)
    first, *_, remedy = str(raised.value).splitlines()
    assert first == "POST /docs: no valid value can be made for the body at /code"
    assert "pytest_resourcegraph_body" in remedy
    assert client.sent == []
    _calls(paths, supply=lambda action, made: {"code": 1} if made is None else None)("post_docs", client)
    assert client.sent[0][2]["json"] == {"code": 1}


def test_a_required_parameter_is_sent():
    paths = crud("/docs", "/docs/{id}")
    shape = {"type": "integer", "minimum": 3, "maximum": 3}
    paths["/docs"]["get"]["parameters"] = [{"name": "size", "in": "query", "required": True, "schema": shape}]
    client = _Client((200, []))
    _calls(paths)("get_docs", client)
    assert str(dict(client.sent[0][2]["params"])["size"]) == "3"


def test_a_refusal_is_given_back_as_it_came():
    response = _calls(DOCS)("get_docs_id", _Client((404, {"id": 1})), doc=_resource())
    assert response.status_code == 404


def test_what_stands_only_in_a_header_is_taken_out():
    client = _Client((201, {}, {"Location": "http://x/docs/42?a=b"}))
    assert _calls(DOCS)("post_docs", client) == "42"


def test_what_stands_in_an_envelope_is_taken_out():
    wrapped = {"type": "object", "properties": {"result": thing(), "took": {"type": "integer"}}}
    paths = crud("/docs", "/docs/{id}")
    paths["/docs/{id}"]["get"]["responses"] = answer(wrapped)
    shown = _calls(paths)("get_docs_id", _Client((200, {"result": {"id": 7}, "took": 3})), doc=_resource())
    assert shown == {"id": 7} or shown.json()["result"] == {"id": 7}
