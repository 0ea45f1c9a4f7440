"""@regression: what was found once is run first in every run."""

import pytest

from .declared import DECLARED
from .reading import RUN, planned_names, row, section, token

PIN = "\nfrom pytest_resourcegraph import regression\n"


@pytest.fixture
def found(over_http, service):
    """The token of a finding, with the YAML of its steps as `bug.yaml` beside the conftest.py."""
    result = over_http.runpytest(*RUN, f"--resource-graph-url={service('orphan')}", "--resource-graph-exports=.found")
    next(over_http.path.joinpath(".found").glob("*.yaml")).rename(over_http.path / "bug.yaml")
    return token(result)


def _pin(pytester, text):
    pytester.makeconftest(DECLARED + PIN + text)


def _run(pytester, url, *options):
    return pytester.runpytest(*RUN, f"--resource-graph-url={url}", *options)


def test_it_runs_first(over_http, service, found):
    _pin(over_http, f'@regression("{found}")\ndef orphan():\n    """A book outlived its shelf."""\n')
    names = planned_names(over_http, *RUN)
    assert names[0] == "R-orphan"
    assert all(name.startswith("S0") for name in names[1:])
    result = _run(over_http, service("orphan"), "-x")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["FAILED conftest.py::R-orphan - book b1 must be gone*"])


@pytest.mark.parametrize(
    "text",
    [
        '@regression("{}")\ndef orphan(): raise RuntimeError\n',
        'regression("{}", name="orphan")\n',
        '@regression("bug.yaml")\ndef orphan(): raise RuntimeError\n',
        'regression("bug.yaml", name="orphan")\n',
    ],
)
def test_a_token_or_a_file_with_a_name(over_http, service, found, text):
    _pin(over_http, text.format(found))
    shown = _run(over_http, service("orphan"), "-k", "R-orphan")
    shown.assert_outcomes(failed=1, deselected=2)
    shown.stdout.fnmatch_lines(["book b1 must be gone*", "  Sequence: 4 steps", "  Again: *--resource-graph-replay=*"])
    _run(over_http, service(), "-k", "R-orphan").assert_outcomes(passed=1, deselected=2)


def test_it_is_no_part_of_the_plan(over_http, service, found):
    alone = _run(over_http, service())
    _pin(over_http, f'regression("{found}", name="orphan")\n')
    result = _run(over_http, service())
    assert result.ret == 0
    for label in ("sequences", "steps", "lower bound", "transitions", "refusals"):
        assert row(result, label).partition(";")[0] == row(alone, label).partition(";")[0]
    assert row(result, "replayed") == "1 (1 passed)"
    part = _run(over_http, service(), "-k", "R-orphan")
    assert "2 sequences of 2 not run to the end" in section(part)[-1]


def test_the_plan_names_what_a_regression_has_told(over_http, service, found):
    _pin(over_http, f'regression("{found}", name="orphan")\n')
    result = _run(over_http, service("orphan"))
    result.assert_outcomes(failed=2, passed=1)
    result.stdout.fnmatch_lines(["  The same finding as in conftest.py::R-orphan, and told there."])
    assert "shrinking" not in row(result, "requests")


def test_a_stale_token_fails_its_item_only(over_http, service, found):
    _pin(over_http, f'regression("{found}", name="orphan")\nregression("bug.yaml", name="steps")\n')
    path = over_http.path / "conftest.py"
    path.write_text(path.read_text(encoding="utf-8").replace('("shelf")', '("shelf", states="here")'), encoding="utf-8")
    result = _run(over_http, service(), "--junitxml=j.xml")
    assert result.ret == 1
    result.assert_outcomes(failed=1, passed=3)
    result.stdout.fnmatch_lines(
        [
            "*conftest.py:*: the token: was made for another declaration of action 'create_shelf'",
            "changed since: effects",
            "replay it on the revision that it comes from, or run the suite again for a new token",
        ]
    )
    result.stdout.no_fnmatch_line("*pytest_resourcegraph/*")
    result.stdout.fnmatch_lines(["FAILED conftest.py::R-orphan - *conftest.py:*: the token: was made*"])


@pytest.mark.parametrize("said", ["RG1-xx", "no/such.yaml"])
def test_garbage_fails_its_item_only(over_http, service, said):
    _pin(over_http, f'regression("{said}", name="wrong")\n')
    result = _run(over_http, service())
    result.assert_outcomes(failed=1, passed=2)
    result.stdout.no_fnmatch_line("*pytest_resourcegraph/*")


def test_a_name_is_given_once(over_http, service, found):
    _pin(over_http, f'regression("{found}", name="orphan")\nregression("bug.yaml", name="orphan")\n')
    result = _run(over_http, service())
    assert result.ret == 4
    first, known, remedy = [line for line in result.errlines if line]
    assert "regression 'orphan'" in first
    assert known
    assert remedy


def test_an_inner_folder_does_not_run_those_of_the_outer_again(over_http, service, found):
    _pin(over_http, f'regression("{found}", name="orphan")\n')
    over_http.mkdir("inner").joinpath("conftest.py").write_text(
        "from pytest_resourcegraph import regression\nregression('../bug.yaml', name='inner')\n", encoding="utf-8"
    )
    result = _run(over_http, service(), "-v")
    assert result.ret == 0
    text = result.stdout.str()
    assert text.count("::R-orphan PASSED") == 1
    assert text.count("inner/conftest.py::R-inner PASSED") == 1


def test_without_the_option_it_does_nothing(over_http, found):
    _pin(over_http, f'@regression("{found}")\ndef orphan(): raise RuntimeError\n')
    over_http.makepyfile("def test_other(): pass")
    over_http.runpytest().assert_outcomes(passed=1)


def test_with_workers(over_http, service, found):
    _pin(over_http, f'regression("{found}", name="orphan")\n')
    result = _run(over_http, service(), "-n", "2")
    result.assert_outcomes(passed=3)
    assert row(result, "replayed") == "1 (1 passed)"
