"""What the lower bound of a plan counts, where the laws find it only now and then."""

from dataclasses import replace

from pytest_resourcegraph.model.guard import ANONYMOUS
from pytest_resourcegraph.plan.plan import Plan
from pytest_resourcegraph.plan.scheduler import Request
from pytest_resourcegraph.plan.schedulers.cover import Cover

from .declared import ROOM, action, look, make, schema


def _planned(*parts, cover: str, max_steps: int = 15) -> Plan:
    declared = replace(schema(*parts), anonymous=ANONYMOUS)
    return Cover().plan(declared, Request(cover=cover, max_steps=max_steps))


def test_what_is_refused_without_credentials_may_begin_a_sequence():
    made = _planned(action("ping"), cover="pairs and refusals")
    assert [len(sequence.steps) for sequence in made.sequences] == [1]
    assert made.lower_bound == 1


def test_what_needs_something_is_refused_without_credentials_where_that_exists():
    made = _planned(ROOM, make(ROOM), look(ROOM), cover="actions and refusals", max_steps=2)
    steps = [step for one in made.sequences for step in one.steps]
    assert [step.action for step in steps if step.actor == ANONYMOUS] == ["look_room", "make_room"]
    # Two are looked at, in two sequences; three are refused. It does not see that a key to use again is made as well.
    assert made.lower_bound == 2 + 1 + 3 == len(steps) - 1
