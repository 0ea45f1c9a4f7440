"""The contest with the peers: the referee counts, the judge is fair, and each contestant really takes part."""

import sys
from pathlib import Path

import pytest
import requests

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

from benchmarks.peers.contest import CONTESTANTS, Log, Size, contest
from benchmarks.peers.contestant import Contestant, Finding, written_lines
from benchmarks.peers.fuzzer import told
from benchmarks.peers.match import Outcome, asked, referee, search, start
from benchmarks.peers.ours import found
from benchmarks.peers.table import require, rows

ALICE = {"Authorization": "Bearer alice-token"}
BUG = "stranger-sees-workspaces"
LOOKER = """
import json, sys, requests
url, findings, before = sys.argv[1], sys.argv[2], int(sys.argv[3])
alice, bob = ({"Authorization": f"Bearer {name}-token"} for name in ("alice", "bob"))
def tell(answer, identity):
    with open(findings, "a") as file:
        file.write(json.dumps({"number": int(answer.headers["x-request-number"]), "identity": identity}) + "\\n")
for number in range(before):
    tell(requests.get(url + "/workspaces", headers=alice), "an alarm")
requests.post(url + "/workspaces", json={"name": "a"}, headers=alice)
answer = requests.get(url + "/workspaces", headers=bob)
if answer.json():
    tell(answer, "bob sees it")
"""


def looker(name: str, before: int) -> Contestant:
    """A contestant that cries wolf ``before`` times, and then looks for one bug as a person would."""
    return Contestant(
        name=name, needs=("requests",), files=(Path(__file__),), environment=lambda task: {}, read=told,
        command=lambda task: (sys.executable, "-c", LOOKER, task.url, str(task.findings), str(before)),
    )  # fmt: skip


@pytest.fixture(scope="module")
def url():
    with referee() as address:
        yield address


def outcome(*findings: Finding, bug: str = BUG) -> Outcome:
    return Outcome(contestant="x", bug=bug, seed=1, budget=9, findings=findings, answered=9, seconds=3.0)


def test_the_referee_numbers_the_requests_but_not_the_one_for_the_document(url):
    start(url, [], 5)
    requests.get(f"{url}/openapi.json", timeout=10)
    answers = [requests.get(f"{url}/workspaces", headers=ALICE, timeout=10) for _ in range(2)]
    assert [answer.headers["x-request-number"] for answer in answers] == ["1", "2"]
    assert asked(url)["answered"] == 2


def test_the_referee_does_not_answer_beyond_the_budget(url):
    start(url, [], 1)
    requests.get(f"{url}/workspaces", headers=ALICE, timeout=10)
    assert not asked(url)["spent"]
    with pytest.raises(requests.Timeout):
        requests.get(f"{url}/workspaces", headers=ALICE, timeout=0.3)
    assert asked(url)["spent"]
    assert asked(url)["answered"] == 1


def test_a_start_empties_the_service_and_switches_the_bugs(url):
    bob = {"Authorization": "Bearer bob-token"}
    for bugs, seen in ([], 0), ([BUG], 1), ([], 0):
        start(url, bugs, 9)
        requests.post(f"{url}/workspaces", json={"name": "a"}, headers=ALICE, timeout=10).raise_for_status()
        assert len(requests.get(f"{url}/workspaces", headers=bob, timeout=10).json()) == seen


def test_lines_are_counted_without_comments_and_docstrings(tmp_path):
    code, settings = tmp_path / "a.py", tmp_path / "a.toml"
    code.write_text('"""What\nit is."""\n\nimport os\n# why\ndef f():\n    """Do."""\n    return os\n')
    settings.write_text("# why\n\n[a]\nb = 1\n")
    assert (written_lines(code), written_lines(settings)) == (3, 2)


def test_a_finding_of_ours_is_at_the_request_before_it():
    sent, said = '{"fact":"Exchanged"}\n', '{"fact":"Found","check":"gone","action":"get_thing"}\n'
    assert list(found(sent * 2 + said + sent + '{"fact":"Fou')) == [Finding(number=2, identity="gone get_thing")]


def test_what_the_clean_twin_shows_as_well_is_no_bug():
    early, late = Finding(number=2, identity="an alarm"), Finding(number=7, identity="a bug")
    assert outcome(early, late).found_at(frozenset()) == 2
    assert outcome(early, late).found_at(frozenset({"an alarm"})) == 7
    assert outcome(early).found_at(frozenset({"an alarm"})) is None


def test_a_contest_counts_the_alarms_and_finds_the_bug_behind_them(tmp_path):
    size, file = Size(bugs=(BUG, "orphan-notes"), seeds=(1, 2), budgets=(4, 9), jobs=1), tmp_path / "log.jsonl"
    quiet, loud = looker("quiet", 0), looker("loud", 3)
    first, second = contest(size, (quiet, loud), Log(file))
    assert (first.alarms, second.alarms) == (frozenset(), frozenset({"an alarm"}))
    assert (first.found(1, 4), second.found(1, 4), second.found(2, 9)) == ({BUG: 2}, {}, {BUG: 5})
    again = list(rows(size, (quiet, loud), file))
    assert [(row.ours, row.compared) for row in again[:3]] == [
        ("1 of 2", "0, loud"), ("1 of 2", "1, loud"), ("2", "5, loud"),
    ]  # fmt: skip
    assert len(file.read_text().splitlines()) == 12  # all of it was known the second time


def test_a_contestant_that_never_asks_is_not_taken_for_one_that_finds_nothing(url):
    silent = Contestant(
        name="silent", needs=(), files=(), environment=lambda task: {}, read=told,
        command=lambda task: (sys.executable, "-c", "raise SystemExit('no such option')"),
    )  # fmt: skip
    with pytest.raises(RuntimeError, match=r"silent sent nothing at all.*\nno such option"):
        search(silent, url, BUG, 1, 9, frozenset())


def test_a_missing_peer_is_said_in_three_lines():
    absent = Contestant(
        name="absent", needs=("no_such_module",), files=(), environment=lambda task: {}, read=told,
        command=lambda task: (),
    )  # fmt: skip
    with pytest.raises(SystemExit) as refused:
        require((looker("here", 0), absent))
    where, known, remedy = str(refused.value).splitlines()
    assert where == "benchmarks/peers: 1 of 2 contestants are not installed"
    assert known == "known: absent needs no_such_module"
    assert "[bench]" in remedy


def test_ours_finds_a_bug_and_nothing_in_the_clean_twin(url):
    ours = CONTESTANTS[0]
    assert search(ours, url, "", 1, 60, frozenset()).findings == ()
    with_bug = search(ours, url, "list-keeps-deleted-upload", 1, 300, frozenset())
    assert with_bug.found_at(frozenset())
    assert with_bug.answered < 300


def test_the_state_machine_finds_a_bug_and_nothing_in_the_clean_twin(url):
    pytest.importorskip("hypothesis")
    machine = CONTESTANTS[-1]
    clean = search(machine, url, "", 1, 150, frozenset())
    assert (clean.findings, clean.answered) == ((), 150)
    with_bug = search(machine, url, BUG, 1, 300, frozenset())
    assert with_bug.found_at(frozenset()) == with_bug.answered


def test_schemathesis_takes_part(url):
    pytest.importorskip("schemathesis")
    stateful = CONTESTANTS[1]
    assert search(stateful, url, "", 1, 30, frozenset()).answered == 30
