"""Moves as they are written."""

import pytest

from pytest_resourcegraph.model.lifecycle import expand_moves, parse_moves


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("pending -> ready", (("pending", "ready"),)),
        ("pending->ready", (("pending", "ready"),)),
        ("draft | sent -> cancelled", (("draft", "cancelled"), ("sent", "cancelled"))),
        ("* -> closed", (("*", "closed"),)),
        (["a -> b", "b | c -> d"], (("a", "b"), ("b", "d"), ("c", "d"))),
        ("in review -> done", (("in review", "done"),)),
        ([], ()),
    ],
)
def test_what_is_understood(text, pairs):
    assert parse_moves(text) == pairs


@pytest.mark.parametrize("text", ["", "a", "a ->", "-> b", "a | -> b", "a -> b -> c", "a -> b | c", "a > b"])
def test_what_is_not(text):
    with pytest.raises(ValueError, match="is not of the form") as caught:
        parse_moves(text)
    assert str(caught.value) == f"'{text}' is not of the form 'pending -> ready' or 'draft | sent -> cancelled'"


@pytest.mark.parametrize(
    ("pairs", "expanded"),
    [
        ((("a", "b"),), (("a", "b"),)),
        ((("*", "c"),), (("a", "c"), ("b", "c"))),
        ((("a", "b"), ("*", "c")), (("a", "b"), ("b", "c"))),
        ((("*", "c"), ("c", "a")), (("a", "c"), ("b", "c"), ("c", "a"))),
    ],
)
def test_the_star_is_every_other_state(pairs, expanded):
    assert expand_moves(pairs, ("a", "b", "c")) == expanded


def test_the_star_of_a_type_without_states_is_nothing():
    assert expand_moves((("*", "c"),), ()) == ()
