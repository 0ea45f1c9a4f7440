"""The caller: what an action is given, what its end comes to, and which exchanges are written down on the way."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import requests

from pytest_resourcegraph.errors import Refused
from pytest_resourcegraph.events.exchange import Exchange
from pytest_resourcegraph.model.action import Action, Invariant
from pytest_resourcegraph.model.answer import Answer
from pytest_resourcegraph.model.resource import Resource
from pytest_resourcegraph.model.unique import unique
from pytest_resourcegraph.testing import FakeResponse

from ..testing.archive import FOLDER, archive
from ..testing.desk import Desk, Plain, desk_of
from .calling import BOX, Calling, fail
from .small_server import SmallServer, small_server

ONE = Exchange(method="POST", url="http://x/one", status=201)
TWO = Exchange(method="GET", url="http://x/two", status=409, response_body={"error": "taken"})


# -- what it is given --------------------------------------------------------------------------------------------------


def test_handles_fixtures_and_what_is_ours():
    given: dict[str, object] = {}
    client = Plain()
    calling = Calling(client, fixtures={"size": 3, "other": 4})
    calling.call(
        lambda **held: given.update(held), roles=(FOLDER,), injected=("api", "graph"), fixtures=("size",)
    )  # fmt: skip
    handle = given.pop("folder")
    assert isinstance(handle, Resource)
    assert (handle.id, handle["title"], handle.alive) == (7, "t", True)
    assert given == {"api": client, "graph": calling.graph, "size": 3}


def test_what_asks_for_nothing_is_given_nothing():
    given: list[object] = []
    Calling(fixtures={"size": 3}).call(lambda **held: given.append(held), injected=())
    assert given == [{}]


def test_the_client_is_that_of_the_actor_and_the_first_where_none_is_named():
    first, second = Plain(), Plain()
    calling = Calling(first, second)
    given: list[object] = []
    for actor in ("", "a", "b"):
        calling.call(lambda api: given.append(api), actor=actor)
    assert [id(client) for client in given] == [id(first), id(first), id(second)]
    assert calling.caller.client() is first


def test_only_the_client_that_was_used_is_asked_for_its_exchanges():
    calling = Calling(Plain(ONE), Plain(TWO))
    calling.call(lambda api: None, actor="b")
    calling.assert_told(TWO)


def test_unique_values_are_told_whether_it_complies_or_refuses():
    calling = Calling()
    _, used, returned = calling.call(lambda api: {"id": unique("title")})
    assert returned == {"id": used["title"]}

    def refuse(api: object) -> None:
        raise Refused(unique("title"))

    answer, refused, returned = calling.call(refuse)
    assert (answer.reason, returned) == (refused["title"], None)
    assert refused["title"] != used["title"]


# -- what its end comes to ---------------------------------------------------------------------------------------------


def test_what_is_returned_is_the_answer_and_is_given_as_it_is():
    response = FakeResponse(status_code=201, body={"id": 1})
    answer, used, returned = Calling().call(lambda api: response)
    assert (answer.status, answer.body, answer.succeeded()) == (201, {"id": 1}, True)
    assert (used, returned) == ({}, response)


@pytest.mark.parametrize("status", [None, 423])
@pytest.mark.parametrize("refusable", [True, False])
def test_refused_is_a_refusal_predicted_or_not(status, refusable):
    calling = Calling(Plain(ONE))
    answer, _, returned = calling.call(fail(Refused("quota", status=status)), refusable=refusable)
    assert (answer, returned) == (Answer(status=status, refused=True, reason="quota"), None)
    calling.assert_told(ONE)


def test_a_failed_assertion_about_a_4xx_is_that_4xx_only_where_a_refusal_is_predicted():
    calling = Calling(Plain(TWO))
    answer, _, _ = calling.call(fail(AssertionError("assert 409 == 200")), refusable=True)
    assert (answer.status, answer.body) == (409, {"error": "taken"})
    calling.assert_told(TWO)
    calling = Calling(Plain(TWO))
    with pytest.raises(AssertionError, match="assert 409 == 200"):
        calling.call(fail(AssertionError("assert 409 == 200")))
    calling.assert_told(TWO)


@pytest.mark.parametrize("error", [KeyError("id"), KeyboardInterrupt(), AssertionError("no")], ids=repr)
def test_what_it_raises_is_raised_and_its_exchanges_are_told_before(error):
    calling = Calling(Plain(ONE))
    with pytest.raises(type(error)) as caught:
        calling.call(fail(error))
    assert caught.value is error
    calling.assert_told(ONE)


def test_an_interruption_is_no_answer_even_where_it_carries_one():
    error = KeyboardInterrupt()
    error.response = FakeResponse(status_code=404)  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt):
        Calling().call(fail(error), refusable=True)


# -- its exchanges -----------------------------------------------------------------------------------------------------


def test_all_that_a_client_recorded_is_told_once_and_in_order():
    client = Plain(ONE, TWO)
    calling = Calling(client)
    answer, _, _ = calling.call(lambda api: None)
    assert answer.status == 409
    calling.assert_told(ONE, TWO)
    calling.call(lambda api: None)
    calling.assert_told(ONE, TWO)


def test_a_client_that_records_is_not_read_off_its_response_again():
    request = SimpleNamespace(method="GET", url="http://x/", headers={}, body=None)
    response = SimpleNamespace(status_code=200, json=dict, request=request, headers={})
    calling = Calling(Plain(ONE))
    calling.call(lambda api: response)
    calling.assert_told(ONE)


def test_of_a_client_that_records_nothing_the_response_tells():
    request = SimpleNamespace(method="GET", url="http://x/?token=abc", headers={}, body=None)
    response = SimpleNamespace(status_code=200, json=lambda: {"id": 1}, request=request, headers={})
    told = Exchange(method="GET", url="http://x/?token=***", status=200, response_body={"id": 1})
    calling = Calling(object())
    calling.call(lambda api: response)
    calling.assert_told(told)
    error = RuntimeError("no")
    error.response = response  # type: ignore[attr-defined]
    calling.call(fail(error))
    calling.assert_told(told, told)


@pytest.mark.parametrize("returned", [None, {"id": 1}, "id", FakeResponse(status_code=200)])
def test_what_shows_no_request_has_no_exchange(returned):
    calling = Calling(object())
    calling.call(lambda api: returned)
    calling.assert_told()


# -- invariants --------------------------------------------------------------------------------------------------------


def test_an_invariant_is_given_what_it_asks_for_with_the_first_client():
    given: dict[str, object] = {}
    client = Plain()
    calling = Calling(client, Plain(TWO), fixtures={"size": 3})
    sees = Invariant(
        name="sees", roles=(FOLDER,), injected=("api", "graph"), fixtures=("size",),
        call=lambda **held: given.update(held),
    )  # fmt: skip
    assert calling.hold(sees) is None
    assert given == {"folder": Resource(BOX, calling.graph.node), "api": client, "graph": calling.graph, "size": 3}
    calling.assert_told()


@pytest.mark.parametrize("error", [None, AssertionError("7 is not 8"), KeyError("sum")], ids=repr)
def test_the_exchanges_of_an_invariant_are_told_however_it_ends(error):
    calling = Calling(Plain(ONE))
    sums = Invariant(name="sums", injected=("api",), call=fail(error) if error else lambda api: "not looked at")
    if isinstance(error, KeyError):
        with pytest.raises(KeyError, match="sum"):
            calling.hold(sums)
    else:
        assert calling.hold(sums) is error
    calling.assert_told(ONE)


# -- what a document says is not offered, with a client that raises ----------------------------------------------------


class Raising:
    """A client as users write it: it records nothing, and raises what requests raises for each refusal."""

    def __init__(self, url: str) -> None:
        self._url = url

    def get(self, path: str) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False
            response = session.get(self._url + path, timeout=5)
        response.raise_for_status()
        return response


@pytest.fixture
def server() -> Iterator[SmallServer]:
    with small_server() as running:
        yield running


def asked(api: Raising, **_: object) -> requests.Response:
    return api.get("/folder")


def of_document(server: SmallServer, *unavailable: int, known: bool = False) -> Desk:
    """A desk with a reader as a document gives it. The folder is made in memory; where it is ``known``, it was read."""
    read = Action(
        name="get_folder", roles=(FOLDER,), reads="folder", injected=("api",), call=asked, doubtful=True,
        unavailable=frozenset(unavailable),
    )  # fmt: skip
    schema = desk_of(archive(read), create_folder=lambda: {"id": 7}, delete_folder=lambda folder: None).execution.schema
    desk = Desk(schema, clients={"": Raising(server.url)})
    desk.take("create_folder", "f1")
    if known:
        server.answers("/folder", 200, {"id": 7})
        assert desk.findings("get_folder", folder="f1") == ()
    return desk


@pytest.mark.parametrize("status", [501, 503])
def test_a_documented_one_is_a_refusal(server, status):
    server.answers("/folder", status, {"detail": "not here"})
    calling = Calling(Raising(server.url))
    answer, used, returned = calling.call(asked, unavailable=frozenset({status}))
    assert (answer.status, answer.body, answer.is_refusal) == (status, {"detail": "not here"}, True)
    assert (used, returned) == ({}, None)
    (exchange,) = calling.sent
    told = (exchange.method, exchange.url, exchange.status, exchange.response_body)
    assert told == ("GET", f"{server.url}/folder", status, {"detail": "not here"})
    calling.assert_told(exchange)


def test_another_one_is_none(server):
    server.answers("/folder", 501)
    answer, _, _ = Calling(Raising(server.url)).call(asked, unavailable=frozenset({503}))
    assert (answer.status, answer.is_refusal, answer.succeeded()) == (501, False, False)


@pytest.mark.parametrize("known", [True, False], ids=["read before", "never read"])
@pytest.mark.parametrize("status", [501, 503])
def test_a_documented_one_is_no_finding_and_any_other_is(server, status, known):
    for documented, found in (((status,), []), ((501, 503), []), ((), ["server-error"]), ((504,), ["server-error"])):
        desk = of_document(server, *documented, known=known)
        server.answers("/folder", status)
        assert [finding.check for finding in desk.findings("get_folder", folder="f1")] == found, documented


@pytest.mark.parametrize(("documented", "found"), [((501,), []), ((), ["server-error"])])
def test_what_is_gone_may_be_refused_with_a_documented_one(server, documented, found):
    desk = of_document(server, *documented)
    desk.take("delete_folder", folder="f1")
    server.answers("/folder", 501)
    assert [finding.check for finding in desk.findings("get_folder", folder="f1")] == found


def test_what_such_a_client_raises_for_another_refusal_is_that_refusal(server):
    desk = of_document(server, 501, known=True)
    server.answers("/folder", 404)
    taken, (finding,) = desk.take("get_folder", folder="f1")
    assert (taken.answer.label, finding.check) == ("404", "predicted")
