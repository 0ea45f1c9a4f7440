"""One Answer for whatever an action gives back."""

from types import SimpleNamespace

import pytest

from pytest_resourcegraph.engine.answer import read_answer, read_error, read_exchange
from pytest_resourcegraph.errors import Refused, TransportError
from pytest_resourcegraph.events.exchange import Exchange, Secrets
from pytest_resourcegraph.model.answer import Answer
from pytest_resourcegraph.testing import FakeResponse

SENT = Exchange(method="POST", url="http://x/", request_body={"a": 1, "password": "***"}, status=201)


def test_a_response():
    answer = read_answer(FakeResponse(status_code=201, body={"id": 1}), [SENT], "here")
    assert answer == Answer(
        status=201, body={"id": 1}, written={"a": 1}, method="POST", media_type="application/json", received={"id": 1}
    )  # fmt: skip


def test_what_is_masked_was_not_written_as_that():
    answer = read_answer(FakeResponse(status_code=200), [SENT], "here")
    assert answer.written == {"a": 1}


def test_a_put_replaces():
    sent = Exchange(method="PUT", url="http://x/", request_body='{"a": 1}', status=200)
    answer = read_answer(FakeResponse(status_code=200), [sent], "here")
    assert (answer.method, answer.written) == ("PUT", {"a": 1})


def test_a_response_with_an_empty_body():
    answer = read_answer(FakeResponse(status_code=204), [], "here")
    assert answer == Answer(status=204, media_type="application/json")


def test_a_response_that_only_has_what_it_needs():
    bare = SimpleNamespace(status_code=200, json=lambda: {"id": 1})
    assert read_answer(bare, [], "here").body == {"id": 1}


def test_a_response_that_is_not_json():
    def fail() -> object:
        raise ValueError("no JSON")

    page = SimpleNamespace(status_code=200, json=fail, text="<html>", headers={"Content-Type": "text/html; x=1"})
    answer = read_answer(page, [], "here")
    assert (answer.body, answer.malformed, answer.text) == (None, "not JSON (text/html)", "<html>")


@pytest.mark.parametrize("returned", [{"id": 1}, [1, 2], "abc", 7, None])
def test_a_plain_value_is_the_body(returned):
    answer = read_answer(returned, [], "here")
    assert (answer.status, answer.body) == (None, returned)
    assert answer.succeeded()


def test_a_tuple_is_a_list():
    assert read_answer((1, 2), [], "here").body == [1, 2]


@pytest.mark.parametrize("returned", [None, {"error": "no"}, []])
def test_an_action_that_forgets_to_return_the_response(returned):
    """A 404 is not taken for a success because nothing, or only the body, came back."""
    answer = read_answer(returned, [Exchange(method="GET", url="http://x/", status=404)], "here")
    assert answer.is_refusal
    assert answer.label == "404"


def test_an_id_that_was_picked_out_is_a_success():
    assert read_answer("abc", [SENT], "here").succeeded()


def test_anything_else_is_an_error_in_three_lines():
    with pytest.raises(TransportError) as caught:
        read_answer(3.5, [], "conftest.py:3")
    assert str(caught.value).splitlines() == [
        "conftest.py:3: the action returned a float",
        "understood are: a response with status_code and json(), a mapping, a list, an id, or nothing",
        "return the response, or raise Refused where the system said no",
    ]


def test_refused_is_a_refusal():
    answer = read_error(Refused("full", status=507), [], "here", refusable=False)
    assert answer == Answer(status=507, refused=True, reason="full")
    assert answer.label == "507"
    assert read_error(Refused(), [], "here", refusable=False) == Answer(refused=True)


def test_an_error_that_carries_a_response_is_that_response():
    """As raise_for_status() of requests and httpx raises it."""
    error = RuntimeError("404 Client Error")
    error.response = FakeResponse(status_code=404)  # type: ignore[attr-defined]
    answer = read_error(error, [], "here", refusable=False)
    assert answer is not None
    assert answer.status == 404


def test_a_failed_assertion_about_a_predicted_4xx_is_that_4xx():
    exchanges = [Exchange(method="POST", url="http://x/", status=409, response_body={"error": "taken"})]
    error = AssertionError("assert 409 == 201")
    assert read_error(error, exchanges, "here", refusable=True) == Answer(status=409, body={"error": "taken"})
    assert read_error(error, exchanges, "here", refusable=False) is None
    assert read_error(error, [], "here", refusable=True) is None
    assert read_error(error, [SENT], "here", refusable=True) is None


def test_any_other_error_is_an_error():
    assert read_error(KeyError("id"), [SENT], "here", refusable=True) is None
    assert read_error(KeyboardInterrupt(), [SENT], "here", refusable=True) is None


def test_the_exchange_of_a_client_that_does_not_record():
    sent = {"url": "http://x/?token=abc", "headers": {"cookie": "a"}, "body": b'{"password": "p"}'}
    request = SimpleNamespace(method="POST", **sent)
    response = SimpleNamespace(status_code=200, json=lambda: {"id": 1}, request=request, headers={})
    exchange = read_exchange(response, Secrets())
    assert exchange == Exchange(
        method="POST", url="http://x/?token=***", request_headers=(("cookie", "***"),),
        request_body={"password": "***"}, status=200, response_body={"id": 1},
    )  # fmt: skip


def test_what_shows_no_request_has_no_exchange():
    assert read_exchange(FakeResponse(status_code=200), Secrets()) is None
    assert read_exchange({"id": 1}, Secrets()) is None


def test_a_media_type_in_a_list():
    def fail():
        raise ValueError("no JSON")

    page = SimpleNamespace(
        status_code=200, json=fail, text="<p>", headers={"Content-Type": ["text/html; x=1"]},
        request=SimpleNamespace(method="GET", url="http://x/"),
    )  # fmt: skip
    answer = read_answer(page, [], "here")
    assert (answer.malformed, answer.media_type) == ("not JSON (text/html)", "text/html; x=1")
    exchange = read_exchange(page, Secrets())
    assert exchange is not None
    assert exchange.response_body == "<p>"
