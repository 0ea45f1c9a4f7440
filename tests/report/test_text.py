"""Text that fits a screen."""

import pytest

from pytest_resourcegraph.report.text import aligned, clean, clean_lines, counted, cut, listed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 漢 🙂", "plain é 漢 🙂"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\x00\x1b\x7f\x9b", "\\x00\\x1b\\x7f\\x9b"),
        ("\u200b\u202e\u2066\ufeff", "\\u200b\\u202e\\u2066\\ufeff"),
        ("\ud800\udfff\ufffe\uffff", "\\ud800\\udfff\\ufffe\\uffff"),
    ],
)
def test_what_is_not_to_be_printed_is_escaped(text: str, shown: str):
    assert clean(text) == shown


def test_lines_stay_lines():
    assert clean_lines("a\r\n\tb  \n\x00") == ["a", "    b", "\\x00"]


def test_long_text_ends_in_an_ellipsis():
    assert (cut("abcd", 4), cut("abcde", 4), cut("abc", 0)) == ("abcd", "abc…", "…")


def test_numbers_come_with_their_noun():
    assert (counted(0, "step"), counted(1, "step"), counted(1364, "step")) == ("0 steps", "1 step", "1,364 steps")
    assert counted(2, "entry", "entries") == "2 entries"


def test_long_lists_end_in_a_count():
    assert listed(["a", "b"]) == "a, b"
    assert listed(["a", "b", "c"], most=2) == "a, b and 1 more"


def test_columns_are_aligned():
    assert aligned([]) == []
    assert aligned([["a", "b"], ["ccc", "d"]], gap=2, indent=1) == [" a    b", " ccc  d"]
    assert aligned([["a", "b"], ["c", "ddd"]], gap=1, right=True) == ["a   b", "c ddd"]
