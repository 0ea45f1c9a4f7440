"""The HTTP client: one host, nothing raw, nothing from the environment, no secret written down."""

import json
import time
from collections.abc import Iterator

import pytest

from pytest_resourcegraph.engine.http import HttpClient
from pytest_resourcegraph.errors import TransportError
from pytest_resourcegraph.events.exchange import Secrets
from pytest_resourcegraph.model.client import Closing, Recording

from .raw_server import kept_server
from .small_server import SmallServer, small_server


@pytest.fixture
def server() -> Iterator[SmallServer]:
    with small_server() as running:
        yield running


@pytest.fixture
def api(server: SmallServer) -> Iterator[HttpClient]:
    secrets = Secrets.of(["s3cr3t", "hunter2"])
    client = HttpClient(server.url, headers={"authorization": "Bearer s3cr3t"}, secrets=secrets)
    yield client
    client.close()


def refused(api: HttpClient, path: str, **options: object) -> list[str]:
    """The lines of the error that a GET raises."""
    with pytest.raises(TransportError) as caught:
        api.get(path, **options)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "options", "head"])
def test_every_method_answers_with_a_response(server, api, method):
    server.answers("/things", 200, {"id": 1})
    response = getattr(api, method)("/things")
    assert response.status_code == 200
    assert server.received[0].method == method.upper()
    if method != "head":
        assert response.json() == {"id": 1}


def test_it_is_what_the_engine_asks_for(api):
    assert isinstance(api, Recording)
    assert isinstance(api, Closing)


@pytest.mark.parametrize("path", ["/things", "things"])
def test_a_path_is_below_the_base_url(server, path):
    client = HttpClient(f"{server.url}/v1/")
    client.get(path)
    client.close()
    assert server.received[0].path == "/v1/things"


def test_a_raw_parameter_is_not_sent(server, api):
    assert refused(api, "/things/{thing_id}/parts") == [
        "the path '/things/{thing_id}/parts' has a raw parameter {thing_id}",
        "nothing was sent",
        'put the id of a resource in its place, as in f"/things/{thing.id}"',
    ]
    assert server.received == []
    assert api.exchanges() == []


@pytest.mark.parametrize("path", ['/things?filter={"a":1}', "/things/{}", "/things/{1}"])
def test_other_braces_are_sent(server, api, path):
    api.get(path)
    assert len(server.received) == 1


@pytest.mark.parametrize("url", ["http://127.0.0.2:1/x", "https://127.0.0.1/x", "http://127.0.0.1:1/x"])
def test_another_host_is_not_asked(server, api, url):
    what, known, remedy = refused(api, url)
    assert what == f"'{url}' is on another host than {server.url}"
    assert known == "nothing was sent: requests go only to the URL that the run was given"
    assert remedy.startswith("use a path, or another client")
    assert server.received == []


def test_its_own_host_may_be_written_out(server, api):
    server.answers("/things", 200, [])
    assert api.get(f"{server.url}/things").status_code == 200


def test_a_redirect_to_another_host_is_not_followed(server, api):
    server.answers("/things", 302, location="http://127.0.0.1:1/elsewhere?token=abcdef")
    assert refused(api, "/things") == [
        f"GET {server.url}/things redirects to another host: http://127.0.0.1:1/elsewhere?token=***",
        f"requests go only to {server.url}",
        "call the service by the URL that it redirects to, with --resource-graph-url",
    ]
    (exchange,) = api.exchanges()
    assert (exchange.status, exchange.error) == (None, "redirect to another host")


def test_a_redirect_that_is_not_to_be_followed_may_lead_anywhere(server, api):
    """As to a signed download URL, which the action only wants to see."""
    server.answers("/things", 302, location="http://127.0.0.1:1/elsewhere")
    assert api.get("/things", allow_redirects=False).headers["location"] == "http://127.0.0.1:1/elsewhere"


def test_a_redirect_on_the_same_host_is_followed(server, api):
    server.answers("/things", 307, location="/things/")
    server.answers("/things/", 200, {"id": 1})
    assert api.post("/things", json={"a": 1}).json() == {"id": 1}
    assert [(request.path, request.body) for request in server.received] == [
        ("/things", '{"a": 1}'), ("/things/", '{"a": 1}'),
    ]  # fmt: skip


def test_a_redirect_by_way_of_the_same_host_is_not_followed_either(server, api):
    server.answers("/a", 302, location="/b")
    server.answers("/b", 302, location="http://127.0.0.1:1/")
    assert "redirects to another host" in refused(api, "/a")[0]


def test_a_service_that_does_not_answer(server):
    def slow(_: object) -> tuple[int, dict[str, str], str]:
        time.sleep(0.4)
        return 200, {}, ""

    server.routes["/things"] = slow
    client = HttpClient(server.url, timeout=0.05)
    assert refused(client, "/things?token=abcdef") == [
        f"GET {server.url}/things?token=*** gave no answer within 0.05 s",
        "the step cannot be judged: what it did is not known",
        "look at the service, or allow more with --resource-graph-timeout",
    ]
    assert client.exchanges()[0].error == "ReadTimeout"
    client.close()


