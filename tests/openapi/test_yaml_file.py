"""YAML as 1.2 means it, with lines, and errors in three lines."""

import contextlib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pytest_resourcegraph.declare.yaml_file import DEEPEST, parse_yaml
from pytest_resourcegraph.errors import DefinitionError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on", "on"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("12:30", "12:30"),
        ("2020-01-01", "2020-01-01"),
        ("1_000", "1_000"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("-7", -7),
        ("1e3", 1000.0),
        ("1.5", 1.5),
        ("-.inf", float("-inf")),
        ("'1'", "1"),
        ("=", "="),
    ],
)
def test_scalars_mean_what_yaml_1_2_says(text, value):
    assert parse_yaml(f"a: {text}", "x.yaml").value == {"a": value}


def test_the_line_of_a_key():
    parsed = parse_yaml("a: 1\nb:\n  c: 2\n\n  200: x\n", "x.yaml")
    assert isinstance(parsed.value, dict)
    assert parsed.line_of(parsed.value, "b") == 2
    assert parsed.line_of(parsed.value["b"], "c") == 3
    assert parsed.line_of(parsed.value["b"], 200) == 5
    assert parsed.line_of(parsed.value, "nobody") is None


def test_a_key_that_stands_twice_is_an_error_with_its_line():
    with pytest.raises(DefinitionError, match=r"^x.yaml:3: .*'a' stands twice, first in line 1"):
        parse_yaml("a: 1\nb: 2\na: 3\n", "x.yaml")


def test_a_merge_is_no_second_key():
    parsed = parse_yaml("x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  a: 3\n", "x.yaml")
    assert parsed.value == {"x": {"a": 1, "b": 2}, "y": {"a": 3, "b": 2}}


def test_a_mapping_may_hold_itself():
    value = parse_yaml("&a {b: *a}", "x.yaml").value
    assert isinstance(value, dict)
    assert value["b"] is value


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a: !!python/object/apply:os.system [x]",
            "[" * 50_000,
            "- " * 50_000 + "a",
            "a: [1",
            "? {a: 1}\n: 1",
            "a\0b",
        ),
        *("\t a: 1", "a: " + "9" * 6000, "a: *nobody", "a: 1\n---\nb: 1", "a: !!timestamp x", "a: !!int x", "'"),
    ],
)
def test_what_cannot_be_read_is_a_definition_error(text):
    with pytest.raises(DefinitionError, match=r"^x.yaml") as told:
        parse_yaml(text, "x.yaml")
    assert len(str(told.value).splitlines()) == 3


def test_as_deep_as_is_allowed():
    assert parse_yaml("[" * 400 + "]" * 400, "x.yaml").value
    with pytest.raises(DefinitionError, match=f"more than {DEEPEST} levels"):
        parse_yaml("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "x.yaml")


def test_the_shared_loader_is_left_as_it_was():
    parse_yaml("a: on", "x.yaml")
    assert yaml.load("a: on\nb: 12:30", yaml.CSafeLoader) == {"a": True, "b": 750}


@given(st.text(alphabet="ab:-? [],{}&*!|>'\"#\n\t%@0.~<", max_size=60))
def test_any_text_is_a_value_or_a_definition_error(text):
    with contextlib.suppress(DefinitionError):
        assert parse_yaml(text, "x.yaml") == parse_yaml(text, "x.yaml")
