"""--setup-plan shows the fixtures of each sequence and runs nothing; --setup-show shows them and runs."""

from .reading import RUN, sent


def test_setup_plan_sends_nothing(over_http, service):
    url = service()
    result = over_http.runpytest(*RUN, f"--resource-graph-url={url}", "--setup-plan")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["*SETUP    F resource_api*", "*conftest.py::S0001-* (fixtures used: *resource_api*)*"])
    result.stdout.no_fnmatch_line("*=== resource graph ===*")
    assert sent(url) == []


def test_setup_show_runs(over_http, service):
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service()}", "--setup-show")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*SETUP    F resource_api*"])