def test_a_service_that_is_not_there():
    client = HttpClient("http://127.0.0.1:1")
    assert refused(client, "/things") == [
        "http://127.0.0.1:1 cannot be reached: connection refused",
        "tried: GET http://127.0.0.1:1/things",
        "start the service, or set --resource-graph-url",
    ]
    client.close()


def test_nothing_is_taken_from_the_environment(server, monkeypatch, tmp_path):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password mine\n")
    monkeypatch.setenv("NETRC", str(netrc))
    client = HttpClient(server.url)
    assert client.get("/things").status_code == 404
    assert "authorization" not in server.received[0].headers
    client.close()


def test_exchanges_are_recorded_once(server, api):
    server.answers("/things", 201, {"id": 1})
    api.post("/things", json={"title": "a"})
    (exchange,) = api.exchanges()
    assert (exchange.method, exchange.url, exchange.status) == ("POST", f"{server.url}/things", 201)
    assert (exchange.request_body, exchange.response_body) == ({"title": "a"}, {"id": 1})
    assert api.exchanges() == []


def test_secrets_are_masked(server, api):
    server.answers("/login", 200, {"access_token": "abc", "note": "hunter2 it is"}, set_cookie="sid=1")
    api.post("/login?api_key=k1&x=1", json={"password": "p", "user": "me", "note": "hunter2"})
    assert server.received[0].headers["authorization"] == "Bearer s3cr3t"
    (exchange,) = api.exchanges()
    assert exchange.url == f"{server.url}/login?api_key=***&x=1"
    assert dict(exchange.request_headers)["authorization"] == "***"
    assert exchange.request_body == {"password": "***", "user": "me", "note": "***"}
    assert exchange.response_body == {"access_token": "***", "note": "*** it is"}
    assert dict(exchange.response_headers)["set-cookie"] == "***"


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ({"data": {"user": "me", "password": "p w"}}, "user=me&password=***"),
        ({"data": '{"password": "p", "user": "me"}'}, {"password": "***", "user": "me"}),
        ({"data": "plain hunter2"}, "plain ***"),
        ({"data": "a sentence = this"}, "a sentence = this"),
    ],
)
def test_secrets_are_masked_in_text_that_was_sent(api, options, shown):
    api.post("/login", **options)
    assert api.exchanges()[0].request_body == shown


def test_a_body_that_is_not_json_is_recorded_as_text(server, api):
    server.answers("/page", 200, "<html>")
    api.get("/page")
    assert api.exchanges()[0].response_body == "<html>"


@pytest.mark.parametrize("status", [500, 502])
def test_after_a_failure_of_the_server_the_connection_is_a_new_one(status):
    """It may close the old one without a word, and just when the next request is sent."""
    head = "HTTP/1.1 {} Some\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{{}}"
    with kept_server([head.format(status), head.format(200)]) as (url, connections):
        client = HttpClient(url)
        assert client.get("/a").status_code == status
        assert client.get("/b").status_code == 200
        assert client.get("/c").status_code == 200
        client.close()
    assert connections == [1, 2]


SECRET = "hunter2"


@pytest.mark.parametrize(
    "options",
    [
        {"data": json.dumps({"password": SECRET, "fill": "x" * 25_000})},
        {"data": "x" * 19_996 + "s3cr3t"},
        {"data": json.dumps({"password": "pw0", "fill": "x" * 1_000_001})},
        {"data": '{"password": "pw0",}'},
        {"files": {"password": (None, "pw0")}},
    ],
)
def test_secrets_are_masked_before_a_text_is_cut(api, options):
    api.post("/things", **options)
    shown = str(api.exchanges()[0].request_body)
    assert not [word for word in (SECRET, "s3c", "pw0") if word in shown]


@pytest.mark.parametrize(
    "text", ["x" * 19_996 + "s3cr3t", '{"token": "pw0"}\n{"token": "pw1"}', '{"token": "pw0"} end']
)
def test_secrets_of_answers_are_masked_before_they_are_cut(server, api, text):
    server.answers("/page", 200, text)
    api.get("/page")
    shown = str(api.exchanges()[0].response_body)
    assert len(shown) <= 20_000
    assert not [word for word in ("s3c", "pw0", "pw1") if word in shown]


def test_a_header_that_cannot_be_sent_is_not_shown(server):
    client = HttpClient(
        server.url, headers={"Authorization": "Token s3cr3t8\n"}, secrets=Secrets.of(["Token s3cr3t8\n"])
    )
    told = refused(client, "/things")
    client.close()
    assert "s3cr3t8" not in "".join(told)
    assert "a header begins with a space, or has a line break in it" in told[1]
