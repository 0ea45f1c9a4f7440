"""``cover=``: what is read, when it is reached, and what is said about a mistake."""

import pytest

from pytest_resourcegraph.errors import PlanError
from pytest_resourcegraph.plan.cover import (
    Both,
    Either,
    Limit,
    Only,
    Progress,
    Share,
    Time,
    criteria,
    only,
    parse,
    reached,
    seconds,
)

from .declared import house, plan


def test_and_binds_tighter_than_or():
    assert parse("pairs(90) and refusals or steps(400)") == Either(
        parts=(
            Both(parts=(Share(criterion="pairs", percent=90), Share(criterion="refusals"))),
            Limit(of="steps", number=400),
        )
    )


def test_a_name_in_parentheses_is_one_goal():
    read = parse("pairs or(reached(order@in-progress) and sometimes( full_box ))")
    assert read == Either(
        parts=(
            Share(criterion="pairs"),
            Both(parts=(Only(key=("states", "order", "in-progress")), Only(key=("sometimes", "full_box")))),
        )
    )
    assert criteria(read) == ("pairs", "states", "sometimes")
    assert only(read) == (("states", "order", "in-progress"), ("sometimes", "full_box"))
    assert only(parse("states and reached(order@sent)")) == ()


def test_parentheses_group():
    read = parse("transitions and (refusals or tests(3))")
    assert read == Both(
        parts=(
            Share(criterion="transitions"),
            Either(parts=(Share(criterion="refusals"), Limit(of="sequences", number=3))),
        )
    )
    assert criteria(read) == ("transitions", "refusals")


@pytest.mark.parametrize(("text", "expected"), [("time(60s)", 60), ("time(2m)", 120), ("time(500ms)", 0.5)])
def test_a_time_is_kept_for_the_run(text, expected):
    assert seconds(parse(f"pairs or {text}")) == expected
    assert parse(f"pairs or {text}") == Either(parts=(Share(criterion="pairs"), Time(seconds=expected)))


def test_a_time_never_stops_planning():
    done = Progress(percent={"pairs": 100.0}, steps=1, sequences=1)
    assert reached(parse("pairs and time(1s)"), done)
    assert not reached(parse("pairs or time(1s)"), Progress(percent={"pairs": 10.0}, steps=1, sequences=1))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("pars", "did you mean 'pairs'?"),
        ("pairs and", "it ends where a criterion is expected"),
        ("pairs refusals", "'refusals' is not expected here"),
        ("pairs(0)", "percent between 1 and 100"),
        ("pairs(101)", "percent between 1 and 100"),
        ("steps(400)", "it names no criterion"),
        ("pairs and steps", "'steps' needs a number"),
        ("pairs or time(60%)", "'time' takes a number of seconds"),
        ("(pairs", "a parenthesis is not closed"),
        ("pairs!", "'!' is not understood"),
        ("reached", "'reached' is not understood: names go into sometimes(NAME) and reached(TYPE@STATE)"),
        ("pairs(door)", "'pairs(door)' is not understood"),
        ("sometimes(door@wide)", "'sometimes(door@wide)' is not understood"),
        ("pairs or reached(3)", "'reached' is not understood"),
        ("", "it ends where a criterion is expected"),
    ],
)
def test_a_mistake_is_told_in_three_lines(text, what):
    with pytest.raises(PlanError) as caught:
        parse(text)
    message = str(caught.value)
    assert what in message
    assert len(message.splitlines()) == 3


def test_a_limit_of_steps_cuts_the_plan():
    whole, cut = plan(house(), "pairs"), plan(house(), "pairs or steps(40)")
    assert cut.steps <= 40 < whole.steps
    assert cut.sequences == whole.sequences[: len(cut.sequences)]
    assert {reason for _, reason in cut.unplanned} == {"the plan stops at cover='pairs or steps(40)'"}


def test_a_share_stops_when_it_is_covered():
    whole, half = plan(house(), "pairs"), plan(house(), "pairs(50)")
    assert len(half.sequences) < len(whole.sequences)
    assert 2 * len(half.covered) >= len(whole.covered)


def test_a_number_of_tests():
    assert len(plan(house(), "pairs or tests(2)").sequences) == 2
