"""Both exports run against a real server: what they send, how they end, what they leave."""

import json
import re
import shutil
import stat
from pathlib import Path
from urllib.parse import unquote

import pytest

from pytest_resourcegraph.events.claim import Claim, StatusIs
from pytest_resourcegraph.events.facts import Event
from pytest_resourcegraph.report.exports.pytest_file import pytest_file
from pytest_resourcegraph.report.exports.shell import shell_script
from tests.engine.small_server import Received, Reply, SmallServer, small_server

from .recorded import clean_up, ended, found, made, run_shell, run_test, sent, sequence, step

SHELLS = [name for name in ("dash", "bash", "ksh", "busybox") if shutil.which(name)]
PASSED, FAILED, ERROR, SKIPPED = ({name: 1, "ours": 0} for name in ("passed", "failed", "error", "skipped"))
AUTHORIZED = (("Authorization", "***"),)
NEEDS = {"RESOURCEGRAPH_ANNA_AUTHORIZATION": 'Bearer "a$b`c\\d'}


@pytest.fixture
def server():
    with small_server() as server:
        yield server


def boxes(server: SmallServer, *, id: object = "new_77", last: int = 404, answer: object = None) -> None:
    """A service that makes a box with this id, destroys it, and then answers for it as it is told."""
    server.answers("/boxes", 201, {"data": {"id": id}})
    gone = []

    def one(received: Received) -> Reply:
        if received.method == "DELETE":
            gone.append(1)
            return (204 if len(gone) == 1 else 404), {}, ""
        return last, {"content-type": "application/json"}, "" if answer is None else json.dumps(answer)

    server.routes["/boxes/new_77"] = one


def orphan(*claims: Claim) -> list[Event]:
    """A box that can be read after it was destroyed."""
    return sequence(
        step(
            "b1 = make_box()",
            sent("POST", "/boxes", 201, {"data": {"id": "bx_1"}}, body={"name": "name-9f31c2ab-1"}, headers=AUTHORIZED),
            made("b1", "bx_1", owner="anna"),
        ),
        step("delete_box(b1)", sent("DELETE", "/boxes/bx_1", 204, headers=AUTHORIZED), ended("bx_1"), number=2),
        step("get_box(b1)", sent("GET", "/boxes/bx_1", 200, headers=AUTHORIZED), number=2),
        found(*(claims or (StatusIs(statuses=(404, 410)),))),
        clean_up("delete_lid(b1)", sent("DELETE", "/lids/bx_1", 204, headers=AUTHORIZED)),
    )


def asked(server: SmallServer) -> list[str]:
    return [f"{one.method} {one.path}" for one in server.received]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("last", "code"), [(404, 0), (410, 0), (200, 1), (500, 1)])
def test_the_script_judges_the_last_answer(server, shell, last, code, tmp_path):
    boxes(server, last=last)
    ended = run_shell(shell_script(orphan()), tmp_path, server.url, shell=shell, env=NEEDS)
    assert ended.returncode == code, ended
    assert ("the finding shows: box b1 must be gone" in ended.stdout) is (code == 1)
    assert asked(server) == ["POST /boxes", "DELETE /boxes/new_77", "GET /boxes/new_77", "DELETE /lids/new_77"]
    assert {one.headers["authorization"] for one in server.received} == set(NEEDS.values())
    assert re.fullmatch(r'\{"name": "name-[0-9a-f]{8}-1"\}', server.received[0].body)
    assert "9f31c2ab" not in server.received[0].body
    assert server.received[0].headers["content-type"] == "application/json"
    assert [path.name for path in tmp_path.iterdir() if path.name not in ("finding.sh", "here")] == []


@pytest.mark.parametrize(("last", "counts"), [(404, PASSED), (200, FAILED)])
def test_the_test_judges_the_last_answer(server, last, counts, tmp_path):
    boxes(server, last=last)
    assert run_test([pytest_file(orphan())], tmp_path, server.url, env=NEEDS) == counts
    assert asked(server) == ["POST /boxes", "DELETE /boxes/new_77", "GET /boxes/new_77", "DELETE /lids/new_77"]
    assert {one.headers["authorization"] for one in server.received} == set(NEEDS.values())
    assert re.fullmatch(r'\{"name": "name-[0-9a-f]{8}-1"\}', server.received[0].body)


