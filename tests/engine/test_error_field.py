"""An answer of success that holds an error is a refusal: which bodies say so, and of which actions."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.events.exchange import MASKED, Exchange
from pytest_resourcegraph.model.action import Listing
from pytest_resourcegraph.model.effect import Create
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.testing import FakeResponse

from ..testing.archive import FOLDER, LABEL
from ..testing.desk import Plain
from .calling import Calling

SENT = Exchange(method="POST", url="http://x/one", status=201)


@pytest.mark.parametrize(
    ("error", "reason"), [("no room", "no room"), ({"code": 7}, ""), (["no"], ""), (7, "")], ids=repr
)
def test_what_stands_in_the_error_field_refuses(error, reason):
    body = {"error": error, "id": 1}
    answer, _, _ = Calling(error_field="error").call(lambda api: FakeResponse(status_code=200, body=body), roles=())
    assert answer.succeeded()  # it is about no folder
    response = FakeResponse(status_code=200, body=body)
    answer, _, _ = Calling(error_field="error").call(lambda api, folder: response, roles=(FOLDER,))
    assert (answer.status, answer.refused, answer.succeeded(), answer.reason) == (200, True, False, reason)
    assert answer.label == "200 (error)"


@pytest.mark.parametrize("body", [{"error": None}, {"error": ""}, {"error": []}, {"error": False}, {}, [1], None])
def test_where_nothing_stands_in_it_it_complied(body):
    response = FakeResponse(status_code=200, body=body)
    answer, _, _ = Calling(error_field="error").call(lambda api, folder: response, roles=(FOLDER,))
    assert answer.succeeded()


@pytest.mark.parametrize(("status", "reason"), [(201, "no"), (404, "")])
def test_it_is_asked_of_a_success_only_and_may_be_a_path(status, reason):
    response = FakeResponse(status_code=status, body={"meta": {"error": "no"}})
    answer, _, _ = Calling(error_field="meta.error").call(lambda api, folder: response, roles=(FOLDER,))
    assert (answer.status, answer.is_refusal, answer.reason) == (status, True, reason)


def test_it_is_seen_where_the_action_returns_a_part_and_where_no_http_is_spoken():
    said = replace(SENT, response_body={"error": "taken", "id": 4})
    answer, _, _ = Calling(Plain(said), error_field="error").call(lambda api, folder: 4, roles=(FOLDER,))
    assert (answer.status, answer.refused, answer.reason) == (201, True, "taken")
    answer, _, _ = Calling(error_field="error").call(lambda api, folder: {"error": "taken"}, roles=(FOLDER,))
    assert (answer.label, answer.reason) == ("refused", "taken")


@pytest.mark.parametrize("about", [{"effects": (Create(type="folder"),)}, {"lists": Listing(type="folder")}], ids=str)
def test_it_is_asked_of_what_makes_one_or_lists_some(about):
    response = FakeResponse(status_code=201, body={"error": "taken", "id": 4})
    answer, _, _ = Calling(error_field="error").call(lambda api: response, **about)
    assert (answer.refused, answer.reason) == (True, "taken")


@pytest.mark.parametrize("first", [None, "", {}])
def test_of_two_types_the_field_in_which_something_stands_refuses(first):
    calling = Calling(error_field="error", types=(ResourceType(name="label", error_field="fault"),))
    response = FakeResponse(status_code=200, body={"error": first, "fault": "no room"})
    answer, _, _ = calling.call(lambda api, folder, label: response, roles=(FOLDER, LABEL))
    assert (answer.refused, answer.reason) == (True, "no room")


@pytest.mark.parametrize("status", [200, 404])
def test_an_assertion_that_there_is_none_is_the_refusal_that_was_predicted(status):
    def get(api, folder):
        raise AssertionError("there is an error")

    said = replace(SENT, status=status, response_body={"error": "gone"})
    calling = Calling(Plain(said), error_field="error")
    answer, _, _ = calling.call(get, roles=(FOLDER,), refusable=True)
    assert answer.is_refusal
    with pytest.raises(AssertionError):
        Calling(Plain(said), error_field="error").call(get, roles=(FOLDER,))
    with pytest.raises(AssertionError):
        Calling(Plain(replace(said, status=200, response_body={})), error_field="error").call(
            get, roles=(FOLDER,), refusable=True
        )


def test_it_is_seen_beside_what_is_masked():
    said = replace(SENT, response_body={"error": "taken", "id": 4, "token": MASKED})
    answer, _, _ = Calling(Plain(said), error_field="error").call(lambda api, folder: 4, roles=(FOLDER,))
    assert (answer.refused, answer.reason) == (True, "taken")
