"""Every kind of claim, compared by awk and by Python: both say the same of a real answer."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pytest_resourcegraph.events.claim import (
    NO_SERVER_ERROR,
    REFUSAL,
    Claim,
    FieldAsIn,
    FieldIs,
    Length,
    Listed,
    StatusIs,
)
from pytest_resourcegraph.events.facts import Event
from pytest_resourcegraph.report.exports.pytest_file import pytest_file
from pytest_resourcegraph.report.exports.shell import shell_script
from tests.engine.small_server import SmallServer, small_server

from .recorded import found, run_shell, run_test, sent, sequence, step

BODY = {
    "data": {"id": "x", "n": 1, "f": 2.50, "t": True, "z": None, "o": {"b": [1, {}], "a": "é\t"}},
    "items": [{"id": "x"}, {"id": 7}, {"id": "x", "in": {"id": "7"}}, "x"],
}
RIGHT: list[Claim] = [
    StatusIs(),
    StatusIs(statuses=(200,)),
    StatusIs(family=NO_SERVER_ERROR),
    FieldIs(path=("data", "id"), value="x"),
    FieldIs(path=("data", "n"), value=1),
    FieldIs(path=("data", "f"), value=2.5),
    FieldIs(path=("data", "t"), value=True),
    FieldIs(path=("data", "z"), value=None),
    FieldIs(path=("data", "o"), value={"a": "é\t", "b": [1, {}]}),
    FieldIs(path=("items", 1, "id"), value=7),
    FieldIs(path=("data", "id"), value="y", negated=True),
    FieldIs(path=("data", "z"), value=0, negated=True),
    FieldIs(path=("data", "n"), value="1", negated=True),
    FieldIs(path=("data", "t"), value=1, negated=True),
    FieldAsIn(path=("data",), step=1),
    FieldAsIn(path=("items", 2, "in"), step=1),
    FieldAsIn(path=(), step=1),
    Listed(path=("items",), field="id", value="x", times=3),
    Listed(path=("items",), field="id", value="7", times=1),
    Listed(path=("items",), field="in.id", value=7, times=2 - 1),
    Length(path=("items",), items=4),
]
WRONG: list[Claim] = [
    StatusIs(statuses=(201, 404)),
    StatusIs(family=REFUSAL),
    FieldIs(path=("data", "id"), value="X"),
    FieldIs(path=("data", "n"), value="1"),
    FieldIs(path=("data", "t"), value=1),
    FieldIs(path=("data", "z"), value=False),
    FieldIs(path=("data", "o"), value={"a": "é\t", "b": [1]}),
    FieldIs(path=("data", "o"), value={"a": "é\t"}),
    FieldIs(path=("data", "no"), value=None),
    FieldIs(path=("data", "no"), value=1, negated=True),
    FieldIs(path=("data", "id"), value="x", negated=True),
    FieldIs(path=("items", "id"), value="x"),
    FieldAsIn(path=("data", "no"), step=1),
    FieldAsIn(path=("other",), step=1),
    Listed(path=("items",), field="id", value="x", times=2),
    Listed(path=("data",), field="id", value="x", times=1),
    Length(path=("items",), items=3),
    Length(path=("data",), items=6),
    Length(path=("no",), items=0),
]


def looking(*claims: Claim) -> list[Event]:
    return sequence(
        step("get_box()", sent("GET", "/first", 200, BODY)),
        step("get_box()", sent("GET", "/second", 200, BODY)),
        found(*claims),
    )


@pytest.fixture
def server():
    with small_server() as server:
        server.answers("/first", 200, BODY | {"other": 1})
        server.answers("/second", 200, BODY | {"other": 2})
        yield server


def codes(server: SmallServer, claims: Sequence[Claim], folder: Path) -> dict[str, int]:
    """How the script of each claim ends."""
    ended = {str(claim): run_shell(shell_script(looking(claim)), folder, server.url) for claim in claims}
    return {claim: one.returncode for claim, one in ended.items()}


def test_what_is_right_is_right(server, tmp_path):
    server.answers("/first", 200, BODY | {"other": 2})
    assert set(codes(server, RIGHT, tmp_path).values()) == {0}
    assert run_test([pytest_file(looking(*RIGHT))], tmp_path, server.url) == {"passed": 1, "ours": 0}


def test_what_is_wrong_is_wrong(server, tmp_path):
    assert set(codes(server, WRONG, tmp_path).values()) == {1}
    tests = [pytest_file(looking(*RIGHT[:3], claim)) for claim in WRONG]
    assert run_test(tests, tmp_path, server.url) == {"failed": len(WRONG), "ours": 0}


def test_one_wrong_claim_among_right_ones_is_wrong(server, tmp_path):
    told = run_shell(shell_script(looking(*RIGHT[:5], *WRONG[:2], *RIGHT[:5])), tmp_path, server.url)
    assert told.returncode == 1
    assert "  the status is 200, not 201 404\n  the status is 200, not 4xx\n" in told.stdout


def test_a_body_that_is_not_json_is_wrong(server, tmp_path):
    server.answers("/second", 200, "<html>")
    claims = [claim for claim in RIGHT if not isinstance(claim, StatusIs)]
    assert set(codes(server, claims, tmp_path).values()) == {1}
    tests = [pytest_file(looking(claim)) for claim in claims]
    assert run_test(tests, tmp_path, server.url) == {"failed": len(claims), "ours": 0}
