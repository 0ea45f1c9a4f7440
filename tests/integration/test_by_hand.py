"""Actions and types as fixtures of tests that are written by hand."""

import pytest


@pytest.fixture
def run(in_memory):
    """Runs one test module in the suite in memory."""

    def run(text, *options):
        in_memory.makepyfile(test_it="import pytest\n" + text)
        return in_memory.runpytest("test_it.py", *options)

    return run


def test_an_action_gives_the_handle_of_what_it_created(run):
    run(
        """
def test_it(create_shelf, create_book, finish_book, resource_graph, resource_api):
    s = create_shelf()
    b = create_book(shelf=s)
    assert (b.parent, b.state, b.alive) == (s, "open", True)
    finish_book(b)
    assert b.state == "done"
    assert resource_graph.children(s) == (b,)
    assert resource_api.get(f"/books/{b.id}").json()["status"] == "done"
"""
    ).assert_outcomes(passed=1)


def test_a_refusal_is_predicted_and_checked(run, monkeypatch):
    text = """
def test_it(create_shelf, create_book, delete_shelf, get_book, resource_graph):
    s = create_shelf()
    b = create_book(s)
    delete_shelf(s)
    assert not resource_graph.exists(b)
    get_book(b)
"""
    run(text).assert_outcomes(passed=1)
    monkeypatch.setenv("MODE", "orphan")
    result = run(text)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [">*delete_shelf(s)", "E *book b1 must be gone: its parent s1 was destroyed in step 3*"]
    )
    result.stdout.no_fnmatch_line("*pytest_resourcegraph/*")


def test_a_type_is_a_living_resource_in_the_state_asked_for(run):
    run(
        """
def test_any(book): assert book.alive and book.state == "open"

@pytest.mark.resource(book="done")
def test_done(book, shelf): assert book.state == "done" and book.parent == shelf
"""
    ).assert_outcomes(passed=2)


@pytest.mark.parametrize(("mark", "text"), [("book='lost'", "lost"), ("shelf='open'", "open")])
def test_a_state_that_there_is_not_says_so(run, mark, text):
    result = run(f"@pytest.mark.resource({mark})\ndef test_it({mark.partition('=')[0]}): pass\n")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*{text}*"])


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ("create_book()", "create_book() needs shelf"),
        ("create_book(shelf=s, boook=s)", "create_book() has no parameter 'boook' for a resource"),
        ("create_book(s, s)", "create_book() takes 1 resource*, not 2"),
    ],
)
def test_a_wrong_call_says_what_is_known(run, call, text):
    result = run(f"def test_it(create_shelf, create_book):\n    s = create_shelf()\n    {call}\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"E *{text}*"])


def test_what_a_test_made_is_cleaned_up(run):
    run(
        """
def test_makes(create_shelf, memory): create_shelf()

def test_fails(create_shelf, memory):
    create_shelf()
    assert False

def test_sees(memory): assert memory.shelves.kept and all(one["dead"] for one in memory.shelves.kept.values())
"""
    ).assert_outcomes(passed=2, failed=1)


def test_what_an_action_raises_reaches_the_test(in_memory, run):
    path = in_memory.path / "conftest.py"
    head = "def finish_book(api, book):"
    path.write_text(
        path.read_text(encoding="utf-8").replace(head, f"{head}\n    raise ValueError('no')"), encoding="utf-8"
    )
    text = """
def test_expected(book, finish_book):
    with pytest.raises(ValueError, match="no"): finish_book(book)

def test_not(book, finish_book): finish_book(book)
"""
    result = run(text)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*def finish_book(api, book):", ">*raise ValueError('no')", "E *ValueError: no"])
    result.stdout.no_fnmatch_line("*pytest_resourcegraph/*")


def test_they_are_counted_in_the_summary(in_memory, run):
    result = run("def test_it(shelf): pass\n", "--resource-graph")
    result.stdout.fnmatch_lines(["  hand-written   1 test"])


def test_fixtures_in_a_class_and_with_parameters(run):
    run(
        """
class TestIt:
    @pytest.mark.parametrize("n", [1, 2])
    def test_it(self, create_shelf, n):
        for _ in range(n): create_shelf()
"""
    ).assert_outcomes(passed=2)


def test_values_stay_unique_when_a_test_runs_again(in_memory):
    in_memory.makepyfile(
        test_it="def test_it(create_shelf, memory):\n"
        "    create_shelf()\n"
        "    names = [one['name'] for one in memory.shelves.kept.values()]\n"
        "    assert len(set(names)) == len(names)\n"
    )
    in_memory.runpytest("test_it.py", "test_it.py", "--keep-duplicates").assert_outcomes(passed=2)


def test_a_wrong_declaration_fails_the_test_with_its_text(in_memory, run):
    path = in_memory.path / "conftest.py"
    path.write_text(path.read_text(encoding="utf-8").replace("creates=book", "creates='boook'"), encoding="utf-8")
    result = run("def test_it(shelf): pass\n")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["*conftest.py:*'boook' that is not declared", "known types: book, shelf", "did you mean 'book'?"]
    )
