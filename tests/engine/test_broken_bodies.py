"""Answers whose bodies are broken, on the way of redirects and at its end: what requests does, or three lines."""

import gzip
from collections.abc import Iterator, Mapping
from importlib.metadata import version

import pytest
import requests

from pytest_resourcegraph.engine.http import HttpClient
from pytest_resourcegraph.engine.http.session import OneHostSession
from pytest_resourcegraph.errors import TransportError

from .raw_server import RawServer, raw_server

TEXT = b'{"a": "' + b"b" * 300 + b'"}'
ZIPPED = gzip.compress(TEXT, mtime=0)
CHUNKED = "Transfer-Encoding: chunked"
GZIP = "Content-Encoding: gzip"


def answer(body: bytes, *headers: str) -> bytes:
    """The headers that the body has, and the body."""
    return "".join(f"{header}\r\n" for header in headers).encode() + b"\r\n" + body


def chunks(*parts: bytes) -> bytes:
    """Chunks of a body, without the one that ends it."""
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


END = b"0\r\n\r\n"
WHOLE = {
    "length": answer(TEXT, f"Content-Length: {len(TEXT)}"),
    "no length": answer(TEXT),
    "more than its length": answer(TEXT + b"more", f"Content-Length: {len(TEXT)}"),
    "chunks": answer(chunks(TEXT[:9], TEXT[9:]) + END, CHUNKED),
    "two transfers": answer(chunks(TEXT) + END, "Transfer-Encoding: identity, chunked"),
    "gzip": answer(ZIPPED, GZIP, f"Content-Length: {len(ZIPPED)}"),
    "gzip in chunks": answer(chunks(ZIPPED[:9], ZIPPED[9:]) + END, GZIP, CHUNKED),
    "unknown coding": answer(TEXT, "Content-Encoding: none-such", f"Content-Length: {len(TEXT)}"),
}
CUT = {
    "cut short": answer(TEXT, f"Content-Length: {len(TEXT) + 9}"),
    "nothing came": answer(b"", "Content-Length: 9"),
    "gzip cut short": answer(ZIPPED[:-9], GZIP, f"Content-Length: {len(ZIPPED)}"),
}
"""What came is less than was said."""
BROKEN = {
    **CUT,
    "negative length": answer(TEXT, "Content-Length: -1"),
    "no number for a length": answer(TEXT, "Content-Length: many"),
    "two lengths": answer(TEXT, f"Content-Length: {len(TEXT)}", "Content-Length: 9"),
    "chunk without a length": answer(b"zz\r\n" + TEXT, CHUNKED),
    "chunk cut short": answer(chunks(TEXT)[:-9], CHUNKED),
    "second chunk without a length": answer(chunks(TEXT) + b"zz\r\n" + END, CHUNKED),
    "chunks without an end": answer(chunks(TEXT), CHUNKED),
    "no chunk": answer(b"", CHUNKED),
    "chunk of a negative length": answer(b"-8\r\n" + TEXT + b"\r\n" + END, CHUNKED),
    "length of a chunk without an end": answer(b"8" * 70_000, CHUNKED),
    "length beside chunks": answer(chunks(TEXT) + END, CHUNKED, "Content-Length: 5"),
    "unknown transfer": answer(TEXT, "Transfer-Encoding: none-such", f"Content-Length: {len(TEXT) + 9}"),
    "two transfers cut short": answer(chunks(TEXT)[:-9], "Transfer-Encoding: identity, chunked"),
    "no gzip": answer(TEXT, GZIP, f"Content-Length: {len(TEXT)}"),
    "gzip with another end": answer(ZIPPED[:15] + bytes(20), GZIP, "Content-Length: 35"),
    "gzip that ends early": answer(ZIPPED[:-9], GZIP, f"Content-Length: {len(ZIPPED) - 9}"),
    "gzip and more": answer(ZIPPED + b"more", GZIP, f"Content-Length: {len(ZIPPED) + 4}"),
    "empty gzip": answer(b"", GZIP, "Content-Length: 0"),
    "no gzip in chunks": answer(chunks(TEXT) + END, GZIP, CHUNKED),
    "gzip in a chunk without a length": answer(b"zz\r\n" + ZIPPED, GZIP, CHUNKED),
    "no deflate": answer(TEXT, "Content-Encoding: deflate", f"Content-Length: {len(TEXT)}"),
    "more codings than are read": answer(TEXT, f"Content-Encoding: {', '.join(['gzip'] * 9)}", "Content-Length: 9"),
}
PLACES = ["at first", "on the way", "at the end", "all the way", "not followed", "no redirect"]


@pytest.fixture
def server() -> Iterator[RawServer]:
    with raw_server() as running:
        yield running


