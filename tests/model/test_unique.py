"""Values that nothing else in the run has."""

import re

import pytest

from pytest_resourcegraph.errors import PlanError
from pytest_resourcegraph.model.unique import Uniques, drawn_from, unique


def take(uniques, *names, pinned=None):
    with uniques.step(pinned) as used:
        values = [unique(name) for name in names]
    return values, used


def test_each_is_another():
    uniques = Uniques("seed/main/S0001")
    values = [value for _ in range(3) for value in take(uniques, "name", "slug")[0]]
    assert len(set(values)) == 6
    assert all(re.fullmatch(r"(name|slug)-[0-9a-f]{8}-[123]", value) for value in values)


def test_the_same_salt_gives_the_same_values():
    assert take(Uniques("a"), "name", "name") == take(Uniques("a"), "name", "name")


@pytest.mark.parametrize("other", ["b", "a ", ""])
def test_another_salt_gives_other_values(other):
    assert take(Uniques("a"), "name") != take(Uniques(other), "name")


def test_a_step_tells_what_it_took():
    uniques = Uniques("a")
    values, used = take(uniques, "name", "slug")
    assert used == dict(zip(("name", "slug"), values, strict=True))
    assert take(uniques)[1] == {}


def test_pinned_values_are_taken_again_and_not_counted():
    uniques = Uniques("a")
    first, used = take(uniques, "name")
    again, _ = take(uniques, "name", "slug", pinned=used)
    assert again[0] == first[0]
    assert take(uniques, "name")[0][0].endswith("-2")


def test_one_step_inside_another():
    outer, inner = Uniques("outer"), Uniques("inner")
    with outer.step() as used:
        first = unique("name")
        take(inner, "name")
        second = unique("name")
    assert first.rpartition("-")[0] == second.rpartition("-")[0]
    assert used == {"name": second}


def test_outside_an_action():
    with pytest.raises(PlanError) as caught:
        unique("name")
    assert str(caught.value) == (
        "unique('name') was called outside an action\n"
        "its values belong to the sequence that is running\n"
        "call it in the body of an @action function"
    )


def _drawn(uniques, *abouts):
    found = []
    for about in abouts:
        with uniques.step(about=about):
            found.append(drawn_from("create_box"))
    return found


def test_what_is_drawn_from_depends_on_what_a_step_is_about_and_not_on_its_number():
    first, second, again = _drawn(Uniques("a", "S1~7"), "b1", "b2", "b1")
    assert len({first, second, again}) == 3
    assert _drawn(Uniques("other", "S1~7"), "b2") == [second]
    assert _drawn(Uniques("a", "S2~7"), "b1") != [first]


def test_without_anything_to_draw_from_nothing_is_drawn():
    assert _drawn(Uniques("a"), "b1") == [""]
    assert drawn_from("create_box") == ""
