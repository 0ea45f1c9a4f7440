"""The drawing of the graph."""

from pytest_resourcegraph.events.key import Key
from pytest_resourcegraph.graph.graph import ResourceGraph
from pytest_resourcegraph.graph.node import Kind
from pytest_resourcegraph.report.drawing import draw

KINDS = (
    Kind(name="shelf"),
    Kind(name="book", parent="shelf", states=("in", "out"), references={"next": "book", "on": "shelf"}),
    Kind(name="page", parent="book"),
)
S = Key("shelf", 1)
B = Key("book", 1, S)


def full() -> ResourceGraph:
    graph = ResourceGraph(KINDS).create("shelf", 1, alias="s1").create("shelf", 2, alias="s2")
    graph = graph.create("book", 1, parent=S, alias="b1", state="in").create("page", 1, parent=B, alias="p1")
    links = {"next": B, "on": Key("shelf", 2)}
    return graph.create("book", 2, parent=S, alias="b2", state="out", links=links)


def test_an_empty_graph_has_no_lines():
    assert draw(ResourceGraph(KINDS)) == []


def test_the_living_show_their_state_and_what_they_refer_to():
    assert draw(full()) == [
        "shelf s1        alive",
        "├─ book b1      in",
        "│  └─ page p1   alive",
        "└─ book b2      out   -> b1, s2",
        "shelf s2        alive",
    ]


def test_the_dead_show_when_and_with_what_they_ended():
    assert draw(full().destroy(B, step=4).destroy(S, step=5)) == [
        "shelf s1        destroyed in step 5",
        "├─ book b1      destroyed in step 4",
        "│  └─ page p1   destroyed in step 4, with its parent",
        "└─ book b2      destroyed in step 5, with its parent",
        "shelf s2        alive",
    ]
    assert draw(full().destroy(S, step=5))[2] == "│  └─ page p1   destroyed in step 5, with s1"


def test_a_reference_to_the_dead_says_so():
    assert draw(full().destroy(B, step=4))[3] == "└─ book b2      out   -> b1 (destroyed), s2"


def test_owners_are_told_where_there_are_several():
    graph = ResourceGraph(KINDS).create("shelf", 1, alias="s1", owner="anna")
    assert draw(graph) == ["shelf s1   alive"]
    assert draw(graph.create("shelf", 2, alias="s2", owner="bob")) == [
        "shelf s1   alive, owned by anna",
        "shelf s2   alive, owned by bob",
    ]


def test_of_many_siblings_a_few_are_drawn_and_those_that_matter():
    graph = ResourceGraph(KINDS).create("shelf", 1, alias="s1")
    for number in range(1, 41):
        graph = graph.create("book", number, parent=S, alias=f"b{number}", state="in")
    graph = graph.destroy(B, step=9)
    lines = draw(graph, keep={"b33"})
    assert lines[0] == "shelf s1       alive"
    assert [line.split()[2] for line in lines[1:-1]] == ["b1", "b2", "b3", "b4", "b5", "b6", "b7", "b33"]
    assert lines[-1] == "└─ … 32 more   32 alive"
    assert draw(graph, keep={f"b{number}" for number in range(2, 11)})[-1] == ("└─ … 31 more   30 alive, 1 destroyed")


def test_a_wide_tree_still_fits():
    graph = ResourceGraph(KINDS)
    for shelf in range(6):
        graph = graph.create("shelf", shelf, alias=f"s{shelf}")
        for book in range(6):
            graph = graph.create("book", book, parent=Key("shelf", shelf), alias=f"b{shelf}{book}")
    lines = draw(graph, keep={"b44"})
    assert len(lines) <= 24
    assert any("b44" in line for line in lines)


def test_control_characters_are_escaped():
    graph = ResourceGraph(KINDS).create("shelf", 1, alias="a\x1b\n")
    assert draw(graph) == ["shelf a\\x1b\\n   alive"]
