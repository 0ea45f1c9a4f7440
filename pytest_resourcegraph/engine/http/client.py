"""The HTTP client that actions get as ``api``: confined to the host that the user named, every exchange recorded."""

import json
import re
import time
from collections.abc import Mapping
from contextlib import suppress

import requests
from urllib3.exceptions import HTTPError

from ...errors import Problem, TransportError, Unreachable
from ...events.exchange import Exchange, Secrets
from .session import OneHostSession, OtherHost, origin, pairs

_RAW_PARAMETER = re.compile(r"\{[A-Za-z_][^/{}]*\}")
_LONGEST_BODY = 20_000  # characters of a text that are written down
_LONGEST_JSON = 1_000_000  # more is not read as JSON


class HttpClient:
    """A session with one base URL: ``api.get("/things/1")`` gives a ``requests.Response``.

    Environment proxies and netrc are not used. Paths that lead to another host, and paths with a raw ``{param}`` in
    them, raise TransportError before anything is sent; so does a redirect to another host.
    """

    def __init__(
        self,
        base_url: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: float = 10.0,
        secrets: Secrets | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._origin = origin(self.base_url)
        self._timeout = timeout
        self._secrets = secrets or Secrets()
        self._exchanges: list[Exchange] = []
        self._session = OneHostSession(self._origin, headers or {})

    def request(self, method: str, path: str, **options: object) -> requests.Response:
        """The response, of any status. Options are those of ``requests.request``."""
        url = self._url(path)
        options.setdefault("timeout", self._timeout)
        started = time.perf_counter()
        try:
            response = self._session.request(method, url, **options)
        except (requests.RequestException, HTTPError, RuntimeError, ValueError) as error:
            self._exchanges.append(
                Exchange(
                    method=method, url=self._secrets.url(url), request_body=self._secrets.body(options.get("json")),
                    error=_failure(error), elapsed=time.perf_counter() - started,
                )
            )  # fmt: skip
            raise self._translated(method, url, error) from None
        self._exchanges.append(self._recorded(response, options.get("json"), time.perf_counter() - started))
        if response.status_code >= 500:  # many servers then close the connection without a word
            self._session.begin_anew()
        return response

    def get(self, path: str, **options: object) -> requests.Response:
        """The response to a GET."""
        return self.request("GET", path, **options)

    def head(self, path: str, **options: object) -> requests.Response:
        """The response to a HEAD."""
        return self.request("HEAD", path, **options)

    def options(self, path: str, **options: object) -> requests.Response:
        """The response to an OPTIONS."""
        return self.request("OPTIONS", path, **options)

    def post(self, path: str, **options: object) -> requests.Response:
        """The response to a POST."""
        return self.request("POST", path, **options)

    def put(self, path: str, **options: object) -> requests.Response:
        """The response to a PUT."""
        return self.request("PUT", path, **options)

    def patch(self, path: str, **options: object) -> requests.Response:
        """The response to a PATCH."""
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: object) -> requests.Response:
        """The response to a DELETE."""
        return self.request("DELETE", path, **options)

    def exchanges(self) -> list[Exchange]:
        """The exchanges since the last call, secrets masked; they are forgotten."""
        taken, self._exchanges = self._exchanges, []
        return taken

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def _url(self, path: str) -> str:
        raw = _RAW_PARAMETER.search(path)
        if raw is not None:
            raise TransportError(
                Problem(
                    what=f"the path '{path}' has a raw parameter {raw.group()}",
                    known="nothing was sent",
                    remedy='put the id of a resource in its place, as in f"/things/{thing.id}"',
                )
            )
        if not path.startswith(("http://", "https://")):
            return f"{self.base_url}/{path.lstrip('/')}"
        if origin(path) != self._origin:
            raise TransportError(
                Problem(
                    what=f"'{path}' is on another host than {self._origin}",
                    known="nothing was sent: requests go only to the URL that the run was given",
                    remedy="use a path, or another client through the hook pytest_resourcegraph_make_client",
                )
            )
        return path

    def _translated(self, method: str, url: str, error: Exception) -> Exception:
        where = f"{method} {self._secrets.url(url)}"
        if isinstance(error, OtherHost):
            return TransportError(
                Problem(
                    what=f"{where} redirects to another host: {self._secrets.url(error.location)}",
                    known=f"requests go only to {self._origin}",
                    remedy="call the service by the URL that it redirects to, with --resource-graph-url",
                )
            )
        if isinstance(error, requests.Timeout):
            return TransportError(
                Problem(
                    what=f"{where} gave no answer within {self._timeout:g} s",
                    known="the step cannot be judged: what it did is not known",
                    remedy="look at the service, or allow more with --resource-graph-timeout",
                )
            )
        if isinstance(error, requests.ConnectionError):
            return Unreachable(
                Problem(
                    what=f"{self._origin} cannot be reached: {_cause(error)}",
                    known=f"tried: {where}",
                    remedy="start the service, or set --resource-graph-url",
                )
            )
        return TransportError(
            Problem(
                what=f"{where} failed: {type(error).__name__}",
                known=self._said(error),
                remedy="look at the service, or at the arguments that the action passes",
            )
        )

    def _said(self, error: Exception) -> str:
        if isinstance(error, requests.exceptions.InvalidHeader):  # it shows the value as Python writes it
            return "a header begins with a space, or has a line break in it; what it says is not shown here"
        return self._secrets.text(str(error)).partition("\n")[0]

    def _recorded(self, response: requests.Response, sent: object, elapsed: float) -> Exchange:
        request = response.request
        return Exchange(
            method=request.method or "",
            url=self._secrets.url(request.url or ""),
            request_headers=self._secrets.headers(pairs(request.headers)),
            request_body=_masked(self._secrets, sent if sent is not None else _readable(request.body)),
            status=response.status_code,
            response_headers=self._secrets.headers(pairs(response.headers)),
            response_body=self._answered(response),
            elapsed=elapsed,
        )

    def _answered(self, response: requests.Response) -> object:
        """The body of an answer, masked: a JSON value, or the beginning of a text."""
        if not response.content:
            return None
        if len(response.content) <= _LONGEST_JSON:
            if response.encoding in (None, "utf-8"):  # nearly always: what requests comes to, in half of the time
                with suppress(ValueError):
                    return self._secrets.body(json.loads(response.content.decode()))
            with suppress(ValueError):
                return self._secrets.body(response.json())
        return self._secrets.start_of(response.text, _LONGEST_BODY)


def _failure(error: Exception) -> str:
    return "redirect to another host" if isinstance(error, OtherHost) else type(error).__name__


def _masked(secrets: Secrets, sent: object) -> object:
    """What was sent, masked; text is looked into where it is JSON or a form."""
    if not isinstance(sent, str):
        return secrets.body(sent)
    if len(sent) <= _LONGEST_JSON:
        with suppress(ValueError):
            return secrets.body(json.loads(sent))
    return secrets.start_of(sent, _LONGEST_BODY)


def _cause(error: BaseException) -> str:
    text = str(error)
    signs = ("Connection refused", "Name or service not known", "timed out", "Connection reset", "closed connection")
    for sign in signs:
        if sign in text:
            return sign.lower()
    return type(error).__name__


def _readable(body: object) -> object:
    if isinstance(body, bytes):
        body = body.decode("utf-8", "replace")
    return body if isinstance(body, str) else None
