"""What a server or a user puts into names, ids, headers and messages is data in both exports, and is never run."""

import ast
import json
import shutil

import pytest

from pytest_resourcegraph.events.claim import FieldIs, Listed, StatusIs
from pytest_resourcegraph.events.exchange import Exchange
from pytest_resourcegraph.events.facts import Event, Exchanged
from pytest_resourcegraph.report.exports.pytest_file import pytest_file
from pytest_resourcegraph.report.exports.shell import shell_script
from tests.engine.small_server import small_server

from .recorded import URL, clean_up, found, made, run_shell, run_test, sent, sequence, step

NASTY = [
    "'; touch pwned; '",
    "$(touch pwned)",
    "`touch pwned`",
    '"; touch pwned; "',
    "a\ntouch pwned\n",
    "a\r\ntouch pwned",
    '""" + open("pwned", "w").name + """',
    "''' + str(open('pwned', 'w'))",
    "{open('pwned', 'w')}",
    "{{0}}",
    "%s%n%d",
    "a\\",
    "\\'; touch pwned #",
    "${IFS}touch${IFS}pwned",
    "\ud800",
    "a\x00b",
    "\u202e\u2028\x85",
    "-o pwned",
    "@/etc/passwd",
    "é😀",
    "*",
    "~",
    "!!",
    "a\tb",
    "\x1b[2J",
    "EOF",
    "a' || system(\"touch pwned\") || 'b",
    "&& touch pwned",
    "../../x",
    "#",
    "?a=1",
    "%2e%2e",
    "a b",
    " ",
    "\\u0022",
    "null",
    "[1]",
    "&",
    "=",
]
SHELLS = [name for name in ("dash", "bash") if shutil.which(name)]


def everywhere(text: str) -> list[Event]:
    """A sequence in which the text is wherever a server or a user can bring it."""
    hostile = Exchange(
        method="GET",
        url=f"{URL}/b/{text}?q={text}#{text}",
        request_headers=((text, text), ("X-A", text)),
        request_body={text: [text]},
        status=200,
        response_headers=((text, text),),
        response_body={text: text},
    )
    return sequence(
        step(
            f"{text} = make({text})", sent("POST", "/boxes", 201, {"id": text}, body={"name": text}), made(text, text)
        ),
        step(text, Exchanged(exchange=hostile)),
        step(text, sent("PUT", "/x", 200, body=text, headers=(("X-Masked", f"***{text}"), ("Authorization", "***")))),
        step(f"get({text})", sent("GET", f"/{text}", 200), actor=text),
        found(
            StatusIs(),
            FieldIs(path=(text, 0, text), value={text: text}),
            FieldIs(path=("a",), value=text, negated=True),
            Listed(path=(text,), field=text, value=text, times=1),
            message=text,
            check=text,
        ),
        clean_up(text, sent("DELETE", "/x", 200, body=text)),
        name=text,
    )


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_a_hostile_recording_runs_nothing(text, tmp_path):
    events = everywhere(text)
    script, test = shell_script(events), pytest_file(events)
    script.encode("utf-8")
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(test))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert "open" not in calls
    secret = {name: "s3cret" for name in script.split() if name.startswith("RESOURCEGRAPH_") and name.isidentifier()}
    for shell in SHELLS:
        ended = run_shell(script, tmp_path, "http://127.0.0.1:9", shell=shell, env=secret)
        assert ended.returncode == 2, ended
        assert "Syntax error" not in ended.stderr
    assert list(tmp_path.rglob("*pwned*")) == []


def test_hostile_recordings_run_as_tests_run_nothing_either(tmp_path):
    counts = run_test([pytest_file(everywhere(text)) for text in NASTY], tmp_path, "http://127.0.0.1:9")
    assert counts == {"error": len(NASTY), "ours": 0}
    assert list(tmp_path.rglob("*pwned*")) == []


def using(id: str) -> list[Event]:
    """A sequence that uses an id in a path, a body, a header and a claim; ``id`` is what was recorded."""
    return sequence(
        step("b1 = make_box()", sent("POST", "/boxes", 201, {"id": id}), made("b1", id)),
        step(
            "use(b1)",
            sent("PUT", f"/use/{id}?box_id={id}", 200, body={"box_id": id, "x": [id]}, headers=(("X-Box-Id", id),)),
        ),
        step("get_box(b1)", sent("GET", "/last", 200, {"id": id})),
        found(FieldIs(path=("id",), value=id), Listed(path=("all",), field="id", value=id, times=1)),
    )


@pytest.fixture
def server():
    with small_server() as server:
        yield server


def serve(server, id: str) -> None:
    server.received.clear()
    server.answers("/boxes", 201, {"id": id})
    server.answers("/last", 200, {"id": id, "all": [{"id": id}, {"id": "another"}]})
    known = dict(server.routes)
    server.routes.clear()
    server.routes.update(known)


class AnyPath(dict):
    """Routes in which every path that is not named answers 200."""

    def get(self, path, default=None):
        return super().get(path) or (lambda _: (200, {}, "{}"))


@pytest.mark.parametrize("shell", SHELLS)
def test_a_hostile_answer_is_sent_on_as_it_is(server, shell, tmp_path):
    server.routes = AnyPath()
    script = shell_script(using("box-81f3"))
    for id in NASTY:
        serve(server, id)
        ended = run_shell(script, tmp_path, server.url, shell=shell)
        if "\ud800" not in id:
            assert ended.returncode == 0, (id, ended)
        put = next(one for one in server.received if one.method == "PUT")
        assert json.loads(put.body) == {"box_id": id, "x": [id]}
        assert len(server.received) == 3
        assert "pwned" not in put.headers
    assert list(tmp_path.rglob("*pwned*")) == []


def test_a_hostile_answer_is_sent_on_as_it_is_by_python(server, tmp_path):
    server.routes = AnyPath()
    ids = iter(NASTY)
    server.routes["/boxes"] = lambda _: (201, {}, json.dumps({"id": next(ids)}))
    server.answers("/last", 200, {})
    files = [pytest_file(using("box-81f3"))] * len(NASTY)
    assert run_test(files, tmp_path, server.url) == {"failed": len(NASTY), "ours": 0}
    puts = [json.loads(one.body)["box_id"] for one in server.received if one.method == "PUT"]
    assert puts == NASTY
    assert list(tmp_path.rglob("*pwned*")) == []


def test_paths_are_quoted_alike(server, tmp_path):
    server.routes = AnyPath()
    for id in ("a/b", "a b", "é", "?x=1", "#", "%41", "a+b", "..a", "a;b"):
        serve(server, id)
        run_shell(shell_script(using("box-81f3")), tmp_path, server.url)
        run_test([pytest_file(using("box-81f3"))], tmp_path, server.url)
        first, second = (one.path for one in server.received if one.method == "PUT")
        assert first == second, id
