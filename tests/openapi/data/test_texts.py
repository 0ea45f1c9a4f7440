"""Formats and patterns: what is made is what an independent reading of the format accepts."""

import re
from base64 import b64decode
from collections.abc import Callable
from datetime import date, datetime
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from pytest_resourcegraph.declare.openapi.data.format_rules import accepts
from pytest_resourcegraph.declare.openapi.data.made import Stuck
from pytest_resourcegraph.declare.openapi.data.matching import find
from pytest_resourcegraph.declare.openapi.data.wish import Wish

from .documents import thing, unmade, value

FORMATS: dict[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "date-time": datetime.fromisoformat,
    "time": lambda text: datetime.fromisoformat(f"2024-01-01T{text}"),
    "duration": re.compile(r"PT\d+S").fullmatch,
    "uuid": UUID,
    "email": re.compile(r"\S+@example\.com").fullmatch,
    "uri": lambda text: urlsplit(text).netloc,
    "uri-reference": lambda text: urlsplit(text).path,
    "hostname": re.compile(r"[a-z0-9-]+\.example\.com").fullmatch,
    "ipv4": IPv4Address,
    "ipv6": IPv6Address,
    "byte": lambda text: b64decode(text, validate=True),
    "json-pointer": re.compile(r"/\w+(-\d+)?").fullmatch,
    "regex": re.compile,
    "password": str,
    "binary": str,
    "nobody-knows-it": str,
}


@pytest.mark.parametrize("name", FORMATS)
def test_texts_of_a_format_are_of_the_format_and_differ(name):
    schema = {"type": "string", "format": name}
    found = [value(schema, Wish(n=n, seed=seed)) for n in range(5) for seed in (0, 1)]
    assert all(FORMATS[name](text) for text in found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date", "2024-02-30"),
        ("date", "20240201"),
        ("date-time", "2024-01-01T00:00:00"),
        ("date-time", "2024-01-01"),
        ("time", "25:00:00Z"),
        ("duration", "P"),
        ("duration", "1 day"),
        ("uuid", "1234"),
        ("email", "nobody"),
        ("uri", "/relative"),
        ("uri", "https://a b"),
        ("hostname", "-a-"),
        ("ipv4", "1.2.3"),
        ("ipv6", "::g"),
        ("byte", "*"),
        ("json-pointer", "a"),
        ("regex", "("),
    ],
)
def test_an_example_of_another_form_is_skipped(name, text):
    assert not accepts(name, text)
    assert value({"type": "string", "format": name, "example": text}) != text


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"format": "uri", "maxLength": 24}, "https://example.com/name"),
        ({"format": "date", "pattern": "^2024-01-0[2-9]$"}, "2024-01-02"),
        ({"format": "uuid", "pattern": "^[0-9a-f-]+$"}, "00000000-0000-4000-8000-000000000001"),
    ],
)
def test_a_format_within_other_bounds(schema, expected):
    assert value(thing("name", name={"type": "string", **schema})) == {"name": expected}


def test_a_name_promises_a_format():
    made = value(thing("email", "homepageUrl", email={"type": "string"}, homepageUrl={"type": "string"}))
    assert made == {"email": "email@example.com", "homepageUrl": "https://example.com/homepageurl"}


PATTERNS = [
    "^[a-z]+$",
    "^[A-Z]{2}-[0-9]{4,6}$",
    r"^\d{3}-\d{2}$",
    r"^(red|green|blue)$",
    r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$",
    r"^\+?[1-9]\d{1,14}$",
    r"^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$",
    r"^(?<year>\d{4})-(?<month>0[1-9]|1[0-2])$",
    r"^(a|b)\1$",
    r"^(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{8,}$",
    r"^(?!admin)[a-z]{5}$",
    r"^[\w.\-]+$",
    r"^\p{L}[\p{L}\p{N} ]*$",
    r"^[\p{Lu}]+$",
    r"^A\x2B$",
    r"[a-z]",
    r"^[^]$",
    r"^\/api\/v\d$",
    r"^.{5}$",
    r"^[-+]?[0-9]*\.?[0-9]+$",
    r"^$",
    r"^[ -~]{1,10}$",
    r"^\w{1,3}?\b$",
    r"^\cA\0$",
    r"^[\]\[{}()]$",
    r"\-\_\@\!",
    r"^x{,2}$",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_text_that_matches(pattern):
    found = {value({"type": "string", "pattern": pattern}, Wish(n=n)) for n in range(6)}
    assert all(find(pattern, text) for text in found)


@pytest.mark.parametrize("length", [3, 8, 40])
def test_a_pattern_of_a_wanted_length(length):
    made = value({"type": "string", "pattern": "^([a-z]+-?)*$", "minLength": length, "maxLength": length})
    assert len(made) == length


@pytest.mark.parametrize("pattern", [r"^(?=b)a$", "(", r"\p{Klingon}", "a^", "[]", "^(?P=lost)$", "^a{200000,}$"])
def test_a_pattern_that_is_not_met_is_refused(pattern):
    assert "pattern" in unmade({"type": "string", "pattern": pattern}).reason


def test_a_pattern_that_is_not_read_can_be_met_by_a_plain_word():
    assert value(thing("name", name={"type": "string", "pattern": "^name(?#a remark)$"})) == {"name": "name"}


def test_digits_and_words_are_those_of_ascii():
    assert not find(r"^\d$", "٣")
    assert find(r"^\p{L}$", "é")
    assert not find(r"^\P{L}$", "é")
    with pytest.raises(Stuck):
        find("(", "")
