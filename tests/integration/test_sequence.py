"""The `sequence` fixture: planned sequences as parameters of a user's own test."""

import pytest

MARKED = "import pytest\n@pytest.mark.resource_graph({})\ndef test_it(sequence): sequence.run()\n"


@pytest.fixture
def run(in_memory):
    """Runs the marked test with these arguments of the mark."""

    def run(arguments, *options):
        in_memory.makepyfile(test_it=MARKED.format(arguments))
        return in_memory.runpytest("test_it.py", *options)

    return run


def test_it_is_parametrized_by_the_scheduler(run):
    result = run("cover='pairs', max_steps=12", "-v")
    assert result.ret == 0
    assert result.parseoutcomes()["passed"] > 1
    result.stdout.fnmatch_lines(["test_it.py::test_it[[]S0001-*[]] PASSED*"])


def test_max_steps_and_seed_are_of_this_test(run):
    few, many = (run(f"max_steps={most}, seed=3").parseoutcomes()["passed"] for most in (20, 4))
    assert few < many


def test_it_is_planned_with_the_option_too(run):
    result = run("cover='actions'", "--resource-graph")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["  test_it.py::test_it: 2 types, 7 actions; cover actions: 1 sequence of * steps"])


def test_a_finding_fails_it(run, monkeypatch):
    monkeypatch.setenv("MODE", "stays")
    result = run("cover='transitions and refusals'")
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [">*sequence.run()", "E *must be gone*", "E *Shortest reproduction: * steps", "E *<- expected 404 or 410"]
    )
    result.stdout.no_fnmatch_line("*pytest_resourcegraph/*")


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ("covers='pairs'", "covers='pairs'"),
        ("'pairs'", "'pairs'"),
        ("max_steps='many'", "max_steps='many'"),
        ("seed=True", "seed=True"),
    ],
)
def test_a_mark_that_is_not_understood_ends_the_run(run, arguments, shown):
    result = run(arguments)
    assert result.ret == 4
    assert [line for line in result.errlines if line] == [
        f"ERROR: test_it.py::test_it: @pytest.mark.resource_graph({shown}) is not understood",
        "known arguments: cover='…', max_steps=N, seed=N",
        "give them by keyword",
    ]


def test_a_cover_that_is_not_understood_ends_the_run(run):
    result = run("cover='everything'")
    assert result.ret == 4
    result.stderr.fnmatch_lines(["*everything*", "*known*"])


def test_without_a_mark_it_says_what_to_do(in_memory):
    in_memory.makepyfile("def test_it(sequence): pass")
    result = in_memory.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["*the fixture 'sequence' is there for marked tests only", "known mark: *", "mark the test with it"]
    )


def test_lf_keeps_its_ids(run, monkeypatch):
    monkeypatch.setenv("MODE", "stays")
    failed = run("max_steps=5").parseoutcomes()["failed"]
    run("max_steps=5", "--lf").assert_outcomes(failed=failed)
