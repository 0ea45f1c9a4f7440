"""What a run never does: take for its own what it did not make, or leave what it did make."""

from collections.abc import Callable

import pytest

from pytest_resourcegraph.engine.cleanup import cleanup
from pytest_resourcegraph.errors import PlanError, Problem, TransportError, Unreachable
from pytest_resourcegraph.events.exchange import Exchange, Secrets
from pytest_resourcegraph.events.facts import Found
from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.model.action import Action, Role
from pytest_resourcegraph.model.condition import Predicate, holds
from pytest_resourcegraph.model.effect import Create, Destroy, Move
from pytest_resourcegraph.model.resource import Resource, ResourceType
from pytest_resourcegraph.plan.plan import Step
from pytest_resourcegraph.testing import FakeResponse

from ..declare.building import told_of
from ..declare.test_refusals import making
from ..testing.archive import FOLDER, archive
from ..testing.desk import Desk, Plain, desk_of

MAKE = Step(action="create_folder", makes="f1")
IDEMPOTENT = ResourceType(name="folder", key="title", idempotent=True)
QUEUED = {"status": "queued", "queued_by": {"id": "u7"}}


def service(
    create: Callable[..., object], *others: Action, types: tuple[ResourceType, ...] = (), **calls: Callable[..., object]
) -> tuple[Desk, list[object]]:
    """A desk that creates folders with this call, and the ids of the folders that it destroyed."""
    destroyed: list[object] = []

    def delete(folder: Resource) -> FakeResponse:
        destroyed.append(folder.id)
        return FakeResponse(status_code=204)

    calls = {"create_folder": create, "delete_folder": delete, **calls}
    return desk_of(archive(*others, types=types), **calls), destroyed


def answered(desk: Desk, status: int, body: object, method: str = "POST") -> FakeResponse:
    """A response that the client of the desk has recorded."""
    client = desk.client()
    assert isinstance(client, Plain)
    client.kept.append(Exchange(method=method, url="http://x/", status=status, response_body=body))
    return FakeResponse(status_code=status, body=body)


# -- what is not ours ----------------------------------------------------------------------------------------------


def test_an_id_after_a_refusal_binds_and_destroys_nothing():
    def create() -> object:
        answered(desk, 409, {"error": "taken", "id": "theirs"})
        return "theirs"

    desk, destroyed = service(create)
    verdict = desk.run(MAKE)
    assert [finding.kind for finding in verdict.findings] == ["refused"]
    assert (desk.execution.bindings, destroyed) == ({}, [])


@pytest.mark.parametrize("returned", ["the response", "the id"])
def test_an_id_beside_an_error_binds_and_destroys_nothing_whatever_the_status(returned):
    def create() -> object:
        response = answered(desk, 200, {"error": "taken", "id": "theirs"})
        return response if returned == "the response" else "theirs"

    desk, destroyed = service(create, types=(ResourceType(name="folder", error_field="error"),))
    verdict = desk.run(MAKE)
    assert [(finding.kind, finding.message) for finding in verdict.findings] == [
        ("refused", "create_folder must succeed, but create_folder answered 200 (error): taken (expected success)")
    ]
    assert (desk.execution.bindings, destroyed) == ({}, [])


def test_no_error_is_no_refusal():
    desk, destroyed = service(
        lambda: answered(desk, 200, {"error": None, "id": "ours"}),
        types=(ResourceType(name="folder", error_field="error"),),
    )
    assert desk.run(MAKE).findings == ()
    assert destroyed == ["ours"]


def test_the_id_of_a_neighbour_is_not_that_of_what_was_made():
    desk, destroyed = service(lambda: answered(desk, 202, QUEUED))
    verdict = desk.run(MAKE)
    assert isinstance(verdict.error, TransportError)
    assert "has no id in 'id'" in str(verdict.error)
    assert (desk.execution.bindings, destroyed) == ({}, [])


def test_what_an_idempotent_create_found_is_left_alone():
    desk, destroyed = service(lambda: answered(desk, 200, {"id": "theirs"}), types=(IDEMPOTENT,))
    verdict = desk.run(MAKE)
    assert isinstance(verdict.error, TransportError)
    assert "that this run did not make: theirs" in str(verdict.error)
    assert (desk.execution.bindings, destroyed) == ({}, [])


@pytest.mark.parametrize(("status", "expects"), [(201, ()), (200, (200,))])
def test_what_an_idempotent_create_made_is_ours(status, expects):
    create = Action(name="create_folder", effects=(Create(type="folder"),), expects=frozenset(expects))
    desk, destroyed = service(lambda: answered(desk, status, {"id": "f"}), create, types=(IDEMPOTENT,))
    assert desk.run(MAKE).findings == ()
    assert destroyed == ["f"]


def test_what_an_idempotent_create_gives_again_is_ours():
    statuses = iter((201, 200))
    desk, destroyed = service(lambda: answered(desk, next(statuses), {"id": "f"}), types=(IDEMPOTENT,))
    assert desk.run(MAKE, Step(action="create_folder", makes="f2")).error is None
    assert destroyed == ["f"]


# -- what a failed step made ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [AssertionError("size is 3"), KeyError("size"), KeyboardInterrupt()], ids=repr)
def test_what_a_create_made_before_it_raised_is_cleaned_up(error):
    def create() -> object:
        answered(desk, 201, {"id": "f"})
        raise error

    desk, destroyed = service(create)
    try:
        desk.run(MAKE)
    except KeyboardInterrupt:
        assert isinstance(error, KeyboardInterrupt)
    assert destroyed == ["f"]


