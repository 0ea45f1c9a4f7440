"""Learned lifecycles: lines of YAML, whatever the names are."""

import pytest
import yaml

from pytest_resourcegraph.events.facts import Learned
from pytest_resourcegraph.report.learned import learned_lines


def read(*learned: Learned) -> object:
    title, *lines = learned_lines(learned)
    assert "learned moves" in title.text
    return yaml.safe_load("\n".join(line.text for line in lines))


def test_what_is_printed_is_what_was_seen():
    box = Learned(type="box", states=("new", "shut"), moves=(("shut_box", "new", "shut"), ("shut_box", "ajar", "shut")))
    key = Learned(type="key", states=("cut",), moves=(("bend", "cut", "bent"),))
    assert read(box, key) == {
        "types": {"box": {"states": ["new", "shut"]}, "key": {"states": ["cut"]}},
        "actions": {
            "shut_box": {"moves": {"box": ["new -> shut", "ajar -> shut"]}},
            "bend": {"moves": {"key": "cut -> bent"}},
        },
    }


@pytest.mark.parametrize("state", ["in progress", "a: b", "[x]", "no", "null", "1", "", "#1", 'say "so"', "día", "a,b"])
def test_odd_names_stay_as_they_are(state):
    told = read(Learned(type="box", states=(state,), moves=(("shut", state, "x"),)))
    assert told == {"types": {"box": {"states": [state]}}, "actions": {"shut": {"moves": {"box": f"{state} -> x"}}}}


def test_what_never_moved_is_not_told():
    assert learned_lines([Learned(type="box", states=("new",))]) == []
