"""The HTTP client that actions get as ``api``: requests, confined to this file and to the host that the user named."""

import json
import re
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter

from ..errors import Problem, TransportError, Unreachable
from ..events.exchange import Exchange, Secrets

_RAW_PARAMETER = re.compile(r"\{[A-Za-z_][^/{}]*\}")
_LONGEST_BODY = 20_000


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
        self._origin = _origin(self.base_url)
        self._timeout = timeout
        self._secrets = secrets or Secrets()
        self._exchanges: list[Exchange] = []
        self._session = _OneHostSession(self._origin)
        self._session.headers.update(headers or {})

    def request(self, method: str, path: str, **options: object) -> requests.Response:
        """The response, of any status. Options are those of ``requests.request``."""
        url = self._url(path)
        options.setdefault("timeout", self._timeout)
        options.setdefault("params", "")  # not None, which requests makes a mapping of and looks into
        started = time.perf_counter()
        try:
            response = self._session.request(method, url, **options)  # type: ignore[arg-type]
        except requests.RequestException as error:
            self._exchanges.append(
                Exchange(
                    method=method, url=self._secrets.url(url), request_body=self._secrets.body(options.get("json")),
                    error=_failure(error), elapsed=time.perf_counter() - started,
                )
            )  # fmt: skip
            raise self._translated(method, url, error) from None
        self._exchanges.append(self._recorded(response, options.get("json"), time.perf_counter() - started))
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
        if _origin(path) != self._origin:
            raise TransportError(
                Problem(
                    what=f"'{path}' is on another host than {self._origin}",
                    known="nothing was sent: requests go only to the URL that the run was given",
                    remedy="use a path, or another client through the hook pytest_resourcegraph_make_client",
                )
            )
        return path

    def _translated(self, method: str, url: str, error: requests.RequestException) -> Exception:
        where = f"{method} {self._secrets.url(url)}"
        if isinstance(error, _OtherHost):
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
                known=self._secrets.text(str(error)).partition("\n")[0],
                remedy="look at the service, or at the arguments that the action passes",
            )
        )

    def _recorded(self, response: requests.Response, sent: object, elapsed: float) -> Exchange:
        request = response.request
        return Exchange(
            method=request.method or "",
            url=self._secrets.url(request.url or ""),
            request_headers=self._secrets.headers(request.headers),
            request_body=_masked(self._secrets, sent if sent is not None else _readable(request.body)),
            status=response.status_code,
            response_headers=self._secrets.headers(response.headers),
            response_body=self._secrets.body(_body(response)),
            elapsed=elapsed,
        )


class _OtherHost(requests.RequestException):
    def __init__(self, location: str) -> None:
        self.location = location
        super().__init__(location)


class _OneHostSession(requests.Session):
    """Follows redirects on its own host only, and takes nothing from the environment: faster, and no surprises."""

    def __init__(self, origin: str) -> None:
        super().__init__()
        self.trust_env = False
        adapter = _OneHostAdapter()
        for scheme in ("http://", "https://"):
            self.mount(scheme, adapter)
        self._origin = origin
        self._follows = True

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        """The request as it is sent. What brings no settings of its own has those of the session, unmerged: faster."""
        if request.headers or request.cookies or request.auth or request.hooks != self.hooks:
            return super().prepare_request(request)
        prepared = requests.PreparedRequest()
        prepared.prepare(
            method=(request.method or "").upper(), url=request.url, headers=self.headers, files=request.files,
            data=request.data, json=request.json, params=request.params, cookies=self.cookies.copy(), hooks=self.hooks,
        )  # fmt: skip
        return prepared

    def merge_environment_settings(
        self, url: str | bytes | None, proxies: Any, stream: Any, verify: Any, cert: Any
    ) -> Any:
        """The options of a request as they are: there is nothing to merge them with, and looking for it is slow."""
        verify = True if verify is None else verify
        return {"proxies": proxies or {}, "stream": bool(stream), "verify": verify, "cert": cert}

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """The response. A redirect that is not to be followed may lead anywhere."""
        follows, self._follows = self._follows, bool(kwargs.get("allow_redirects", True))
        try:
            return super().send(request, **kwargs)
        finally:
            self._follows = follows

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Where the response redirects to. Raises where that is another host and would be followed."""
        target = super().get_redirect_target(resp)
        if target is not None and self._follows:
            location = urljoin(resp.url, target)
            if _origin(location) != self._origin:
                resp.close()  # nobody else will: what is left open becomes a warning in the users' suite
                raise _OtherHost(location)
        return target


class _OneHostAdapter(HTTPAdapter):
    """Keeps the connections of its one host at hand: finding them again takes a tenth of the time of a request."""

    _usual: Any = None

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:
        """The connections; those that a request with options of its own asks for are found as requests does."""
        if proxies or cert or verify is not True:
            return super().get_connection_with_tls_context(request, verify, proxies, cert)
        if self._usual is None:
            self._usual = super().get_connection_with_tls_context(request, verify, proxies, cert)
        return self._usual


def _failure(error: requests.RequestException) -> str:
    return "redirect to another host" if isinstance(error, _OtherHost) else type(error).__name__


def _masked(secrets: Secrets, sent: object) -> object:
    """What was sent, masked; text is looked into where it is JSON or a form."""
    if not isinstance(sent, str):
        return secrets.body(sent)
    try:
        return secrets.body(json.loads(sent))
    except ValueError:
        pass
    if re.fullmatch(r"[^\s=&]+=[^\s&]*(&[^\s=&]+=[^\s&]*)*", sent):
        return secrets.url(f"?{sent}").removeprefix("?")
    return secrets.text(sent)


def _origin(url: str) -> str:
    """Scheme, host and port; of a URL that cannot be read, the URL itself, which is the origin of nothing else."""
    try:
        parts = urlsplit(url)
        number = parts.port
    except ValueError:
        return url
    port = number or {"http": 80, "https": 443}.get(parts.scheme, 0)
    host = parts.hostname or ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


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
    return body[:_LONGEST_BODY] if isinstance(body, str) else None


def _body(response: requests.Response) -> object:
    if not response.content:
        return None
    if len(response.content) <= _LONGEST_BODY * 50:
        try:
            return response.json()
        except ValueError:
            pass
    return response.text[:_LONGEST_BODY]