def both(server: SmallServer, events: list[Event], tmp_path: Path, **env: str) -> tuple[int, dict[str, int], str]:
    """How the script and the test end, and what the script says."""
    ended = run_shell(shell_script(events), tmp_path, server.url, env={**NEEDS, **env})
    told = ended.stdout + ended.stderr
    return ended.returncode, run_test([pytest_file(events)], tmp_path, server.url, env={**NEEDS, **env}), told


def test_a_step_that_is_answered_otherwise_is_no_finding(server, tmp_path):
    server.answers("/boxes", 409, {"data": {"id": "bx_2"}})
    code, counts, told = both(server, orphan(), tmp_path)
    assert (code, counts) == (2, ERROR)
    assert "diverged at step 1, b1 = make_box(): answered 409 instead of 2xx" in told
    assert asked(server) == ["POST /boxes"] * 2


def test_what_was_made_is_destroyed_where_it_strays(server, tmp_path):
    server.answers("/boxes", 201, {"data": {"id": "new_77"}})
    server.answers("/boxes/new_77", 500)
    assert both(server, orphan(), tmp_path)[:2] == (2, ERROR)
    assert asked(server)[:4] == ["POST /boxes", "DELETE /boxes/new_77", "DELETE /lids/new_77", "DELETE /boxes/new_77"]
    assert asked(server)[:4] == asked(server)[4:]


@pytest.mark.parametrize("id", [None, "", ".", "..", True, {"a": 1}])
def test_an_answer_without_a_usable_id_strays(server, id, tmp_path):
    server.answers("/boxes", 201, {"data": {"id": id}})
    assert both(server, orphan(), tmp_path)[:2] == (2, ERROR)
    assert asked(server) == ["POST /boxes"] * 2


def test_no_server_is_no_finding(server, tmp_path):
    server.url = "http://127.0.0.1:9"
    assert both(server, orphan(), tmp_path)[:2] == (2, ERROR)


def test_a_missing_secret_is_demanded(server, tmp_path):
    code, counts, told = both(server, orphan(), tmp_path, RESOURCEGRAPH_ANNA_AUTHORIZATION="")
    assert (code, counts) == (2, ERROR)
    assert "set in the environment first: RESOURCEGRAPH_ANNA_AUTHORIZATION" in told
    assert asked(server) == []


def test_the_url_is_taken_from_the_environment(server, tmp_path):
    boxes(server)
    text = shell_script(orphan())
    ended = run_shell(text, tmp_path, "", env={**NEEDS, "RESOURCEGRAPH_URL": f"{server.url}/"})
    assert ended.returncode == 0, ended


def test_without_claims_the_requests_are_sent_and_nothing_is_said(server, tmp_path):
    server.answers("/second", 200)
    events = sequence(step("get_box()", sent("GET", "/second", 200)), found())
    code, counts, told = both(server, events, tmp_path)
    assert (code, counts) == (3, SKIPPED)
    assert "nothing is judged: what 'gone' compares cannot be compared by a script" in told
    assert asked(server) == ["GET /second"] * 2
    assert "#   what 'gone' compares cannot be compared by a script." in shell_script(events)


def test_what_settles_is_asked_again(server, tmp_path):
    answers = iter([404, 404, 200] * 2)
    server.routes["/slow"] = lambda _: (next(answers), {}, "")
    again = [sent("GET", "/slow", 404)] * 3
    code, counts, _ = both(server, sequence(step("get()", *again), found(StatusIs())), tmp_path)
    assert (code, counts) == (0, PASSED)
    assert len(server.received) == 6


