"""-q is one line, -v gives all reasons, -vv the trace of a failure."""

from .reading import RUN, section


def test_q_is_one_line(in_memory):
    result = in_memory.runpytest(*RUN, "-q")
    ours = [line for line in result.outlines if "resource graph" in line]
    assert ours == [
        next(line for line in result.outlines if line.startswith("resource graph: 2 sequences (2 passed), "))
    ]


def test_q_still_shows_the_failure(in_memory, monkeypatch):
    monkeypatch.setenv("MODE", "orphan")
    result = in_memory.runpytest(*RUN, "-q")
    result.stdout.fnmatch_lines(["book b1 must be gone*", "  Again:  pytest *", "resource graph: *; 1 finding*"])


def test_v_names_the_items(in_memory):
    in_memory.runpytest(*RUN, "-v").stdout.fnmatch_lines(
        ["conftest.py::S0001-* PASSED*", "conftest.py::S0002-* PASSED*"]
    )


def test_v_shows_the_failing_step_on_the_wire_and_vv_the_trace(over_http, service):
    usual, more, most = (
        over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", *option).stdout.str()
        for option in ((), ("-v",), ("-vv",))
    )
    assert "on the wire" not in usual
    assert "on the wire" in more
    assert "  Trace" not in more
    assert "on the wire" in most
    assert "  Trace" in most


def test_a_failure_fits_one_screen(in_memory, monkeypatch):
    monkeypatch.setenv("MODE", "orphan")
    lines = in_memory.runpytest(*RUN).outlines
    first = next(number for number, line in enumerate(lines) if line.startswith("book b1 must be gone"))
    last = next(number for number, line in enumerate(lines) if "Again:" in line)
    assert last - first < 24


def test_tb_line_is_one_line(in_memory, monkeypatch):
    monkeypatch.setenv("MODE", "orphan")
    lines = in_memory.runpytest(*RUN, "--tb=line").outlines
    # The failure, and the summary of ours; pytest's own summary is as long as the terminal is wide, or longer in CI.
    assert sum("must be gone" in line and not line.startswith("FAILED ") for line in lines) == 1 + 1


def test_tb_no_is_silent_about_the_sequence(in_memory, monkeypatch):
    monkeypatch.setenv("MODE", "orphan")
    result = in_memory.runpytest(*RUN, "--tb=no")
    result.stdout.no_fnmatch_line("*Sequence:*")
    assert "1 finding" in section(result)[-1]


def test_the_summary_of_pytest_has_the_headline(in_memory, monkeypatch):
    monkeypatch.setenv("MODE", "orphan")
    monkeypatch.setenv("COLUMNS", "400")
    in_memory.runpytest(*RUN).stdout.fnmatch_lines(["FAILED conftest.py::S0002-* - book b1 must be gone*"])
