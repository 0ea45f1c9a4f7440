"""--resource-graph-checks: which oracles are on; checks= of an action or a type says so for its steps."""

import pytest

from .declared import DECLARED
from .reading import RUN


def _ret(pytester, url, *options):
    result = pytester.runpytest(*RUN, f"--resource-graph-url={url}", "--resource-graph-shrink=0", *options)
    assert result.ret in (0, 1), result.stderr.str()
    return result.ret


@pytest.mark.parametrize(
    ("names", "ret"),
    [("gone", 1), ("-gone", 0), ("lifecycle", 0), ("-lifecycle", 1), ("lifecycle, gone", 1), ("-gone,-body", 0)],
)
def test_it_turns_checks_on_and_off(over_http, service, names, ret):
    assert _ret(over_http, service("orphan"), f"--resource-graph-checks={names}") == ret


def test_the_ini_value(over_http, service):
    over_http.makeini("[pytest]\nresourcegraph_checks = -gone\n")
    assert _ret(over_http, service("orphan")) == 0
    assert _ret(over_http, service("orphan"), "--resource-graph-checks=gone") == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [("reads=book)", "reads=book, checks={'gone': False})"), ('"book", ', '"book", checks={"gone": False}, ')],
)
def test_an_action_or_a_type_says_so_for_its_steps(pytester, service, before, after):
    text = DECLARED.replace("destroys=book)", "destroys=book, refuses=False)")
    pytester.makeconftest(text)
    assert _ret(pytester, service("orphan")) == 1
    pytester.makeconftest(text.replace(before, after))
    assert _ret(pytester, service("orphan")) == 0


def test_the_command_in_the_report_has_them(over_http, service):
    options = (f"--resource-graph-url={service('orphan')}", "--resource-graph-checks=-body,-listed")
    result = over_http.runpytest(*RUN, *options)
    result.stdout.fnmatch_lines(["  Again: *--resource-graph-checks=-body,-listed*"])


def test_invariants_are_turned_off_by_name(over_http, service):
    path = over_http.path / "conftest.py"
    path.write_text(
        path.read_text(encoding="utf-8") + "\nfrom pytest_resourcegraph import invariant\n"
        "@invariant\ndef has_two_names(api, shelf): assert shelf.id == 'two'\n",
        encoding="utf-8",
    )
    assert _ret(over_http, service()) == 1
    assert _ret(over_http, service(), "--resource-graph-checks=-invariant") == 0


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_an_unknown_name_is_a_usage_error(over_http, service, workers):
    result = over_http.runpytest_subprocess(
        *RUN, f"--resource-graph-url={service()}", "--resource-graph-checks=gonne", *workers
    )
    assert result.ret == 4
    text = result.stdout.str() + result.stderr.str()
    assert (
        text.count("--resource-graph-checks names 'gonne', which is no check\nknown checks: access, alive, body,") == 1
    )
    assert text.count("did you mean 'gone'?") == 1


def test_an_unknown_name_in_a_declaration_is_a_usage_error(pytester, service):
    pytester.makeconftest(
        DECLARED.replace("reads=book)", "reads=book, checks={'gonne': False})").replace(
            '"book", ', '"book", checks={"bodies": False}, '
        )
    )
    result = pytester.runpytest(*RUN, f"--resource-graph-url={service()}")
    assert result.ret == 4
    result.stderr.fnmatch_lines(
        [
            "ERROR: *conftest.py:4: resource type 'book' has checks= for 'bodies', which is no check",
            "known checks: *",
            "did you mean 'body'?",
            "*conftest.py:*: action 'get_book' has checks= for 'gonne', which is no check",
            "known checks: *",
            "did you mean 'gone'?",
        ]
    )
