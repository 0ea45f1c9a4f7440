"""A step as it is asked for, and which resources it reaches."""

from dataclasses import replace

import pytest

from pytest_resourcegraph.engine.ask import Ask, addressed
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.model.action import Refusal

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


@pytest.mark.parametrize("folder", [F1, F3])
def test_what_is_there_or_nowhere_stays_as_it_was_asked_for(graph, folder):
    asked = Ask(action=GET, roles={"folder": folder, "document": IN_F1}, refusal=Refusal.WRONG_PARENT)
    assert addressed(asked, graph) is asked


def test_a_dead_namesake_is_not_reached(graph):
    asked = Ask(action=GET, roles={"folder": F2, "document": IN_F1})
    assert addressed(asked, graph.destroy(IN_F2)) is asked
