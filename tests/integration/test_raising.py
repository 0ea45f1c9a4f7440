"""An action that raises fails its item and no other, and shows where it raised."""

import pytest

from .reading import SHORT, planned_names, row


@pytest.fixture
def raising(in_memory):
    """The suite whose `get_book` does not work."""
    path = in_memory.path / "conftest.py"
    text = path.read_text(encoding="utf-8")

    def make(body):
        path.write_text(
            text.replace("def delete_shelf(api, shelf):", f"def delete_shelf(api, shelf):\n    {body}"),
            encoding="utf-8",
        )
        return in_memory

    return make


def test_it_fails_its_items_only(raising):
    suite = raising("return {}['key']")
    result = suite.runpytest(*SHORT, "--resource-graph-observe=off")
    outcomes = result.parseoutcomes()
    assert outcomes["failed"] > 0
    assert outcomes["passed"] > 0
    assert sum(outcomes.values()) == len(planned_names(suite, *SHORT))
    assert f"{outcomes['failed']} error" in row(result, "sequences")
    result.stdout.fnmatch_lines(
        [
            "*delete_shelf(s1), could not be taken: KeyError: 'key'*",
            "  */conftest.py:*: in delete_shelf",
            "    return {}*",
        ]
    )
    result.stdout.no_fnmatch_line("*pytest_resourcegraph/*")


def test_a_failed_assertion_is_a_finding(raising):
    result = raising("assert 1 == 2, 'arithmetic'").runpytest(*SHORT)
    assert "failed" in row(result, "sequences")
    result.stdout.fnmatch_lines(["delete_shelf: arithmetic*", "*/conftest.py:*: in delete_shelf"])


def test_an_action_may_skip_its_sequence(raising):
    result = raising("pytest.skip('not today')").runpytest(*SHORT, "-rs")
    outcomes = result.parseoutcomes()
    assert result.ret == 0
    assert outcomes["skipped"] > 0
    result.stdout.fnmatch_lines(["SKIPPED*not today*"])


def test_an_action_may_fail_its_sequence(raising):
    result = raising("pytest.fail('not like this')").runpytest(*SHORT)
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*not like this*"])
