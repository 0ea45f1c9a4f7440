"""Bodies of several media types, as `requests` writes them."""

import json
from urllib.parse import parse_qsl

import pytest
import requests

from pytest_resourcegraph.declare.openapi.data.made import Unmade
from pytest_resourcegraph.declare.openapi.data.payload import Payload, payload_of

from .documents import D20, D30, made_value, sampler, thing


def sent(media_type, value, **options):
    """The content type and the body that go out."""
    payload = payload_of(media_type, value, **options)
    assert isinstance(payload, Payload)
    prepared = requests.Request("POST", "http://x/", **payload.arguments).prepare()
    body = prepared.body
    return prepared.headers.get("Content-Type"), body.encode() if isinstance(body, str) else body


@pytest.mark.parametrize(
    "media_type", ["application/json", "application/merge-patch+json", "application/json; charset=utf-8"]
)
@pytest.mark.parametrize("value", [{"a": [1, None]}, [], 0, "text"])
def test_json(media_type, value):
    kind, body = sent(media_type, value)
    assert json.loads(body) == value
    assert kind == media_type or kind == "application/json"


def test_forms():
    kind, body = sent(
        "application/x-www-form-urlencoded",
        {"name": "a b", "on": True, "tags": ["x", "y"], "deep": {"k": 1}},
        encoding={"deep": {"style": "deepObject", "explode": True}},
    )
    assert kind == "application/x-www-form-urlencoded"
    assert parse_qsl(body.decode()) == [("name", "a b"), ("on", "true"), ("tags", "x"), ("tags", "y"), ("deep[k]", "1")]


def test_files():
    one = {"type": "string", "format": "binary"}
    several = {"type": "array", "minItems": 2, "items": one}
    schema = thing("image", "about", "many", image=one, about=thing(), many=several)
    maker = sampler(D30)
    files = maker.files(schema)
    assert files == {"image", "many"}
    encoding = {"image": {"contentType": "image/png, image/*"}}
    kind, body = sent("multipart/form-data", made_value(maker.sample(schema)), files=files, encoding=encoding)
    assert kind.startswith("multipart/form-data; boundary=")
    assert b'name="image"; filename="image.bin"\r\nContent-Type: image/png\r\n\r\nimage\r\n' in body
    assert body.count(b'name="many"; filename="many.bin"') == 2
    assert b'name="about"\r\nContent-Type: application/json\r\n\r\n{}' in body


def test_a_form_without_files_is_multipart_all_the_same():
    kind, body = sent("multipart/form-data", {"a": "1"})
    assert kind.startswith("multipart/form-data")
    assert b'name="a"\r\n\r\n1' in body


def test_texts_and_bytes():
    assert sent("text/plain", "hello") == ("text/plain", b"hello")
    assert sent("text/plain", 5) == ("text/plain", b"5")
    assert sent("application/octet-stream", "raw") == ("application/octet-stream", b"raw")
    assert sent("image/*", "raw") == (None, b"raw")


@pytest.mark.parametrize(("media_type", "value"), [("application/xml", {"a": 1}), ("text/xml", "a"), ("image/png", {})])
def test_what_is_not_written_says_so(media_type, value):
    found = payload_of(media_type, value)
    assert isinstance(found, Unmade)
    assert media_type in found.reason


def test_the_form_of_two_point_zero():
    schema = thing("f", f={"name": "f", "in": "formData", "type": "file", "required": True})
    assert sampler(D20).files(schema) == {"f"}
