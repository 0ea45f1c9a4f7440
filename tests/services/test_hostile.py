"""A document with operations of all kinds, and a service that answers everything badly: the run ends and says so."""

from pathlib import Path

import pytest

from .ran import ran
from .started import printing

DOCUMENT = Path(__file__).with_name("all_kinds.yaml").read_text(encoding="utf-8")
REFUSING = ("401", "403", "404", "429")
WAYS = (*REFUSING, "500", "html", "empty", "nothing", "list", "null", "nested", "broken", "bytes")


@pytest.mark.parametrize("way", WAYS)
def test_the_run_ends_and_says_why(pytester: pytest.Pytester, way: str):
    log = pytester.path / "asked.txt"
    pytester.makefile(".yaml", openapi=DOCUMENT)
    with printing("hostile_service.py", way, str(log)) as url:
        done = ran(pytester, "openapi.yaml", url, "--resource-graph-seed=0")
    asked = log.read_text().splitlines()
    assert asked, done.text
    assert [line for line in asked if "{" in line or "%7B" in line] == []
    assert done.code in (0, 1), done.text
    assert "Traceback" not in done.text
    assert "INTERNALERROR" not in done.text
    assert "is used before it was made" not in done.text
    assert "every action was reached" not in done.text
    assert {kind for check, _, kind in done.findings if check == "server-error"} <= {"500"}
    if way in REFUSING:
        assert done.findings == frozenset()


@pytest.mark.parametrize("way", ["401", "403"])
def test_without_credentials_it_says_which_and_how(pytester: pytest.Pytester, way: str):
    pytester.makefile(".yaml", openapi=DOCUMENT)
    with printing("hostile_service.py", way, str(pytester.path / "asked.txt")) as url:
        done = ran(pytester, "openapi.yaml", url, "--resource-graph-seed=0")
    place = next(number for number, line in enumerate(done.lines) if "credentials are needed" in line)
    assert f"answered {way}: " in done.lines[place]
    assert "create_box" in done.lines[place]
    assert done.lines[place + 1] == "    the document asks for 'key' (header X-Key)"
    given = "--resource-graph-header='X-Key:<key>' or --resource-graph-actor='NAME:X-Key:<key>'"
    assert done.lines[place + 2] == f"    give them with {given}"
    assert "send another body" not in done.text
    assert done.code == 1
    assert "nothing was let in so far: are credentials missing?" in done.text


def test_a_slow_one_is_given_up(pytester: pytest.Pytester):
    pytester.makefile(".yaml", openapi=DOCUMENT)
    with printing("hostile_service.py", "slow", str(pytester.path / "asked.txt")) as url:
        done = ran(pytester, "openapi.yaml", url, "--resource-graph-seed=0", "--resource-graph-timeout=0.3")
    assert done.code == 1, done.text
    assert "gave no answer within 0.3 s" in done.text
    assert done.findings == frozenset()
