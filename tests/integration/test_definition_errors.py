"""Wrong declarations: all at once, at collection, as a usage error (exit 4), each in three lines."""

from .reading import RUN

WRONG = """\
from pytest_resourcegraph import ResourceType, action

shelf = ResourceType("shelf")
book = ResourceType("book", parent="shelv", states=("open", "done"))
hen = ResourceType("hen", parent="egg")
egg = ResourceType("egg", parent="hen")

@action(creates="boook")
def create_book(api, shelf):
    pass

@action(moves={book: "open -> finished"})
def finish_book(api, book):
    pass

@action(reads=shelf)
def get_shelf(api, shelf):
    pass

@action(reads=shelf)
def twice(api, shelf):
    pass

@action(reads=shelf)
def twice(api, shelf):
    pass
"""

TOLD = """\
conftest.py:4: resource type 'book' needs a parent type 'shelv' that is not declared
known types: book, egg, hen, shelf
did you mean 'shelf'?

conftest.py:5: resource type 'hen' is its own ancestor: hen -> egg -> hen
each is followed by its parent
take parent= out of one of them

conftest.py:8: action 'create_book' needs a resource type 'boook' that is not declared
known types: book, egg, hen, shelf
did you mean 'book'?

conftest.py:12: action 'finish_book' moves 'book' from or to 'finished', a state that 'book' does not have
known states of 'book': done, open
declare 'finished' or use one of these names

conftest.py:24: action 'twice' is declared a second time
first declared at conftest.py:20
rename one of them; to override it, declare it in the conftest.py of a folder below"""


def _told(pytester, text):
    pytester.makeconftest(text)
    result = pytester.runpytest(*RUN)
    assert result.ret == 4
    assert "resource graph" not in "".join(line for line in result.outlines if line.startswith("==="))
    place = str(pytester.path / "conftest.py")
    return "\n".join(result.errlines).removeprefix("ERROR: ").strip().replace(place, "conftest.py")


def test_all_at_once(pytester):
    assert _told(pytester, WRONG) == TOLD


def test_an_unknown_parameter(pytester):
    told = _told(
        pytester,
        "from pytest_resourcegraph import ResourceType, action\nshelf = ResourceType('shelf')\n"
        "@action(creates=shelf)\ndef create_shelf(api, tmp_pat): pass\n",
    )
    first, known, remedy = told.splitlines()
    assert first == (
        "conftest.py:3: action 'create_shelf' has a parameter 'tmp_pat' that is neither a resource type nor a fixture"
    )
    assert known.startswith("known types: shelf; fixtures: tmp_path, ")
    assert remedy == "did you mean 'tmp_path'?"


def test_an_action_that_can_never_run(pytester):
    told = _told(
        pytester,
        "from pytest_resourcegraph import ResourceType, action\nshelf = ResourceType('shelf')\n"
        "@action(reads=shelf)\ndef get_shelf(api, shelf): pass\n",
    )
    assert told.splitlines()[0] == "conftest.py:3: action 'get_shelf' can never run: nothing creates 'shelf'"
    assert told.splitlines()[-1] == "declare the action that does, or take this one out"


def test_problems_of_several_files_come_together(pytester):
    for name in ("one", "two"):
        folder = pytester.mkdir(name)
        text = f"from pytest_resourcegraph import ResourceType\nthing = ResourceType('thing', parent='{name}thing')\n"
        folder.joinpath("conftest.py").write_text(text, encoding="utf-8")
    result = pytester.runpytest(*RUN, "--import-mode=importlib")
    assert result.ret == 4
    result.stderr.fnmatch_lines(["ERROR: *one/conftest.py:2: *'onething'*", "*two/conftest.py:2: *'twothing'*"])


def test_other_tests_do_not_run(pytester):
    pytester.makeconftest(WRONG)
    pytester.makepyfile("def test_plain(): open('ran', 'w').close()")
    assert pytester.runpytest(*RUN).ret == 4
    assert not pytester.path.joinpath("ran").exists()