def test_bodies_and_methods_of_all_kinds(server, tmp_path):
    form = (("Content-Type", "application/x-www-form-urlencoded"),)
    events = sequence(
        step("b1 = make_box()", sent("POST", "/boxes", 201, {"id": "b&1=é"}), made("b1", "b&1=é")),
        step(
            "use(b1)",
            sent("POST", "/form", 200, body="box=b%261%3D%C3%A9&x=1+2", headers=form),
            sent("PUT", "/text", 200, body="line one\nline 'two' $(x)", headers=(("Content-Type", "text/plain"),)),
            sent("PATCH", "/json", 200, body=[{"box": "b&1=é"}, 1.5, None, True, "ä\n😀"]),
            sent("HEAD", "/head", 200),
            sent("POST", "/bare", 200),
            sent(
                "OPTIONS",
                "/bare?a=%2F{x}[1]&b=c%20d",
                200,
                headers=(("X-Empty", ""), ("X-A", "a; b"), ("If-Match", "b&1=é")),
            ),
        ),
        found(StatusIs()),
    )
    for path in ("/form", "/text", "/json", "/head", "/bare"):
        server.answers(path, 200, {})
    server.answers("/boxes", 201, {"id": "c/2 ü"})
    assert both(server, events, tmp_path)[:2] == (0, PASSED)
    half = len(server.received) // 2
    for received in (server.received[:half], server.received[half:]):
        _, posted, text, patched, head, bare, options = received
        assert posted.body == "box=c%2F2%20%C3%BC&x=1+2"
        assert text.body == "line one\nline 'two' $(x)"
        assert text.headers["content-type"] == "text/plain"
        assert json.loads(patched.body) == [{"box": "c/2 ü"}, 1.5, None, True, "ä\n😀"]
        assert head.method == "HEAD"
        assert (bare.headers["content-length"], bare.headers.get("content-type")) == ("0", None)
        assert unquote(options.path.replace("%2F", "|")) == "/bare?a=|{x}[1]&b=c d"
        assert (options.headers["x-empty"], options.headers["x-a"]) == ("", "a; b")


def test_numbers_stay_numbers(server, tmp_path):
    server.answers("/boxes", 201, {"id": 12345678901234567890})
    server.answers("/lids", 200)
    events = sequence(
        step("b1 = make_box()", sent("POST", "/boxes", 201, {"id": 41}), made("b1", 41)),
        step("close(b1)", sent("POST", "/lids", 200, body={"box_id": 41, "box": "41"})),
        found(StatusIs()),
    )
    assert both(server, events, tmp_path)[:2] == (0, PASSED)
    sent_bodies = [json.loads(one.body) for one in server.received if one.path == "/lids"]
    assert sent_bodies == [{"box_id": 12345678901234567890, "box": "12345678901234567890"}] * 2


def test_cookies_are_kept_by_who_sends(server, tmp_path):
    server.answers("/login", 200, {}, set_cookie="sid=1; Path=/")
    server.answers("/me", 200, {})
    events = sequence(
        step("login()", sent("POST", "/login", 200, answered=(("Set-Cookie", "***"),))),
        step("me()", sent("GET", "/me", 200, headers=(("Cookie", "***"),))),
        step("me() as ben", sent("GET", "/me", 200), actor="ben"),
        found(StatusIs()),
    )
    assert both(server, events, tmp_path)[:2] == (0, PASSED)
    assert [one.headers.get("cookie") for one in server.received if one.path == "/me"] == ["sid=1", None] * 2


def test_a_redirect_is_not_followed(server, tmp_path):
    server.answers("/first", 302, location="http://127.0.0.1:9/elsewhere")
    events = sequence(step("get()", sent("GET", "/first", 302)), found(StatusIs(statuses=(302,))))
    assert both(server, events, tmp_path)[:2] == (0, PASSED)


def test_two_runs_make_different_values(server, tmp_path):
    boxes(server)
    for _ in range(2):
        both(server, orphan(), tmp_path)
    bodies = [one.body for one in server.received if one.method == "POST"]
    assert len(set(bodies)) == 4


def test_secrets_are_on_no_command_line_and_in_no_file(server, tmp_path):
    boxes(server)
    folder = tmp_path / "spy"
    folder.mkdir()
    spy = folder / "curl"
    spy.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" >>{folder}/seen\nexec {shutil.which("curl")} "$@"\n', encoding="utf-8"
    )
    spy.chmod(spy.stat().st_mode | stat.S_IXUSR)
    path = f"{folder}:{shutil.which('curl') and '/usr/bin:/bin'}"
    assert run_shell(shell_script(orphan()), tmp_path, server.url, env={**NEEDS, "PATH": path}).returncode == 0
    assert "Bearer" not in folder.joinpath("seen").read_text(encoding="utf-8")
