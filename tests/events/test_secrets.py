"""What is masked before it is written down."""

import json
from types import SimpleNamespace

import pytest

from pytest_resourcegraph.engine.answer import read_exchange
from pytest_resourcegraph.events.change import Created
from pytest_resourcegraph.events.codec import decode, encode
from pytest_resourcegraph.events.exchange import MASKED, Secrets
from pytest_resourcegraph.events.facts import Event, Exchanged
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


# -- headers whose values are lists, as some clients hold them ---------------------------------------------------------


def _recorded(secrets: Secrets, name: str, value: object) -> str:
    """All that is written down of a header, be it as one pair or as several of the same name."""
    pairs = secrets.headers({name: value}.items())
    assert {written for written, _ in pairs} == {name}
    assert all(type(text) is str for _, text in pairs)
    return "\n".join(text for _, text in pairs)


@pytest.mark.parametrize("many", [list, tuple])
def test_the_values_of_a_list_are_all_recorded(many: type):
    recorded = _recorded(SECRETS, "Accept", many(["text/html", "application/json; q=0.9"]))
    assert recorded.index("text/html") < recorded.index("application/json; q=0.9")
    assert MASKED not in recorded


@pytest.mark.parametrize("name", ["Set-Cookie", "Authorization", "X-Api-Key"])
def test_a_list_under_a_telling_name_is_masked_whole(name: str):
    recorded = _recorded(SECRETS, name, ["sid=one; Path=/", "theme=two"])
    assert recorded.replace("\n", "") in (MASKED, 2 * MASKED)


@pytest.mark.parametrize(
    "values",
    [["plain", "is hunter2"], ["hunter22", "plain"], ("plain", "http://host/?q=pa%20ss%2Bw0rd"), ["pa ss+w0rd plain"]],
)
def test_a_secret_value_in_a_list_is_masked(values: list[str]):
    recorded = _recorded(SECRETS, "X-Note", values)
    assert "plain" in recorded or "http://host/" in recorded
    assert MASKED in recorded
    assert not any(secret in recorded for secret in SECRETS.values)


def test_an_address_in_a_list_loses_its_password_and_telling_parameters():
    links = ["<http://anna:pw@host/a>; rel=next", "<http://host/b?access_token=t1&x=1>; rel=last"]
    recorded = _recorded(Secrets(), "Link", links)
    assert "http://***@host/a" in recorded
    assert "http://host/b?access_token=***&x=1" in recorded
    assert "pw" not in recorded
    assert "t1" not in recorded


@pytest.mark.parametrize(("value", "text"), [(7, "7"), (None, "None"), (True, "True")])
def test_a_value_that_is_no_text_is_recorded_as_one(value: object, text: str):
    assert _recorded(SECRETS, "X-Count", value) == text


def test_what_is_read_off_a_response_with_lists_is_masked_and_can_be_written_down():
    sent = {"Cookie": ["sid=one"], "X-Note": ["is hunter2", "two"], "Accept": ["a/b"]}
    request = SimpleNamespace(method="GET", url="http://host/x", headers=sent, body=None)
    headers = {"Set-Cookie": ["sid=three", "b=four"], "Content-Type": ["application/json"]}
    response = SimpleNamespace(status_code=200, json=lambda: {"id": 1}, headers=headers, request=request)
    exchange = read_exchange(response, SECRETS)
    assert exchange is not None
    line = encode(Event(number=1, at=0.0, execution="", executor="main", fact=Exchanged(exchange=exchange)))
    assert not any(secret in line for secret in ("sid=", "three", "four", "hunter2"))
    assert all(kept in line for kept in ("two", "a/b", "application/json"))
    assert decode(line).fact == Exchanged(exchange=exchange)


@pytest.mark.parametrize("secret", ["back\\slash", "both'quo\"tes", "line\nend", "plain-w0rd"])
def test_a_secret_in_a_list_is_masked_whatever_signs_it_has(secret):
    shown = Secrets.of([secret]).headers([("X-A", [f"is {secret}", f"and {secret}".encode()])])
    assert shown == (("X-A", "is ***"), ("X-A", "and ***"))


def test_a_telling_pair_in_a_list_is_masked():
    assert "abc" not in str(Secrets().headers([("X-A", ["x=1", "token=abc; Path=/"])]))


# -- texts that are no JSON value, and numbers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"password": "a b", "x": 1} and more', '{"password": "***", "x": 1} and more'),
        ('{"token": "a"}\n{"token":"b", "n": "c"}', '{"token": "***"}\n{"token":"***", "n": "c"}'),
        ('{"api_key": 4711, "pass', '{"api_key": "***", "pass'),
        ('{"x": "y", "password": "it never ends', '{"x": "y", "password": "***"'),
        ('{"password": "quo\\"ted"}', '{"password": "***"}'),
        ('--b\r\nContent-Disposition: form-data; name="password"\r\n\r\npw\r\n--b--', "pw"),
        ('--b\nContent-Disposition: form-data; name=token; filename="a"\nContent-Type: a/b\n\npw\npw', "pw"),
    ],
)
def test_what_is_no_json_is_looked_into(text, shown):
    masked = str(Secrets().body(text))
    if shown == "pw":
        assert "pw" not in masked
        assert MASKED in masked
    else:
        assert masked == shown


def test_parts_that_do_not_tell_stay():
    text = '--b\r\nContent-Disposition: form-data; name="size"\r\n\r\n17\r\n--b--'
    assert Secrets().body(text) == text


@pytest.mark.parametrize("around", range(-8, 9))
def test_no_part_of_a_secret_is_left_where_a_text_is_cut(around):
    for text in ("x" * (50 + around) + "hunter2 and more" * 9, "hunter2 " * 40):
        shown = SECRETS.start_of(text, 50)
        assert len(shown) <= 50
        assert "hun" not in shown


def test_a_text_that_is_short_enough_is_whole():
    assert SECRETS.start_of("is hunter2", 50) == "is ***"
    assert Secrets().start_of("x" * 60, 50) == "x" * 50


def test_numbers_that_are_secret_are_masked_and_those_that_count_are_not():
    body = {
        "pin": 4711,
        "otp": 1.5,
        "password": 9,
        "max_tokens": 100,
        "token_count": 2,
        "pin_is_set": True,
        "in": {"pin": 1},
    }
    shown = {"pin": MASKED, "otp": MASKED, "password": MASKED, "max_tokens": 100, "token_count": 2, "pin_is_set": True}
    assert Secrets().body(body) == {**shown, "in": {"pin": MASKED}}
    kept = Secrets().kept(body)
    assert kept == body
    fact = Created(key=Key("session", "t1"), alias="s1", data=kept)
    line = encode(Event(number=1, at=0.0, execution="", executor="main", fact=fact))
    assert "4711" not in line + repr(fact)
    assert "1.5" not in line + repr(fact)
    assert json.dumps({"pin": kept["pin"]}) == '{"pin": 4711}'
