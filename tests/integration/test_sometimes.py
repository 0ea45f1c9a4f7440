"""@sometimes in a run: it is sought, covered, and told where there is no way to it."""

from .declared import DECLARED
from .reading import RUN, row, section

WANTED = """
from pytest_resourcegraph import Count, sometimes

@sometimes(when=Count(type=book, under="shelf", at_least=4))
def a_full_shelf(shelf): ...

@sometimes
def a_lonely_book(graph, book):
    return len(graph.living("book")) == 1
"""


def test_it_is_sought_and_counted(pytester, service):
    pytester.makeconftest(DECLARED + WANTED)
    result = pytester.runpytest(*RUN, f"--resource-graph-url={service()}")
    assert result.ret == 0
    assert row(result, "sometimes").split() == ["2", "0", "0"]


def test_it_alone(pytester, service):
    pytester.makeconftest(DECLARED + WANTED)
    result = pytester.runpytest(
        *RUN, f"--resource-graph-url={service()}", "--resource-graph-cover=sometimes(a_full_shelf)"
    )
    assert result.ret == 0
    assert row(result, "steps") == "5"


def test_it_may_be_infeasible(pytester, service):
    pytester.makeconftest(DECLARED + WANTED.replace("== 1", "< 0"))
    result = pytester.runpytest(*RUN, f"--resource-graph-url={service()}")
    assert result.ret == 0
    assert row(result, "sometimes").split() == ["1", "1", "0"]
    assert any("no way was found to make 'a_lonely_book' true" in line for line in section(result))


def test_a_name_that_is_not_there_is_a_usage_error(pytester, service):
    pytester.makeconftest(DECLARED + WANTED)
    result = pytester.runpytest(
        *RUN, f"--resource-graph-url={service()}", "--resource-graph-cover=sometimes(full_shelf)"
    )
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*there is no 'full_shelf' among the sometimes of what is declared", "*a_full_shelf*"])


def test_what_cannot_be_asked_is_a_usage_error(pytester, service):
    pytester.makeconftest(DECLARED + WANTED.replace('graph.living("book")', 'book["title"]'))
    result = pytester.runpytest(*RUN, f"--resource-graph-url={service()}")
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*sometimes 'a_lonely_book' raised KeyError: 'title'"])
