"""--collect-only lists the sequences and sends nothing."""

from .reading import RUN, SHORT, sent


def test_it_lists_the_items(over_http, service):
    url = service()
    result = over_http.runpytest(*SHORT, f"--resource-graph-url={url}", "--collect-only")
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        [
            "resource graph: * sequences of * steps for 2 types and 7 actions",
            "*<PlannedFile conftest.py>",
            "*<PlannedItem S0001-*>",
        ]
    )
    result.stdout.no_fnmatch_line("*=== resource graph ===*")
    assert sent(url) == []


def test_q_lists_node_ids_only(in_memory):
    result = in_memory.runpytest(*RUN, "--collect-only", "-q")
    listed = [line for line in result.outlines if line]
    assert all(line.startswith("conftest.py::S0") for line in listed[:-1])
    assert listed[-1].endswith(("collected", "s")), listed[-1]


def test_two_collections_are_equal(in_memory):
    one = in_memory.runpytest(*SHORT, "--collect-only", "-q").outlines[:-1]
    two = in_memory.runpytest_subprocess(*SHORT, "--collect-only", "-q").outlines[:-1]
    assert one == two
