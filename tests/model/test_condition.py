"""Conditions: whether they hold, and how they read."""

import sys

import pytest

from pytest_resourcegraph.model.condition import (
    AllOf,
    AnyOf,
    Count,
    FieldIs,
    InState,
    Not,
    Predicate,
    count,
    describe,
    holds,
)
from pytest_resourcegraph.model.origin import Origin

from .world import B1, B2, I1, I2, world

NEW = InState("item", ("new",))
USED = InState("item", ("used", "lost"))


def crowded(graph, roles):
    return len(graph.children(roles["box"])) > 1


@pytest.mark.parametrize(
    ("condition", "held"),
    [
        (NEW, True),
        (USED, False),
        (InState("other", ("used", "lost")), True),
        (FieldIs("item", "size", 3), True),
        (FieldIs("item", "size", 4), False),
        (FieldIs("other", "size", None), True),
        (Count(type="item"), True),
        (Count(type="item", at_least=2, at_most=2), True),
        (Count(type="item", at_least=3), False),
        (Count(type="item", at_most=1), False),
        (Count(type="item", state="used", at_least=1, at_most=1), True),
        (Count(type="part", under="box", at_least=1), True),
        (Count(type="item", under="empty", at_least=1), False),
        (AllOf((NEW, Not(USED))), True),
        (AllOf((NEW, USED)), False),
        (AllOf(()), True),
        (AnyOf((USED, NEW)), True),
        (AnyOf(()), False),
        (Predicate(crowded), True),
    ],
)
def test_whether_it_holds(condition, held):
    roles = {"item": I1, "other": I2, "box": B1, "empty": B2}
    assert holds(condition, world(), roles) is held
    assert holds(Not(condition), world(), roles) is not held


def test_what_is_dead_is_not_counted():
    graph = world().destroy(I1)
    assert count(Count(type="item"), graph, {}) == 1
    assert count(Count(type="part", under="box"), graph, {"box": B1}) == 0


def test_what_never_existed_is_in_no_state():
    roles = {"item": I1._replace(id="i9")}
    assert not holds(NEW, world(), roles)
    assert not holds(FieldIs("item", "size", None), world(), roles)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (USED, "item is used or lost"),
        (FieldIs("item", "size", "big"), "item.size is 'big'"),
        (Count(type="item"), "any number of item"),
        (
            Count(type="item", under="box", state="new", at_least=1, at_most=3),
            "at least 1 and at most 3 item in state new under box",
        ),
        (AllOf((NEW, Not(USED))), "item is new and not (item is used or lost)"),
        (AnyOf((NEW, Predicate(crowded))), "item is new or crowded() holds"),
    ],
)
def test_how_it_reads(condition, words):
    assert describe(condition) == words


def test_a_function_without_a_name_is_told_by_its_place():
    line = sys._getframe().f_lineno + 1
    nameless = Predicate(lambda graph, roles: True)
    assert describe(nameless) == f"the lambda of {Origin(__file__, line)} holds"
