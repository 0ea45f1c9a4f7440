"""Without --resource-graph nothing is planned, shown or loaded."""

import pytest

from .declared import DECLARED

ABOVE = """
import json, sys

def pytest_unconfigure(config):
    open("loaded.json", "w").write(json.dumps(sorted(sys.modules)))
"""
HEAVY = ("requests", "urllib3", "jsonschema", "yaml", "rpds", "sqlite3", "pytest_resourcegraph.engine")


def _loaded(pytester: pytest.Pytester) -> list[str]:
    return (pytester.path / "loaded.json").read_text(encoding="utf-8").strip("[]").replace('"', "").split(", ")


def test_a_suite_with_declarations_has_no_items_of_ours(over_http):
    over_http.makepyfile("def test_plain(): pass")
    result = over_http.runpytest("-v")
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*resource graph*")
    result.stdout.no_fnmatch_line("*conftest.py*")


def test_a_suite_without_declarations_loads_nothing(pytester):
    pytester.makeconftest(ABOVE)
    pytester.makepyfile("def test_plain(): pass")
    assert pytester.runpytest_subprocess().ret == 0
    ours = {name for name in _loaded(pytester) if name.startswith("pytest_resourcegraph")}
    assert ours == {
        "pytest_resourcegraph",
        "pytest_resourcegraph.plugin",
        "pytest_resourcegraph.plugin.options",
    }
    assert [name for name in _loaded(pytester) if name.startswith(HEAVY)] == []


def test_an_option_of_ours_alone_changes_nothing(over_http):
    over_http.makepyfile("def test_plain(): pass")
    result = over_http.runpytest("--resource-graph-events=e.jsonl", "--resource-graph-budget=nonsense")
    result.assert_outcomes(passed=1)
    assert not over_http.path.joinpath("e.jsonl").exists()


def test_our_names_are_free_for_fixtures_of_a_user(pytester):
    pytester.makepyfile(
        """
        import pytest

        @pytest.fixture
        def api(): return 1

        @pytest.fixture
        def graph(): return 2

        @pytest.fixture
        def sequence(): return 3

        def test_own(api, graph, sequence): assert (api, graph, sequence) == (1, 2, 3)
        """
    )
    pytester.makeconftest(DECLARED)
    pytester.runpytest().assert_outcomes(passed=1)


def test_tests_by_hand_work_without_the_option(in_memory):
    in_memory.makepyfile("def test_by_hand(create_shelf, get_shelf): get_shelf(create_shelf())")
    result = in_memory.runpytest("-W", "error")
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*resource graph*")


def test_tests_by_hand_work_without_the_option_in_workers(in_memory):
    in_memory.makepyfile(
        "import pytest\n"
        "def test_by_hand(create_shelf, get_shelf): get_shelf(create_shelf())\n"
        "@pytest.mark.resource_graph(cover='actions')\n"
        "def test_planned(sequence): sequence.run()\n"
    )
    result = in_memory.runpytest("-n", "2")
    assert result.ret == 0
    assert result.parseoutcomes()["passed"] >= 2


def test_a_hook_of_ours_is_known_where_nothing_is_planned(pytester):
    pytester.makeconftest("def pytest_resourcegraph_actors(config): return {}")
    pytester.makepyfile("def test_plain(): pass")
    pytester.runpytest("-W", "error").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("hook", "told"),
    [
        ("pytest_resourcegraph_actors(who)", "Argument(s) {'who'} are declared in the hookimpl but can not be found"),
        ("pytest_resourcegraph_actor(config)", "unknown hook 'pytest_resourcegraph_actor'"),
    ],
)
def test_a_hook_that_is_none_of_ours_is_told_where_nothing_is_planned(pytester, hook, told):
    pytester.makeconftest(f"def {hook}: return {{}}")
    pytester.makepyfile("def test_plain(): pass")
    result = pytester.runpytest_subprocess()
    assert result.ret != 0
    assert told in result.stdout.str() + result.stderr.str()