def test_what_a_create_made_with_another_status_is_cleaned_up():
    create = Action(name="create_folder", effects=(Create(type="folder"),), expects=frozenset({201}))
    desk, destroyed = service(lambda: answered(desk, 200, {"id": "f"}), create)
    assert [finding.check for finding in desk.run(MAKE).findings] == ["predicted"]
    assert destroyed == ["f"]


def test_a_key_that_was_not_used_again_is_an_error_and_cleaned_up():
    ids = iter("fg")
    desk, destroyed = service(lambda: {"id": (id_ := next(ids)), "title": f"title {id_}"})
    desk.take("create_folder", "f1")
    with pytest.raises(PlanError, match="did not use a taken title again"):
        desk.take("create_folder", "f2", twin=desk.key("folder", "f1"))
    assert desk.of(Found) == []
    assert cleanup(desk.execution, 2) == ()
    assert destroyed == ["g", "f"]


# -- what cleanup does ---------------------------------------------------------------------------------------------


def deleting(errors: dict[object, Exception]) -> tuple[Desk, list[object]]:
    """Folders 1 to 3, and the ids that were asked to end; some raise."""
    asked: list[object] = []

    def delete(folder: Resource) -> None:
        asked.append(folder.id)
        if folder.id in errors:
            raise errors[folder.id]

    desk, _ = service(iter((1, 2, 3)).__next__, delete_folder=delete)
    for number in (1, 2, 3):
        desk.take("create_folder", f"f{number}")
    return desk, asked


def test_each_resource_has_its_own_reason_for_being_left():
    desk, asked = deleting({1: TransportError("no JSON\nat all"), 3: KeyError("etag")})
    left = cleanup(desk.execution, 3)
    assert set(asked) == {1, 2, 3}
    assert [(fact.alias, fact.reason) for fact in left] == [
        ("f1", "delete_folder raised TransportError: no JSON"),
        ("f3", "delete_folder raised KeyError: 'etag'"),
    ]


def test_a_service_that_is_away_is_not_asked_on():
    desk, asked = deleting({2: Unreachable(Problem(what="http://x cannot be reached"))})
    left = cleanup(desk.execution, 3)
    assert asked == [3, 2]
    assert [(fact.alias, fact.reason) for fact in left] == [(f"f{n}", "http://x cannot be reached") for n in (1, 2)]


def test_the_reason_is_masked(monkeypatch):
    desk, _ = deleting({2: RuntimeError("token hunter22 has expired")})
    monkeypatch.setattr(desk.execution, "_secrets", Secrets.of(["hunter22"]))
    (left,) = cleanup(desk.execution, 3)
    assert left.reason == "delete_folder raised RuntimeError: token *** has expired"


def jobs(*, parent: str | None) -> tuple[Action, ...]:
    """A job has to be stopped before it can be deleted."""
    on, off = (Role(name="job", type="job", states=(state,)) for state in ("on", "off"))
    return (
        Action(
            name="create_job", roles=(FOLDER,) if parent else (), call=lambda **_: "j",
            effects=(Create(type="job", parent=parent, state="on"),),
        ),
        Action(name="stop_job", roles=(on,), effects=(Move(role="job", moves=(("on", "off"),)),)),
        Action(name="delete_job", roles=(off,), effects=(Destroy(role="job"),)),
    )  # fmt: skip


def test_what_has_to_be_moved_first_is_moved_and_destroyed():
    done: list[str] = []
    desk, _ = service(
        lambda: 1, *jobs(parent=None), types=(ResourceType(name="job", states=("on", "off")),),
        stop_job=lambda job: done.append("stopped"), delete_job=lambda job: done.append("deleted"),
    )  # fmt: skip
    desk.take("create_job", "j1")
    assert cleanup(desk.execution, 1) == ()
    assert done == ["stopped", "deleted"]


def test_a_parent_that_waits_for_what_has_to_be_moved_first_is_destroyed():
    living = ["job"]
    job = ResourceType(name="job", parent="folder", states=("on", "off"))
    desk, _ = service(
        lambda: 1, *jobs(parent="folder"), types=(job,), delete_job=lambda job: living.clear(),
        delete_folder=lambda folder: FakeResponse(status_code=409 if living else 204),
    )  # fmt: skip
    desk.take("create_folder", "f1")
    desk.take("create_job", "j1", folder="f1")
    assert cleanup(desk.execution, 2) == ()
    assert living == []


# -- what is no prediction -----------------------------------------------------------------------------------------


def test_too_many_requests_is_no_finding():
    desk, _ = service(lambda: answered(desk, 429, None))
    with pytest.raises(TransportError, match="asks to slow down"):
        desk.take("create_folder", "f1")
    assert desk.of(Found) == []


def test_the_graph_shares_nothing_with_what_was_returned():
    tags = ["a"]
    desk, _ = service(lambda: {"id": "f", "tags": tags, "deep": {"tags": tags}})
    desk.take("create_folder", "f1")
    tags.append("b")
    data = desk.execution.graph.get(desk.key("folder", "f1")).data
    assert (data["tags"], data["deep"]) == (["a"], {"tags": ["a"]})


def test_a_condition_that_raises_is_an_error_in_three_lines():
    def has_room(graph: object, roles: object) -> bool:
        raise KeyError("size")

    with pytest.raises(PlanError) as caught:
        holds(Predicate(has_room), ResourceGraph(archive().kinds), {})
    first, *others = str(caught.value).splitlines()
    assert first.endswith(": the condition has_room() holds raised KeyError: 'size'")
    assert len(others) == 2


def test_a_status_of_success_refuses_nothing():
    declared = making(refuses={"after-destroy": 204})
    assert told_of(declared) == [
        f"{declared.origin}: action 'make' refuses 'after-destroy' with 204, which is no refusal\n"
        "a refusal is a status from 400 to 499\n"
        "where the service complies, say refuses={'after-destroy': False}",
    ]
