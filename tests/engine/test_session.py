"""The session sends to the byte what ``requests.Session`` with the same headers sends; it only takes less time."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from pytest_resourcegraph.engine.http.session import OneHostSession

from .small_server import Received, SmallServer, small_server

HEADERS = {"authorization": "Bearer s3cr3t", "Accept": "application/json"}
HOST = "http://127.0.0.1:8000"
Script = Callable[[requests.Session], object]


def ours(url: str = HOST) -> OneHostSession:
    return OneHostSession(url, HEADERS)


def theirs() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.headers.update(HEADERS)
    return session


def prepared(session: requests.Session, method: str, url: str, **options: Any) -> object:
    """All that is sent, or the name of the error that is raised instead."""
    try:
        request = session.prepare_request(requests.Request(method, url, **options))
        sent = session.get_adapter(request.url or "").request_url(request, {})  # type: ignore[attr-defined]
    except (requests.RequestException, ValueError) as error:
        return type(error).__name__
    return request.method, request.url, sent, list(request.headers.items()), request.body


def assert_same(method: str, url: str, **options: Any) -> None:
    assert prepared(ours(), method, url, **options) == prepared(theirs(), method, url, **options)


@pytest.mark.parametrize(
    "path",
    [
        "", "/", "//", "/a", "/a/", "/a//b", "/a/./b", "/a/../b", "/a/..", "/.a", "/a.b", "/a%20b", "/a b", "/ä",
        "/a%2fb", "/a%zz", "/a~b", "/a%7Eb", "/a?", "/a?b", "/a?b=1&c=2", "/a?b=ü", "/a?b=%7E", "/a?b=c d", "/a#",
        "/a#b", "/a?b#c", "/a;b", "/a:b", "/a@b", "/a+b", "/a\n", "/a\\b", "/{a}", '/a?b={"c":1}', "/a?b=c/d?e",
    ],
)  # fmt: skip
def test_a_path_is_sent_as_requests_sends_it(path):
    assert_same("GET", HOST + path)


@pytest.mark.parametrize(
    "start",
    [
        "http://localhost", "http://LOCALHOST:80", "HTTP://localhost", "http://127.0.0.1:0080", "http://127.0.0.1:70000",
        "http://127.0.0.1:", "http://user:pass@127.0.0.1:1", "http://[::1]:8000", "http://.a", "http://*.a", "http://ä.de",
        "https://example.org", "http://a..b", "http://:80", "http://-", "http://1",
    ],
)  # fmt: skip
def test_a_host_is_written_as_requests_writes_it(start):
    assert_same("GET", f"{start}/things/1")


@given(st.text(alphabet="ab./?#%7E~-_ ;:@=&\\é", max_size=12))
def test_any_path_is_sent_as_requests_sends_it(path):
    assert_same("GET", f"{HOST}/{path}")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "put", "Patch", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "options",
    [
        {}, {"json": {"a": 1}}, {"json": {}}, {"json": []}, {"json": 0}, {"json": "ä"}, {"json": float("nan")},
        {"data": {}}, {"data": {"a": "1 2"}}, {"data": [("a", "1")]}, {"data": "text"}, {"data": b"bytes"},
        {"data": ""}, {"data": "a", "json": {"b": 1}}, {"params": {}}, {"params": {"a": [1, 2]}}, {"params": "a=1"},
        {"params": b"a=1"}, {"params": [("a", "ö")]}, {"headers": {"accept": "text/html"}}, {"headers": {}},
        {"headers": {"Accept": None}}, {"headers": {"x": "a\nb"}}, {"cookies": {"a": "1"}}, {"cookies": {}},
        {"auth": ("a", "b")}, {"files": {}},
    ],
    ids=str,
)  # fmt: skip
def test_options_mean_what_they_mean_to_requests(method, options):
    assert_same(method, f"{HOST}/things", **options)


def test_a_header_that_cannot_be_sent_is_refused_with_the_first_request():
    session = OneHostSession(HOST, {"x": "a\nb"})
    for _ in range(2):
        with pytest.raises(requests.exceptions.InvalidHeader):
            session.prepare_request(requests.Request("GET", f"{HOST}/things"))


def test_a_request_leaves_nothing_of_its_own_to_the_next_one():
    session = ours()
    session.prepare_request(requests.Request("POST", f"{HOST}/things", json={"a": 1})).headers["x"] = "1"
    assert prepared(session, "GET", f"{HOST}/things") == prepared(theirs(), "GET", f"{HOST}/things")


# -- cookies and redirects, over the wire ------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[SmallServer]:
    with small_server() as running:
        yield running


def received(server: SmallServer, session: requests.Session, script: Script) -> list[Received]:
    server.received.clear()
    with session:
        script(session)
    return list(server.received)


def assert_same_on_the_wire(server: SmallServer, script: Script) -> list[Received]:
    sent = received(server, ours(server.url), script)
    assert sent == received(server, theirs(), script)
    return sent


def test_cookies_are_kept_and_sent(server):
    server.answers("/log-in", 200, {}, set_cookie="sid=1; Path=/")
    server.answers("/log-out", 200, {}, set_cookie="sid=; Path=/; Max-Age=0")

    def script(session: requests.Session) -> None:
        for path in ("/before", "/log-in", "/after", "/log-out", "/at-last"):
            session.request("GET", server.url + path)

    sent = assert_same_on_the_wire(server, script)
    assert [request.headers.get("cookie") for request in sent] == [None, None, "sid=1", "sid=1", None]


def test_a_cookie_that_comes_with_a_redirect_is_sent_where_it_leads(server):
    server.answers("/a", 302, location="/b", set_cookie="sid=1; Path=/")
    server.answers("/b", 307, location="/c")
    sent = assert_same_on_the_wire(server, lambda session: session.request("POST", f"{server.url}/a", json={"x": 1}))
    assert [(request.method, request.path, request.headers.get("cookie")) for request in sent] == [
        ("POST", "/a", None), ("GET", "/b", "sid=1"), ("GET", "/c", "sid=1"),
    ]  # fmt: skip


def test_a_cookie_of_one_request_is_not_sent_with_the_next(server):
    def script(session: requests.Session) -> None:
        session.get(f"{server.url}/a", cookies={"own": "1"})
        session.request("GET", f"{server.url}/b")

    sent = assert_same_on_the_wire(server, script)
    assert [request.headers.get("cookie") for request in sent] == ["own=1", None]


@pytest.mark.parametrize("options", [{}, {"params": {"q": "1"}}], ids=["straight", "with options"])
def test_a_response_is_what_that_of_requests_is(server, options):
    server.answers("/a", 303, location="/b")
    server.answers("/b", 200, {"x": "ä"})

    def asked(session: requests.Session) -> list[object]:
        with session:
            response = session.request("POST", f"{server.url}/a", json={"x": 1}, timeout=5, **options)
            steps = [*response.history, response]
            assert all(step.elapsed.total_seconds() > 0 for step in steps)
            return [(step.status_code, step.url, step.request.method, step.text, step.is_redirect) for step in steps]

    assert asked(ours(server.url)) == asked(theirs())


@pytest.mark.parametrize("options", [{}, {"headers": {"x": "1"}}], ids=["straight", "with options"])
def test_one_connection_serves_all_requests(server, options):
    server.answers("/in", 200, {}, set_cookie="sid=1; Path=/")
    with ours(server.url) as session:
        for path in ("/a", "/b", "/in", "/c"):
            session.request("GET", server.url + path, **options)
        pool = session.get_adapter(server.url).get_connection_with_tls_context(  # type: ignore[attr-defined]
            session.prepare_request(requests.Request("GET", server.url)), True
        )
        assert pool.num_connections == 1


@pytest.mark.parametrize("headers", [{"content_encoding": "gzip"}, {"content_length": "9"}], ids=["gzip", "cut short"])
def test_a_broken_body_raises_what_requests_raises(server, headers):
    server.answers("/a", 200, {}, connection="close", **headers)

    def raised(session: requests.Session) -> type[BaseException]:
        with session, pytest.raises(requests.RequestException) as caught:
            session.request("GET", f"{server.url}/a", timeout=5)
        return caught.type

    assert raised(ours(server.url)) is raised(theirs())


def test_a_stream_is_left_to_be_read(server):
    server.answers("/a", 200, {"x": 1})
    with ours(server.url) as session:
        for _ in range(2):
            response = session.request("GET", f"{server.url}/a", stream=True, timeout=5)
            assert b"".join(response.iter_content(1)) == b'{"x": 1}'
