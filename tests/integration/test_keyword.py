"""-k selects planned items by name."""

from .reading import SHORT, planned_names, row


def test_k_selects_sequences(in_memory):
    names = planned_names(in_memory, *SHORT)
    result = in_memory.runpytest(*SHORT, "-k", names[1])
    assert len(names) > 2
    result.assert_outcomes(passed=1, deselected=len(names) - 1)


def test_what_was_deselected_is_not_called_a_full_pass(in_memory):
    result = in_memory.runpytest(*SHORT, "-k", "S0001")
    result.stdout.fnmatch_lines(["*no findings, but not a full pass: * not run to the end*"])
    assert row(result, "sequences") == "1 (1 passed)"


def test_an_item_is_run_by_its_node_id(in_memory):
    name = planned_names(in_memory, *SHORT)[-1]
    in_memory.runpytest(*SHORT, f"conftest.py::{name}").assert_outcomes(passed=1)


def test_names_are_kept_by_every_selection(in_memory):
    names = planned_names(in_memory, *SHORT)
    assert len(set(names)) == len(names)
    assert all("[" not in name and ":" not in name and len(name) <= 80 for name in names)
