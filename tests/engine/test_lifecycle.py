"""The walk through the states of a type that are only shown: what it learns, what it finds, and when it ends."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.engine.doubt import Stopped
from pytest_resourcegraph.engine.lifecycle import LONGEST, REFUSED, Explorer, explorable, movers
from pytest_resourcegraph.model.effect import Create, Update
from pytest_resourcegraph.testing import FakeResponse

from ..testing.archive import archive
from ..testing.desk import desk_of

MOVES = {("draft", "send_document"): "sent", ("sent", "file_document"): "filed"}


class _Service:
    """Documents in folders; ``moves`` says what is possible."""

    def __init__(self, moves=None, *, orphans=False):
        self.moves = MOVES if moves is None else moves
        self.orphans = orphans
        self.kept = {}
        self.folders = set()

    def create_folder(self):
        self.folders.add(len(self.folders) + 1)
        return {"id": len(self.folders)}

    def delete_folder(self, folder):
        self.folders.discard(folder.id)
        return FakeResponse(status_code=204)

    def create_document(self, folder):
        self.kept[len(self.kept) + 1] = "draft"
        return {"id": len(self.kept), "status": "draft"}

    def get_document(self, document):
        gone = document.key.parent.id not in self.folders and not self.orphans
        return FakeResponse(status_code=404) if gone else {"id": document.id, "status": self.kept[document.id]}

    def move(self, name):
        def call(document):
            target = self.moves.get((self.kept[document.id], name))
            if target is None:
                return FakeResponse(status_code=409)
            self.kept[document.id] = target
            return {"id": document.id, "status": target}

        return call


def _explorer(service, **other):
    schema = archive()
    shown = replace(schema.types["document"], states=(), shown_states=("draft", "sent", "filed"))
    anyone = schema.actions["get_document"].roles
    verbs = {
        name: replace(
            schema.actions[name], effects=(Update(role="document"),), roles=anyone, moving=True, doubtful=True
        )
        for name in ("send_document", "file_document")
    }
    create = replace(
        schema.actions["create_document"], effects=(Create(type="document", parent="folder"),), doubtful=True
    )
    rest = {name: schema.actions[name] for name in ("create_folder", "delete_folder", "get_document")}
    schema = replace(
        schema, types={**schema.types, "document": shown}, actions={**rest, "create_document": create, **verbs}
    )
    names = ("create_folder", "delete_folder", "create_document", "get_document")
    calls = {name: getattr(service, name) for name in names} | {name: service.move(name) for name in verbs}
    desk = desk_of(schema, **(calls | other))
    return Explorer(desk.execution, desk.observer, "document")


def test_what_is_worth_a_walk():
    schema = _explorer(_Service()).execution.schema
    assert explorable(schema) == ("document",)
    assert [one.name for one in movers(schema, "document")] == ["send_document", "file_document"]
    assert explorable(archive()) == ()


def test_every_action_is_tried_in_every_state():
    explorer = _explorer(_Service())
    assert explorer.go() == ()
    learned = {key: target for key, target in explorer.moves.items() if target != REFUSED}
    assert learned == MOVES
    states, verbs = ("draft", "sent", "filed"), ("send_document", "file_document")
    assert {(state, verb) for state in states for verb in verbs} <= set(explorer.moves)


def test_what_survives_its_parent_is_found():
    (finding,) = _explorer(_Service(orphans=True)).go()
    assert finding.check == "gone"


def test_it_ends_where_there_is_no_end_of_states():
    moves = {(a, verb): b for a, b in (("draft", "sent"), ("sent", "filed"), ("filed", "draft"))
             for verb in ("send_document", "file_document")}  # fmt: skip
    explorer = _explorer(_Service(moves))
    assert explorer.go() == ()
    assert explorer.number <= LONGEST + 10
    assert {key: target for key, target in explorer.moves.items() if target} == moves


def test_what_cannot_be_made_is_declined():
    refuse = {"create_document": lambda folder: FakeResponse(status_code=422, body={"error": "no stamp"})}
    with pytest.raises(Stopped, match="no stamp"):
        _explorer(_Service(), **refuse).go()
