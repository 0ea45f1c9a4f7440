"""Laws of planning, for any schema."""

import os
import subprocess
import sys
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.plan.audit import audit
from pytest_resourcegraph.plan.codec import decode, encode
from pytest_resourcegraph.plan.cover import criteria, parse
from pytest_resourcegraph.plan.enabled import enabled
from pytest_resourcegraph.plan.goals import CRITERIA
from pytest_resourcegraph.plan.plan import Plan, Step
from pytest_resourcegraph.plan.scheduler import Request
from pytest_resourcegraph.plan.schedulers.cover import Cover
from pytest_resourcegraph.plan.simulate import apply, refusals
from pytest_resourcegraph.plan.symmetry import canonical_key
from pytest_resourcegraph.plan.trail import Trail

from .schemas import schemas

COVERS = st.sampled_from(
    [
        "transitions and refusals",
        "pairs",
        "pairs and refusals",
        "actions and states",
        "order",
        "triples(50)",
        "siblings",
        "transitions and refusals and siblings",
    ]
)
REQUESTS = st.builds(Request, cover=COVERS, seed=st.integers(0, 3), max_steps=st.integers(3, 15), effort=st.just(4_000))
relaxed = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])


def _names(pairs: tuple[tuple[str, str], ...]) -> list[str]:
    return [name for name, _ in pairs]


def _requests(schema: Schema, plan: Plan) -> int:
    return sum(schema.actions[step.action].cost for sequence in plan.sequences for step in sequence.steps)


@relaxed
@given(schemas(), REQUESTS)
def test_every_planned_step_is_possible_or_broken_as_meant(schema, request):
    for sequence in Cover().plan(schema, request).sequences:
        graph = schema.empty_graph()
        for number, step in enumerate(sequence.steps, start=1):
            reasons = refusals(schema, graph, step)
            if step.refusal is None:
                assert reasons == (), f"{step} in {sequence.name}"
            else:
                assert step.refusal in [reason.refusal for reason in reasons], f"{step} in {sequence.name}"
            graph = apply(schema, graph, step, number)


@relaxed
@given(schemas(), REQUESTS)
def test_every_goal_is_covered_or_infeasible_or_unplanned(schema, request):
    plan = Cover().plan(schema, request)
    chosen = [CRITERIA[name] for name in criteria(parse(request.cover))]
    goals = {goal.key: goal for criterion in chosen for goal in criterion.goals(schema)}
    told = [*plan.covered, *_names(plan.infeasible), *_names(plan.unplanned)]
    assert sorted(told) == sorted(map(str, goals.values()))
    keys = {key for one in plan.sequences for found in audit(schema, chosen, one.steps) for key in found}
    assert sorted(plan.covered) == sorted(str(goals[key]) for key in keys if key in goals)
    assert sorted(goal for one in plan.sequences for goal in one.goals) == sorted(plan.covered)
    for row in plan.coverage:
        assert row.covered == sum(name.startswith(f"{row.criterion}: ") for name in plan.covered)


@relaxed
@given(schemas(), REQUESTS)
def test_no_plan_is_cheaper_than_its_lower_bound(schema, request):
    plan = Cover().plan(schema, request)
    assert _requests(schema, plan) >= plan.lower_bound


@relaxed
@given(schemas(), REQUESTS)
def test_a_sequence_is_longer_than_asked_only_where_one_goal_needs_it(schema, request):
    plan = Cover().plan(schema, request)
    for sequence in plan.sequences:
        if len(sequence.steps) > request.max_steps:
            chosen = [CRITERIA[name] for name in criteria(parse(request.cover))]
            last = audit(schema, chosen, sequence.steps)[-1]
            before = audit(schema, chosen, sequence.steps[: request.max_steps])
            assert set(last) - {key for keys in before for key in keys}


@relaxed
@given(schemas(), REQUESTS)
def test_names_are_unique_and_fit_for_selection(schema, request):
    names = [sequence.name for sequence in Cover().plan(schema, request).sequences]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 80 and "[" not in name and "::" not in name for name in names)


@relaxed
@given(schemas(), REQUESTS)
def test_a_token_gives_the_sequence_back(schema, request):
    for sequence in Cover().plan(schema, request).sequences:
        token = encode(schema, sequence)
        assert decode(schema, token) == replace(sequence, goals=())
        assert token == encode(schema, decode(schema, token))


@relaxed
@given(schemas(), st.data())
def test_a_world_with_other_names_has_the_same_canonical_key(schema, data):
    steps: list[Step] = []
    trail = Trail(schema)
    for _ in range(data.draw(st.integers(0, 8))):
        possible = [step for action in schema.actions.values() for step in enabled(trail, action)]
        if not possible:
            break
        steps.append(data.draw(st.sampled_from(possible)))
        trail = trail.push(steps[-1])
    renamed = _renamed(schema, steps)
    assert canonical_key(trail.graph) == canonical_key(renamed)


def _renamed(schema: Schema, steps: list[Step]) -> ResourceGraph:
    def other(key):
        return key._replace(id=f"{key.id}-other", parent=other(key.parent) if key.parent else None)

    graph = schema.empty_graph()
    for step in steps:
        roles = tuple((role, other(key)) for role, key in step.roles)
        graph = apply(schema, graph, replace(step, roles=roles, makes=step.makes and f"{step.makes}-other"))
    return graph


SCRIPT = """
from benchmarks.planner import shop
from pytest_resourcegraph.plan.scheduler import Request
from pytest_resourcegraph.plan.schedulers.cover import Cover
for cover in ("transitions and refusals", "pairs", "order", "siblings"):
    print(Cover().plan(shop(), Request(cover=cover, seed=7, effort=20_000)))
"""


def test_the_same_plan_in_another_process_with_another_hash_seed(pytestconfig):
    plans = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(pytestconfig.rootpath)}
        done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, check=True)
        plans.add(done.stdout)
    assert len(plans) == 1
