"""--help and --markers tell everything."""

import re

NAMES = (
    "url", "cover", "seed", "max-steps", "budget", "header", "actor", "timeout", "checks", "settles", "observe",
    "shrink", "exports", "baseline", "update-baseline", "replay", "events",
)  # fmt: skip


def test_help_lists_every_option_with_its_ini_twin(pytester):
    result = pytester.runpytest("--help")
    text = " ".join(result.stdout.str().split())
    options = set(re.findall(r"--resource-graph[a-z-]*(?=[= ])", text))
    assert {f"--resource-graph-{name}" for name in NAMES} < options
    for option in options - {"--resource-graph-update-baseline"}:  # nobody wants that in every run
        ini = option.removeprefix("--").replace("resource-graph", "resourcegraph").replace("-", "_")
        assert f"(ini: {ini}" in text, option
        assert re.search(rf"\b{ini} \(\w+\)", text), ini
    assert "(default: transitions and refusals and siblings)" in text
    for ini in (
        "gone (args)", "volatile (args)", "deleted_state (string)", "idempotent (bool)", "actor (linelist)",
        "error_field (string)",
    ):  # fmt: skip
        assert f"resourcegraph_{ini}" in text


def test_markers_are_registered(pytester):
    result = pytester.runpytest("--markers")
    result.stdout.fnmatch_lines(["@pytest.mark.resource(*", "@pytest.mark.resource_graph(*"])


def test_fixtures_are_listed_with_their_documentation(over_http):
    result = over_http.runpytest("--fixtures")
    result.stdout.fnmatch_lines_random(
        ["create_shelf*", "*Takes one step create_shelf, predicted and checked.", "shelf*", "resource_graph*"]
    )


def test_help_with_the_option_leaves_nothing_open(over_http):
    assert over_http.runpytest_subprocess("--help", "--resource-graph", "--resource-graph-events=e.jsonl").ret == 0
