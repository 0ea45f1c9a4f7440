"""The trace: what was done as a plan would hold it, so that it can be done again without looking for anything."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.engine.observe import Observe, Observer
from pytest_resourcegraph.engine.symbol import symbol
from pytest_resourcegraph.events.facts import Found
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.model.action import Invariant
from pytest_resourcegraph.model.guard import ANONYMOUS
from pytest_resourcegraph.model.resource import Resource
from pytest_resourcegraph.plan.codec import decode
from pytest_resourcegraph.plan.plan import INVARIANT, PHANTOM, Step
from pytest_resourcegraph.plan.scheduler import Request
from pytest_resourcegraph.plan.schedulers.cover import Cover
from pytest_resourcegraph.testing import Fault

from ..testing.archive import FOLDER, archive, described
from ..testing.desk import Desk

F1 = Key("folder", "f1")
MAKE = Step(action="create_folder", makes="f1")
FILL = Step(action="create_document", roles=(("folder", F1),), makes="d1")
SCHEMA = described(actors=("ann", "bob"), anonymous=ANONYMOUS)
FAULTS = [
    Fault(kind=kind, type=type_)
    for kind, type_ in (
        ("cached-read", "document"), ("counter-drifts", "document"), ("destroy-takes-siblings", "folder"),
        ("refused-update-updates-anyway", "document"), ("refused-create-stores-anyway", "document"),
        ("list-shown-to-strangers", "folder"), ("anonymous-let-in", "comment"), ("inherits-children", "folder"),
        ("key-not-freed", "document"), ("key-taken-anywhere", "document"), ("reference-dangles", "document"),
        ("list-misses-second", "document"), ("third-refused", "comment"), ("read-through-other-parent", "document"),
    )
]  # fmt: skip


def names(verdict) -> list[tuple[str, str]]:
    return [(finding.check, str(finding.kind)) for finding in verdict.findings]


@pytest.fixture(scope="module")
def planned():
    return Cover().plan(SCHEMA, Request(effort=20_000))


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_what_is_replayed_without_observations_ends_with_the_same_finding(planned, fault):
    observer, found = Observer(), 0
    for sequence in planned.sequences:
        desk = Desk(SCHEMA, faults=[fault], observer=observer, salt=sequence.name)
        verdict = desk.run(*sequence.steps, name=sequence.name)
        if not verdict.findings:
            continue
        found += 1
        again = Desk(SCHEMA, faults=[fault], observe=Observe.OFF, salt="other")
        replayed = again.run(*verdict.trace, name=sequence.name)
        assert (replayed.error, names(replayed)) == (None, names(verdict))
        (fact,) = desk.of(Found)
        assert isinstance(fact, Found)
        token = decode(desk.execution.schema, fact.token)
        assert token.steps == verdict.trace
        assert token.finding == (fact.check, fact.action, fact.kind)
    assert found


def test_the_steps_are_symbolic():
    verdict = Desk(archive(), observe=Observe.NEW).run(MAKE, FILL)
    assert [str(step) for step in verdict.trace if not step.relation] == [
        "f1 = create_folder()",
        "d1 = create_document(f1)",
    ]
    assert {step.relation for step in verdict.trace} == {"", "self", "list", "list below", "parent", "list of parent"}


def test_cleanup_is_no_part_of_it():
    verdict = Desk(archive()).run(MAKE)
    assert [step.action for step in verdict.trace] == ["create_folder"]


def test_an_invariant_is_a_step():
    def sane(folder: Resource) -> None:
        assert folder.alive is False, "it lives"

    desk = Desk(archive(), observe=Observe.NEW)
    invariant = Invariant(name="sane", roles=(FOLDER,), call=sane)
    desk.execution.schema = replace(desk.execution.schema, invariants={"sane": invariant})
    verdict = desk.run(MAKE)
    last = verdict.trace[-1]
    assert (last.action, last.relation, last.roles) == ("sane", INVARIANT, (("folder", F1),))
    again = Desk(archive(), observe=Observe.OFF)
    again.execution.schema = replace(again.execution.schema, invariants={"sane": invariant})
    assert names(again.run(*verdict.trace)) == names(verdict) == [("invariant", "sane")]


def test_symbols():
    desk = Desk(archive())
    for alias in ("f1", "f2"):
        desk.take("create_folder", alias)
    desk.take("create_document", "d1", folder="f1")
    graph, document = desk.execution.graph, desk.key("document", "d1")
    assert symbol(document, graph) == Key("document", "d1", F1)
    assert symbol(document._replace(parent=desk.key("folder", "f2")), graph) == Key(
        "document", "d1", Key("folder", "f2")
    )
    assert symbol(Key("folder", "never"), graph) == Key("folder", PHANTOM)
    desk.take("delete_folder", folder="f1")
    assert symbol(document, desk.execution.graph) == Key("document", "d1", F1)
