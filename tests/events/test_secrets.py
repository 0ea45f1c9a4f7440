"""What is masked before it is written down."""

import pytest

from pytest_resourcegraph.events.codec import encode
from pytest_resourcegraph.events.exchange import MASKED, Secrets
from pytest_resourcegraph.events.facts import Created, Event
from pytest_resourcegraph.events.key import Key

SECRETS = Secrets.of(["hunter22", "hunter2", "pa ss+w0rd", "abc"])


@pytest.mark.parametrize(
    "name",
    [
        "Authorization", "authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "apikey",
        "X-Auth", "X-Auth-Token", "X-CSRF-Token", "Session-Id",
    ],
)  # fmt: skip
def test_a_header_with_a_telling_name_is_masked(name: str):
    assert Secrets().headers({name: "Bearer x", "Accept": "*/*"}.items()) == ((name, MASKED), ("Accept", "*/*"))


@pytest.mark.parametrize("name", ["password", "Passwd", "client_secret", "access_token", "private-key", "jwt"])
def test_a_field_with_a_telling_name_is_masked_at_any_depth(name: str):
    body = {"user": [{name: "x", "name": "anna"}]}
    assert Secrets().body(body) == {"user": [{name: MASKED, "name": "anna"}]}


def test_all_texts_below_a_telling_name_are_masked():
    body = {"tokens": ["one", {"value": "two"}], "secret": {"a": "b", "n": 1, "set": True, "none": None}}
    assert Secrets().body(body) == {
        "tokens": [MASKED, {"value": MASKED}],
        "secret": {"a": MASKED, "n": 1, "set": True, "none": None},
    }


def test_numbers_and_other_fields_stay():
    body = {"max_tokens": 100, "author": "anna", "id": 7, "ok": True, "none": None, "ratio": 0.5}
    assert Secrets().body(body) == body


def test_a_secret_value_is_masked_wherever_it_stands():
    assert SECRETS.text("a hunter2 b") == "a *** b"
    assert SECRETS.body(["x hunter2", {"note": "hunter2", "hunter2": 1}]) == ["x ***", {"note": "***", "***": 1}]
    assert SECRETS.url("http://host/keys/hunter2") == "http://host/keys/***"
    assert SECRETS.headers({"X-Note": "is hunter2"}.items()) == (("X-Note", "is ***"),)


def test_the_longest_secret_comes_first_and_leaves_no_rest():
    assert SECRETS.text("hunter22") == MASKED


def test_a_secret_value_is_masked_as_a_url_quotes_it():
    assert SECRETS.url("http://host/?q=pa%20ss%2Bw0rd") == "http://host/?q=***"
    assert SECRETS.url("http://host/?q=pa+ss%2Bw0rd") == "http://host/?q=***"


def test_a_very_short_value_is_no_secret():
    assert SECRETS.text("abc") == "abc"


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("http://anna:pw@host/x", "http://***@host/x"),
        ("http://host/x@y", "http://host/x@y"),
        ("http://host/x?a=1&access_token=t&b=2", "http://host/x?a=1&access_token=***&b=2"),
        ("http://host/x?token=t", "http://host/x?token=***"),
        ("http://host/x?a=1#access_token=t", "http://host/x?a=1#access_token=***"),
        ("http://host/x?token", "http://host/x?token"),
        ("http://host/x?q=a=b", "http://host/x?q=a=b"),
    ],
)
def test_a_url_loses_its_password_and_telling_parameters(url: str, masked: str):
    assert Secrets().url(url) == masked
    assert Secrets().headers({"Location": url}.items()) == (("Location", masked),)


def test_the_text_of_a_form_is_masked_like_its_fields():
    assert Secrets().body("user=anna&password=pw&x=1") == "user=anna&password=***&x=1"
    assert Secrets().body("no form at all") == "no form at all"


def test_what_the_run_needs_is_kept_but_not_written_down():
    secrets = Secrets.of(["hunter22"])
    kept = secrets.kept({"token": "abc", "id": "t1", "seen": ["hunter22"], "deep": {"password": "x"}})
    assert kept == {"token": "abc", "id": "t1", "seen": ["hunter22"], "deep": {"password": "x"}}
    assert f"Bearer {kept['token']}" == "Bearer abc"
    fact = Created(key=Key("session", "t1"), alias="s1", data=kept)
    line = encode(Event(number=1, at=0.0, execution="", executor="main", fact=fact))
    assert "abc" not in line
    assert "hunter22" not in line
    assert '"password":"***"' in line
    assert "abc" not in repr(fact)
