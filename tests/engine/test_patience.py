"""Patience: what shows a moment later is asked for again, and only what can be asked again."""

from dataclasses import replace
from time import monotonic

from pytest_resourcegraph.engine.observe import Observe
from pytest_resourcegraph.events.facts import Exchanged, StepFinished
from pytest_resourcegraph.model.action import Invariant
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.testing import FakeResponse, Fault

from ..testing.archive import FOLDER, archive
from ..testing.desk import Desk, desk_of


def settling(seconds: float) -> Schema:
    schema = archive()
    return replace(schema, types={name: replace(type_, settles=seconds) for name, type_ in schema.types.items()})


def life(desk: Desk) -> list[str]:
    """What is found in a short life of everything."""
    steps: list[tuple[str, str | None, dict[str, object]]] = [
        ("create_folder", "f1", {}), ("create_document", "d1", {"folder": "f1"}),
        ("update_document", None, {"document": "d1"}), ("send_document", None, {"document": "d1"}),
        ("delete_document", None, {"document": "d1"}), ("delete_folder", None, {"folder": "f1"}),
    ]  # fmt: skip
    return [found.check for action, alias, roles in steps for found in desk.perform(action, alias, **roles)]


def test_what_shows_later_is_waited_for():
    desk = Desk(settling(2.0), lag=0.03, observe=Observe.NEW)
    assert life(desk) == []


def test_without_patience_it_is_found():
    assert life(Desk(archive(), lag=0.5, observe=Observe.NEW))


def test_what_never_shows_is_found_and_the_time_is_kept():
    started = monotonic()
    desk = Desk(settling(0.1), faults=[Fault(kind="update-not-stored", type="document")], observe=Observe.NEW)
    assert set(life(desk)) == {"alive"}
    assert monotonic() - started < 5


def test_each_try_is_counted():
    desk = Desk(settling(2.0), lag=0.05, observe=Observe.OFF)
    desk.take("create_folder", "f1")
    desk.take("get_folder", folder="f1")
    finished = [fact for fact in desk.facts if isinstance(fact, StepFinished)]
    assert finished[-1].requests > 1
    assert sum(fact.requests for fact in finished) == len(desk.of(Exchanged))


def test_what_may_have_changed_something_is_not_asked_again():
    """A wrong success is one: another create would make another folder."""
    asked: list[int] = []

    def create() -> FakeResponse:
        asked.append(1)
        return FakeResponse(status_code=201, body={"id": "same"})

    desk = desk_of(archive(types=(ResourceType(name="folder", settles=0.3),)), create_folder=create)
    desk.take("create_folder", "f1")
    assert [finding.check for finding in desk.findings("create_folder", "f2")] == ["identity"]
    assert len(asked) == 2


def test_what_was_refused_for_a_moment_is_asked_again():
    """A folder that was made a moment ago is not known yet where documents are made."""
    answers = iter([404, 404, 201])
    desk = desk_of(
        archive(types=(ResourceType(name="folder", settles=2.0),)), create_folder=lambda: "f",
        create_document=lambda folder: FakeResponse(status_code=next(answers), body={"id": "d"}),
    )  # fmt: skip
    desk.take("create_folder", "f1")
    assert desk.findings("create_document", "d1", folder="f1") == ()
    assert desk.key("document", "d1").id == "d"


def test_an_invariant_is_waited_for_where_what_it_reads_may_settle():
    until = monotonic() + 0.1

    def holds(**_: object) -> None:
        assert monotonic() > until, "not yet"

    def found(schema: Schema) -> list[str]:
        desk = Desk(schema, observe=Observe.NEW)
        counts = Invariant(name="counts", roles=(FOLDER,), call=holds)
        desk.execution.schema = replace(desk.execution.schema, invariants={"counts": counts})
        return [found.check for found in desk.perform("create_folder", "f1")]

    assert found(settling(0.01)) == ["invariant"]
    assert found(settling(5.0)) == []
