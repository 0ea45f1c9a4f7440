"""Several conftest.py files in a tree scope their declarations as fixtures are scoped."""

import pytest

from .declared import DECLARED
from .reading import RUN, events, section

PAGE = """
from itertools import count

from pytest_resourcegraph import ResourceType, action

page = ResourceType("page", parent="book")

pages = []
ids = count(1)

@action(creates=page, refuses=False)
def create_page(book):
    pages.append(next(ids))
    return {"id": pages[-1]}

@action(destroys=page, refuses=False)
def delete_page(page):
    pages.remove(page.id)
"""


@pytest.fixture
def tree(in_memory):
    """`conftest.py` declares shelves and books, `inner/conftest.py` pages of a book."""
    inner = in_memory.mkdir("inner")
    inner.joinpath("conftest.py").write_text(PAGE, encoding="utf-8")
    return in_memory


def test_an_inner_one_sees_the_outer_and_plans_its_own_goals_only(tree):
    result = tree.runpytest(*RUN, "--resource-graph-observe=off")
    assert result.ret == 0, result.stdout.str()
    lines = [line.partition(";")[0] for line in section(result) if " actions; " in line]
    assert lines == ["  conftest.py: 2 types, 7 actions", "  inner/conftest.py: 1 type, 2 actions"]
    assert [line.split()[1] for line in section(result) if line.startswith("  transitions")] == ["9", "3"]
    assert "every action was reached and every planned sequence ran" in section(result)[-1]


def test_an_outer_one_does_not_see_the_inner(tree):
    tree.makepyfile("def test_outer(page): pass")
    result = tree.runpytest("test_an_outer_one_does_not_see_the_inner.py")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*fixture 'page' not found*"])


def test_tests_see_what_is_declared_above_them(tree):
    text = "def test_inner(create_page, page, create_shelf): create_shelf()"
    tree.path.joinpath("inner", "test_inner.py").write_text(text, encoding="utf-8")
    tree.runpytest("inner/test_inner.py").assert_outcomes(passed=1)


def test_an_inner_action_overrides_an_outer_one(tree):
    tree.path.joinpath("inner", "conftest.py").write_text(
        "from pytest_resourcegraph import action\n"
        "@action(reads='shelf')\n"
        "def get_shelf(api, shelf):\n"
        "    print('the inner one')\n"
        "    return api.get(f'/shelves/{shelf.id}')\n",
        encoding="utf-8",
    )
    result = tree.runpytest(*RUN, "-rP", "-k", "get_shelf")
    assert result.ret == 0
    lines = [line.strip().partition(";")[0] for line in section(result) if " cover " in line]
    assert lines == ["conftest.py: 2 types, 7 actions", "inner/conftest.py: 0 types, 1 action"]
    assert "the inner one" in result.stdout.str()


def test_siblings_do_not_know_each_other(pytester, service):
    for name in ("one", "two"):
        folder = pytester.mkdir(name)
        url = service("clean" if name == "one" else "orphan")
        text = f"{DECLARED}\nimport pytest\n@pytest.fixture(scope='session')\ndef resource_url(): return '{url}'\n"
        text += f"def pytest_resourcegraph_actors(): return {{'{name}': {{'X-User': '{name}'}}}}\n"
        folder.joinpath("conftest.py").write_text(text, encoding="utf-8")
    result = pytester.runpytest(*RUN, "--import-mode=importlib")
    outcomes = result.parseoutcomes()
    assert outcomes["failed"] >= 1  # each folder has a service of its own, and only that of the second has a bug
    assert outcomes["passed"] >= 2
    failed = [line for line in result.outlines if line.startswith("FAILED")]
    assert all(line.startswith("FAILED two/conftest.py::") for line in failed)


def test_a_wrong_inner_one_is_told_with_its_place(tree):
    path = tree.path / "inner" / "conftest.py"
    path.write_text(path.read_text(encoding="utf-8").replace('parent="book"', 'parent="bok"'), encoding="utf-8")
    result = tree.runpytest(*RUN)
    assert result.ret == 4
    result.stderr.fnmatch_lines(["ERROR: *inner/conftest.py:*'bok'*", "known types: *", "did you mean 'book'?"])


def _said(folder, text):
    folder.joinpath("resourcegraph.yaml").write_text(f"actions:\n  finish_book: {text}\n", encoding="utf-8")


def _found(pytester):
    kept = events(pytester.path / "e.jsonl")
    return {
        one["sequence"].partition("::")[0] for one in kept if one["fact"] == "Found" and one["check"] == "lifecycle"
    }


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ("{}", set()),
        ("{cost: 2}", set()),
        ("{cost: 2, refuses: [wrong-state]}", set()),
        ("{checks: {lifecycle: true}}", {"inner/conftest.py"}),
        ("{checks: {}}", {"inner/conftest.py"}),
    ],
)
def test_what_the_files_of_two_folders_say_of_one_action_holds_in_the_inner_one(tree, monkeypatch, inner, found):
    """The outer one keeps a check from an action with a bug; the inner one may say otherwise of that field only."""
    monkeypatch.setenv("MODE", "eager")
    _said(tree.path, "{checks: {lifecycle: false}}")
    _said(tree.path / "inner", inner)
    result = tree.runpytest(*RUN, "--resource-graph-events=e.jsonl", "--resource-graph-shrink=0")
    assert _found(tree) == found
    planned = [line.strip().partition(";")[0] for line in section(result) if " cover " in line][-1]
    assert planned == f"inner/conftest.py: 1 type, {2 if inner == '{}' else 3} actions"
