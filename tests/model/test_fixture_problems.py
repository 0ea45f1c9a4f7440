"""Parameters that are neither resource types nor fixtures."""

from pytest_resourcegraph.model.action import Action, Invariant
from pytest_resourcegraph.model.origin import Origin
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.model.validate import LINE, fixture_problems

from .world import TYPES


def told(known, *fixtures):
    action = Action(name="act", fixtures=fixtures, origin=Origin("conftest.py", 3))
    schema = Schema(types=TYPES, actions={"act": action})
    return [str(problem) for problem in fixture_problems(schema, known)]


def test_known_ones_are_fine():
    assert told(["tmp_path", "clock"], "clock", "tmp_path") == []


def test_a_type_was_meant():
    assert told(["tmp_path"], "itm") == [
        "conftest.py:3: action 'act' has a parameter 'itm' that is neither a resource type nor a fixture\n"
        "known types: box, item, part; fixtures: tmp_path\n"
        "did you mean 'item'?"
    ]


def test_a_fixture_was_meant():
    assert told(["tmp_path", "clock"], "clok")[0].endswith("did you mean 'clock'?")


def test_neither_was_meant():
    assert told([], "zzz") == [
        "conftest.py:3: action 'act' has a parameter 'zzz' that is neither a resource type nor a fixture\n"
        "known types: box, item, part; fixtures: none\n"
        "declare a resource type or a fixture 'zzz'"
    ]


def test_many_fixtures_are_one_line_the_near_ones_first():
    line = told([f"fixture_{number}" for number in range(200)] + ["tmp_path"], "tmp_pth")[0].splitlines()[1]
    assert line.startswith("known types: box, item, part; fixtures: tmp_path, fixture_")
    assert line.endswith(", …")
    assert len(line) <= LINE


def test_invariants_too():
    invariant = Invariant(name="holds", fixtures=("clok",), origin=Origin("conftest.py", 9))
    found = fixture_problems(Schema(invariants={"holds": invariant}), ["clock"])
    assert [str(problem) for problem in found] == [
        "conftest.py:9: invariant 'holds' has a parameter 'clok' that is neither a resource type nor a fixture\n"
        "known types: none; fixtures: clock\n"
        "did you mean 'clock'?"
    ]
