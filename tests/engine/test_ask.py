"""A step as it is asked for, and which resources it reaches."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.engine.ask import Ask, addressed
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.model.action import Action, Refusal, Role
from pytest_resourcegraph.model.guard import broken
from pytest_resourcegraph.model.resource import ResourceType
from pytest_resourcegraph.model.schema import Schema

from ..testing.archive import archive

F1, F2, F3 = (Key("folder", name) for name in ("f1", "f2", "f3"))
IN_F1, IN_F2 = Key("document", "report", F1), Key("document", "report", F2)
GET = archive().actions["get_document_in_folder"]


@pytest.fixture
def graph() -> ResourceGraph:
    """Two folders with a document of the same name, which is its id, and an empty one."""
    made = archive().empty_graph()
    for folder in (F1, F2, F3):
        made = made.create("folder", folder.id)
    for document in (IN_F1, IN_F2):
        made = made.create("document", document.id, parent=document.parent, state="draft")
    return made


def test_the_namesake_in_the_other_parent_is_what_is_reached(graph):
    asked = Ask(action=GET, roles={"folder": F2, "document": IN_F1}, refusal=Refusal.WRONG_PARENT)
    assert addressed(asked, graph) == replace(asked, roles={"folder": F2, "document": IN_F2}, refusal=None)


@pytest.mark.parametrize(("folder", "refusal"), [(F1, None), (F3, Refusal.WRONG_PARENT)])
def test_what_is_there_or_nowhere_stays_as_it_was_asked_for(graph, folder, refusal):
    asked = Ask(action=GET, roles={"folder": folder, "document": IN_F1}, refusal=refusal)
    assert addressed(asked, graph) is asked


def test_nothing_is_wrong_with_a_parent_that_is_the_right_one(graph):
    asked = Ask(action=GET, roles={"folder": F1, "document": IN_F1}, refusal=Refusal.WRONG_PARENT)
    assert addressed(asked, graph) == replace(asked, refusal=None)


def test_a_dead_namesake_is_not_reached(graph):
    asked = Ask(action=GET, roles={"folder": F2, "document": IN_F1})
    assert addressed(asked, graph.destroy(IN_F2)) is asked


FIRST, SECOND = Key("a", 1), Key("a", 2)
LOWER = Action(
    name="get",
    roles=(Role(name="c", type="c", below="b"), Role(name="b", type="b", below="a"), Role(name="a", type="a")),
    reads="c",
)
FLAT = Action(name="get", roles=(Role(name="b", type="b", uses_parent=True),), reads="b")


@pytest.fixture
def counted() -> ResourceGraph:
    """Three levels, each parent with an id 1 of its own in it."""
    parents = {"a": None, "b": "a", "c": "b"}
    types = {name: ResourceType(name=name, parent=parent) for name, parent in parents.items()}
    made = Schema(types=types, actions={}).empty_graph()
    for top in (FIRST, SECOND):
        middle = Key("b", 1, top)
        for key in (top, middle, Key("c", 1, middle)):
            made = made.create(key.type, key.id, parent=key.parent)
    return made


def test_what_hangs_below_a_namesake_is_reached_with_it(counted):
    there, here = Key("b", 1, FIRST), Key("b", 1, SECOND)
    asked = Ask(action=LOWER, roles={"a": SECOND, "b": there, "c": Key("c", 1, there)}, refusal=Refusal.WRONG_PARENT)
    reached = addressed(asked, counted)
    assert reached == replace(asked, roles={"a": SECOND, "b": here, "c": Key("c", 1, here)}, refusal=None)
    assert broken(LOWER, counted, reached.roles) == ()


def test_who_is_named_with_the_parent_may_be_there(counted):
    asked = Ask(action=FLAT, roles={"b": Key("b", 1, SECOND)}, refusal=Refusal.WRONG_PARENT)
    assert addressed(asked, counted) == replace(asked, refusal=None)
    nowhere = replace(asked, roles={"b": Key("b", 2, SECOND)})
    assert addressed(nowhere, counted) is nowhere
