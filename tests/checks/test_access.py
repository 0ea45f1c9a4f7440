"""Other actor: what one owns, another has no part in; and without credentials nothing is to be had."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.engine.observe import Observe
from pytest_resourcegraph.events.claim import REFUSAL, Listed, StatusIs
from pytest_resourcegraph.model.action import Refusal
from pytest_resourcegraph.model.guard import ANONYMOUS
from pytest_resourcegraph.model.schema import Schema
from pytest_resourcegraph.testing import Fault

from ..testing.archive import archive
from ..testing.desk import Desk


def opened(*faults: Fault, schema: Schema | None = None) -> Desk:
    desk = Desk(schema or archive(actors=("ann", "bob"), anonymous=ANONYMOUS), faults=faults, observe=Observe.NEW)
    desk.take("create_folder", "f1")
    desk.take("create_document", "d1", folder="f1")
    return desk


@pytest.mark.parametrize(("kind", "action"), [("reads", "get_document"), ("changes", "delete_document")])
def test_what_another_actor_owns(kind, action):
    (finding,) = opened(Fault(kind=f"other-actor-{kind}", type="document")).findings(action, document="d1", actor="bob")
    assert (finding.check, finding.kind, finding.claims) == ("access", "other-actor", (StatusIs(family=REFUSAL),))
    assert finding.message.startswith(f"document d1 belongs to ann, not to bob, so {action} must be refused, but it")


def test_who_has_no_credentials():
    desk = opened(Fault(kind="anonymous-let-in", type="document"))
    (finding,) = desk.findings("get_document", document="d1", actor=ANONYMOUS)
    assert (finding.check, finding.kind) == ("access", "anonymous")
    assert finding.claims == (StatusIs(statuses=(401, 403, 404), family=REFUSAL),)
    assert finding.message == (
        "nobody has said who asks, so get_document must be refused, but it answered 200 (expected 401 or 403 or 404)"
    )


def test_a_list_that_shows_what_is_not_theirs():
    desk = opened(Fault(kind="list-shown-to-strangers", type="folder"))
    (finding,) = desk.perform("create_folder", "f2")
    assert (finding.check, finding.kind) == ("access", "listed")
    assert finding.message == "folder f1 belongs to ann, but list_folders shows it to bob"
    assert finding.claims == (Listed(path=(), field="id", value=desk.key("folder", "f1").id, times=0),)


def test_a_list_of_what_everybody_may_read_is_shown_to_everybody():
    public = dict.fromkeys(Refusal, frozenset[int]())
    del public[Refusal.OTHER_ACTOR]
    reader = replace(archive().actions["get_folder"], refusals=public)
    schema = archive(reader, actors=("ann", "bob"))
    faults = [Fault(kind=kind, type="folder") for kind in ("list-shown-to-strangers", "other-actor-reads")]
    assert opened(*faults, schema=schema).perform("create_folder", "f2") == ()


def test_the_clean_twin_is_silent():
    desk = opened()
    for actor in ("bob", ANONYMOUS):
        for action in ("get_document", "delete_document", "send_document"):
            assert desk.findings(action, document="d1", actor=actor) == ()
    assert desk.findings("list_folders", actor=ANONYMOUS) == ()
    assert desk.findings("create_folder", "f9", actor=ANONYMOUS) == ()
    assert desk.perform("create_folder", "f2") == ()
    assert desk.perform("create_folder", "f3", actor="bob") == ()
