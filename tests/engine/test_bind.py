"""From aliases to real ids, and ids that nobody has."""

import re

import pytest

from pytest_resourcegraph.engine.bind import bind, bind_roles, phantom_id
from pytest_resourcegraph.errors import PlanError
from pytest_resourcegraph.events.key import Id, Key
from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.plan.plan import PHANTOM, Step

from ..testing.archive import archive

F1, F2 = Key("folder", "fol_1"), Key("folder", "fol_2")
D1 = Key("document", "doc_1", F1)
BINDINGS = {("folder", "f1"): F1, ("folder", "f2"): F2, ("document", "d1"): D1}


def symbolic(folder: str, document: str) -> Key:
    return Key("document", document, Key("folder", folder))


def with_ids(*ids: Id) -> ResourceGraph:
    graph = archive().empty_graph()
    for id_ in ids:
        graph = graph.create("folder", id_)
    return graph


def test_an_alias_becomes_its_id():
    assert bind(symbolic("f1", "d1"), BINDINGS, with_ids()) == D1


def test_another_parent_is_taken_at_its_word():
    assert bind(symbolic("f2", "d1"), BINDINGS, with_ids()) == Key("document", "doc_1", F2)


def test_an_alias_that_nothing_bound():
    with pytest.raises(PlanError) as caught:
        bind(Key("folder", "f3"), BINDINGS, with_ids())
    assert str(caught.value) == "folder f3 is used before it was made\nmade so far: f1, f2, d1"


def test_roles_of_a_step():
    step = Step(action="get", roles=(("folder", Key("folder", "f2")), ("document", symbolic("f1", "d1"))))
    assert bind_roles(step, BINDINGS, with_ids()) == {"folder": F2, "document": D1}


def test_an_alias_comes_before_a_real_id_of_the_same_text():
    """A service that counts w1, w2, … itself: f1 is what the plan calls f1."""
    bindings = {("folder", "f1"): Key("folder", "f2"), ("folder", "f2"): Key("folder", "f1")}
    graph = with_ids("f1", "f2")
    assert bind(Key("folder", "f1"), bindings, graph) == Key("folder", "f2")


def test_a_key_that_is_real_stays():
    assert bind(Key("folder", "fol_9"), {}, with_ids("fol_9")) == Key("folder", "fol_9")


def test_a_phantom_is_below_a_real_parent():
    key = bind(symbolic("f1", PHANTOM), BINDINGS, with_ids())
    assert (key.parent, key.id) == (F1, "does-not-exist")


@pytest.mark.parametrize(
    ("known", "form"),
    [
        ("upl_3f9c21ab04", r"upl_[0-9a-f]{10}"),
        ("9b2e7c1a-6f5d-4c3b-8a19-0d1e2f3a4b5c", r"9b2e7c1a-6f5d-4c3b-8a19-0d1e[0-9a-f]{8}"),
        ("01ARZ3NDEKTSV4RRFFQ69G5FAV", r"[0-9A-Z]{26}"),
        ("41", r"1000044"),
        ("a", r"[b-f]"),
        ("my-page", r"[a-z]{2}-[a-z]{4}"),
    ],
)
def test_a_phantom_has_the_form_of_a_real_one(known, form):
    phantom = phantom_id("folder", with_ids(known))
    assert phantom != known
    assert re.fullmatch(form, str(phantom))


def test_a_phantom_of_numbers_is_a_number():
    assert phantom_id("folder", with_ids(3, 2_000_000)) == 3_000_003


def test_nobody_has_the_id_of_a_phantom():
    letters = "abcdef"
    assert phantom_id("folder", with_ids(*letters)) not in list[Id](letters)
    assert phantom_id("folder", with_ids("日本")) != "日本"
    assert phantom_id("folder", with_ids("²")) != "²"
    dead = with_ids("b", "c").destroy(Key("folder", "b"))
    assert phantom_id("folder", dead) not in ("b", "c")