def place(server: RawServer, broken: bytes, where: str) -> dict[str, bool]:
    """Put the answer on the way of two redirects, at its end, or everywhere; gives the options of the request."""
    way = WHOLE["length"] if where == "at the end" else broken
    end = WHOLE["length"] if where in ("at first", "on the way") else broken
    head = b"HTTP/1.1 %s\r\nConnection: close\r\nContent-Type: application/json\r\n"
    server.answers["/a"] = head % b"302 Found\r\nSet-Cookie: sid=1; Path=/\r\nLocation: /b" + way
    server.answers["/b"] = head % b"307 Temporary Redirect\r\nLocation: /c" + (end if where == "at first" else way)
    server.answers["/c"] = head % b"200 OK" + end
    if where == "no redirect":
        server.answers["/a"] = server.answers["/c"]
    return {"allow_redirects": False} if where == "not followed" else {}


def came(server: RawServer, session: requests.Session, options: Mapping[str, object]) -> object:
    """All that a request comes to: every response on the way, or what is raised; and what was asked for."""
    server.asked.clear()
    with session:
        try:
            response = session.request("GET", f"{server.url}/a", timeout=5, **options)  # type: ignore[arg-type]
        except Exception as error:  # noqa: BLE001 - whichever it is, it has to be the same
            return type(error), list(server.asked)
    # What was read of each: who asks a redirect for its text reads it again.
    steps = [(step.status_code, step.url, step._content) for step in (*response.history, response)]
    return steps, response.text, list(server.asked)


def ours(server: RawServer) -> requests.Session:
    return OneHostSession(server.url, {})


def theirs() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    return session


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("body", [*WHOLE, *BROKEN])
def test_it_is_read_as_requests_reads_it(server, body, where):
    if body in CUT and int(version("urllib3").partition(".")[0]) < 2:
        pytest.skip("before urllib3 2, requests takes what is cut short for the whole")
    plain = place(server, {**WHOLE, **BROKEN}[body], where)
    more: Mapping[str, object] = {**plain, "headers": {"X-One": "1"}}
    for options in (plain, more):  # straight, and the way of requests
        told = came(server, ours(server), options)
        assert told == came(server, theirs(), options)
        assert server.asked[0] == "/a"


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("body", WHOLE)
def test_what_is_whole_is_an_answer(server, body, where):
    options = place(server, WHOLE[body], where)
    client = HttpClient(server.url, timeout=5)
    response = client.get("/a", **options)
    client.close()
    assert response.content == TEXT
    statuses = {"not followed": [302], "no redirect": [200]}.get(where, [302, 307, 200])
    assert [step.status_code for step in (*response.history, response)] == statuses
    (exchange,) = client.exchanges()
    assert (exchange.status, exchange.error) == (response.status_code, "")


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("body", sorted(BROKEN))
def test_what_is_broken_is_an_answer_or_told_in_three_lines(server, body, where):
    """And in either case there is one exchange that says so."""
    options = place(server, BROKEN[body], where)
    client = HttpClient(server.url, timeout=5)
    try:
        status = client.get("/a", **options).status_code
        error = ""
    except TransportError as raised:
        status, error = None, str(raised)
    finally:
        client.close()
    (exchange,) = client.exchanges()
    assert (exchange.status, bool(exchange.error)) == (status, bool(error))
    if error:
        first, known, remedy = error.splitlines()
        assert f"GET {server.url}/a" in f"{first}\n{known}"
        assert remedy.startswith(("look at the service", "start the service"))
        assert "object at 0x" not in error


@pytest.mark.parametrize("body", ["cut short", "chunk without a length", "chunk cut short", "no gzip", "no chunk"])
def test_that_of_the_first_redirect_hinders_nobody(server, body):
    """It says where to go, and nobody reads the rest."""
    place(server, BROKEN[body], "at first")
    client = HttpClient(server.url, timeout=5)
    assert client.get("/a").content == TEXT
    client.close()
    assert server.asked == ["/a", "/b", "/c"]


@pytest.mark.parametrize("body", ["cut short", "chunk without a length", "chunk cut short", "no gzip"])
def test_a_body_at_the_end_that_is_broken_is_no_answer(server, body):
    place(server, BROKEN[body], "at the end")
    client = HttpClient(server.url, timeout=5)
    with pytest.raises(TransportError, match=f"^GET {server.url}/a failed: "):
        client.get("/a")
    client.close()


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=latin-1", "text/plain", "x/y"])
@pytest.mark.parametrize(
    "body",
    [
        pytest.param('{"a": "ö"}'.encode(), id="utf-8"),
        pytest.param('{"a": "ö"}'.encode("utf-16"), id="utf-16"),
        pytest.param(b'{"a": "\xff"}', id="no text"),
        pytest.param(b'{"a": "\xed\xa0\x80"}', id="half a character"),
        pytest.param(b'\xef\xbb\xbf{"a": 1}', id="byte order mark"),
        pytest.param(b"<html>", id="no json"),
    ],
)
def test_what_is_written_down_is_what_an_action_reads(server, kind, body):
    head = f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    server.answers["/a"] = head.encode() + body
    client = HttpClient(server.url, timeout=5)
    response = client.get("/a")
    client.close()
    try:
        read = response.json()
    except ValueError:
        read = response.text
    assert client.exchanges()[0].response_body == read
