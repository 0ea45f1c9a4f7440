"""The whole plan against a faithful service finds nothing, and leaves nothing behind."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_resourcegraph.engine.observe import Observe, Observer
from pytest_resourcegraph.engine.run import Verdict
from pytest_resourcegraph.events.facts import Created, Exchanged, Left, Outcome, Purpose, StepFinished, StepStarted
from pytest_resourcegraph.graph.fold import fold
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.plan.plan import Plan
from pytest_resourcegraph.plan.scheduler import Request
from pytest_resourcegraph.plan.schedulers.cover import Cover
from pytest_resourcegraph.testing import Fault, FakeService, faults_for

from ..testing.archive import archive
from ..testing.desk import Desk
from .worlds import worlds

# A plan of a drawn schema has some hundred steps: few examples say a lot, and are slow to make.
PLANS = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

# What the plan of the default goals does not try in the archive, with what it would take.
UNSEEN = {
    "destroy-takes-siblings": "a destroy while a sibling of no other use is alive",
    "list-misses-second": "two below one parent, or at the root",
    "third-fails-500": "three below one parent",
    "key-not-freed": "a create with the key of a destroyed one",
    "id-reused-with-children": "a destroy and a create of parents, with a child of the first",
    "refused-create-stores-anyway": "at the root: a list that is exact there",
}


def plan(schema: Schema) -> Plan:
    return Cover().plan(schema, Request(effort=20_000))


def runs(schema: Schema, planned: Plan, fake: FakeService, observer: Observer) -> Iterator[tuple[Desk, Verdict]]:
    """Every sequence of the plan, run in order against one service."""
    for sequence in planned.sequences:
        desk = Desk(schema, fake=fake, observer=observer, salt=sequence.name)
        yield desk, desk.run(*sequence.steps, name=sequence.name)


def observations(desk: Desk) -> int:
    return sum(1 for fact in desk.facts if isinstance(fact, StepStarted) and fact.purpose is Purpose.OBSERVED)


@PLANS
@given(worlds(), st.sampled_from((Observe.NEW, Observe.ALL)), st.booleans())
def test_a_faithful_service_has_no_finding(schema, mode, integers):
    fake = FakeService(schema, integers=integers)
    for desk, verdict in runs(schema, plan(schema), fake, Observer(mode=mode)):
        assert verdict.error is None
        assert [finding.message for finding in verdict.findings] == []
        assert verdict.outcome is Outcome.PASSED
        assert {fact.key.type for fact in desk.facts if isinstance(fact, Left)} <= set(schema.uncleanable)
    assert {key.type for key in fake.living()} <= set(schema.uncleanable)


@PLANS
@given(worlds())
def test_the_graph_is_the_fold_of_the_events_and_ids_come_from_successes(schema):
    for desk, _ in runs(schema, plan(schema), FakeService(schema), Observer()):
        assert fold(schema.empty_graph(), desk.events) == desk.execution.graph
        status = 0
        for fact in desk.facts:
            if isinstance(fact, Exchanged):
                status = fact.exchange.status or 0
            if isinstance(fact, Created):
                assert 200 <= status < 300
        bound = {fact.key for fact in desk.facts if isinstance(fact, Created)}
        assert set(desk.execution.bindings.values()) == bound


@PLANS
@given(worlds())
def test_nothing_is_observed_twice_in_a_process(schema):
    planned, observer = plan(schema), Observer(mode=Observe.NEW)
    fake = FakeService(schema)
    first = [observations(desk) for desk, _ in runs(schema, planned, fake, observer)]
    again = [observations(desk) for desk, _ in runs(schema, planned, fake, observer)]
    assert sum(again) == 0
    assert sum(first) <= len(observer.seen)


@PLANS
@given(worlds())
def test_each_step_is_counted_in_requests(schema):
    for desk, _ in runs(schema, plan(schema), FakeService(schema), Observer()):
        counted = sum(fact.requests for fact in desk.facts if isinstance(fact, StepFinished))
        assert counted == len(desk.of(Exchanged))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(worlds(), st.data())
def test_a_fault_makes_no_error_and_leaves_no_more_than_it_hides(schema, data):
    """Whatever is wrong with the service, the run ends with findings, not with an exception of ours."""
    faults = faults_for(schema)
    fault = data.draw(st.sampled_from(faults))
    for _, verdict in runs(schema, plan(schema), FakeService(schema, faults=[fault]), Observer()):
        assert verdict.error is None


@pytest.mark.parametrize("actors", [("",), ("ann", "bob")], ids=["one actor", "two actors"])
def test_the_plan_finds_the_faults_of_the_catalogue(actors):
    schema = archive(actors=actors)
    planned = plan(schema)
    unseen = {
        fault for fault in faults_for(schema)
        if not any(verdict.findings for _, verdict in runs(schema, planned, FakeService(schema, faults=[fault]), Observer()))
    }  # fmt: skip
    assert {fault.kind for fault in unseen} <= set(UNSEEN)
    assert Fault(kind="list-misses-second", type="comment") not in unseen
    assert Fault(kind="refused-create-stores-anyway", type="comment") not in unseen
