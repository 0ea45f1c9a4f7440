"""Resources for the roles of an action."""

from pytest_resourcegraph.engine.fill import fill
from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.model.action import Role

from ..testing.archive import BELOW, COMMENT, DOCUMENT, DRAFT, FOLDER, LABEL, archive

F1, F2 = Key("folder", 1), Key("folder", 2)
D1, D2 = Key("document", 1, F1), Key("document", 2, F2)


def graph() -> ResourceGraph:
    made = archive().empty_graph().create("folder", 1).create("folder", 2)
    return made.create("document", 1, parent=F1, state="sent").create("document", 2, parent=F2, state="draft")


def test_what_is_given_is_kept():
    assert fill((FOLDER,), {"folder": F2}, graph()) == {"folder": F2}


def test_the_ancestor_of_what_is_given_comes_before_the_first_living():
    assert fill((FOLDER, DOCUMENT), {"document": D2}, graph()) == {"folder": F2, "document": D2}


def test_an_ancestor_may_be_dead():
    dead = graph().destroy(F2)
    assert fill((FOLDER, BELOW), {"document": D2}, dead) == {"folder": F2, "document": D2}


def test_a_role_of_another_name_gets_the_ancestor_that_is_asked_for():
    source = Role(name="source", type="folder")
    paper = Role(name="paper", type="document", below="source")
    assert fill((source, paper), {"paper": D2}, graph()) == {"source": F2, "paper": D2}


def test_what_has_to_be_below_what_is_given_is():
    assert fill((FOLDER, BELOW), {"folder": F2}, graph()) == {"folder": F2, "document": D2}
    assert fill((FOLDER, BELOW), {"folder": F2}, graph().destroy(D2)) is None


def test_a_state_that_is_asked_for():
    assert fill((DRAFT,), {}, graph()) == {"document": D2}


def test_one_resource_fills_one_role():
    two = (Role(name="source", type="folder"), Role(name="target", type="folder"))
    assert fill(two, {"source": F1}, graph()) == {"source": F1, "target": F2}
    assert fill((*two, Role(name="third", type="folder")), {}, graph()) is None


def test_nothing_there():
    assert fill((LABEL,), {}, graph()) is None
    assert fill((COMMENT, FOLDER), {"folder": F1}, graph()) is None
    assert fill((), {}, graph()) == {}
