"""The session below the HTTP client: confined to one host, and free of the work that its requests do not need.

What is left out is what requests does again for every request and what comes to the same each time: merging settings,
looking for proxies, cookies and credentials where there are none, quoting a URL that needs no quotes. What is sent is
to the byte what ``requests.Session`` sends; whatever is out of the ordinary goes its way.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import lru_cache
from time import perf_counter
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import extract_cookies_to_jar
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import DecodeError, HTTPError, ProtocolError

# No empty segment, none that begins with a dot, nothing to be quoted: a URL that requests leaves as it is.
_PLAIN_URL = re.compile(r"(?P<origin>https?://[a-z0-9.:-]+)(?:/[\w~-][\w.~-]*)+(?:\?[\w.~=&-]+)?", re.ASCII)


class OtherHost(requests.RequestException):
    """A redirect leads to another host, and was not followed."""

    def __init__(self, location: str) -> None:
        self.location = location
        super().__init__(location)


class OneHostSession(requests.Session):
    """Follows redirects on its own host only, and takes nothing from the environment: faster, and no surprises.

    All requests have these headers besides their own; they cannot be changed later.
    """

    def __init__(self, origin: str, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.trust_env = False
        self._adapter = _OneHostAdapter()
        for scheme in ("http://", "https://"):
            self.mount(scheme, self._adapter)
        self.headers.update(headers)
        self._checked: CaseInsensitiveDict[str] | None = None
        self._origin = origin
        self._follows = True

    def request(  # type: ignore[override]  # the rest of the options is passed on as it is
        self, method: str, url: str, *, json: Any = None, timeout: Any = None, **options: Any
    ) -> requests.Response:
        """The response. A request without further options is prepared and sent with nothing in between.

        Its ``elapsed`` is the time until all of it was read.
        """
        if options or any(self.hooks.values()) or not _is_empty(self.cookies):
            return super().request(method, url, json=json, timeout=timeout, **options)
        prepared = _Prepared()
        prepared.prepare(method=method.upper(), url=url, headers=self._sendable(), json=json, cookies=self.cookies)
        started = perf_counter()
        response = self._adapter.send(prepared, timeout=timeout)
        response.elapsed = timedelta(seconds=perf_counter() - started)
        if _has(response.headers, "set-cookie"):
            extract_cookies_to_jar(self.cookies, prepared, response.raw)  # type: ignore[no-untyped-call]
        if _redirects(response):
            way = [response, *cast("Iterator[Any]", self.resolve_redirects(response, prepared, timeout=timeout))]
            response = way.pop()
            response.history = way
        response.content  # noqa: B018 - what the adapter left is read as requests does
        return response

    def begin_anew(self) -> None:
        """Use no connection of those that are open: a server that has failed may be about to close them."""
        self._adapter.begin_anew()

    def _sendable(self) -> CaseInsensitiveDict[str]:
        """The headers of the session, checked once. Raises InvalidHeader where one cannot be sent."""
        if self._checked is None:
            model = requests.PreparedRequest()
            said = cast("Mapping[str, Any]", self.headers)  # None takes a header of requests out
            model.prepare_headers({name: value for name, value in said.items() if value is not None})
            self._checked = model.headers
        return self._checked

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        """The request as it is sent. What brings no settings of its own has those of the session, unmerged."""
        if request.headers or request.cookies or request.auth or request.hooks != self.hooks:
            return super().prepare_request(request)
        prepared = _Prepared()
        # An empty mapping, which requests makes of None, costs more than None: it is asked whether it is a file.
        prepared.prepare(
            method=request.method, url=request.url, headers=self._sendable(), files=request.files or None,
            data=request.data or None, json=request.json, params=request.params or None, cookies=self.cookies,
            hooks=self.hooks,
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
            if origin(location) != self._origin:
                resp.close()  # nobody else will: what is left open becomes a warning in the users' suite
                raise OtherHost(location)
        return target


class _Prepared(requests.PreparedRequest):
    """Prepared with the headers and the cookies of the session alone."""

    def prepare_url(self, url: Any, params: Any) -> None:
        """Take the URL as it is where requests would do so as well."""
        plain = _PLAIN_URL.fullmatch(url) if params is None else None
        if plain is not None and _is_kept(plain["origin"]):
            self.url = url
        else:
            super().prepare_url(url, params)

    def prepare_headers(self, headers: Any) -> None:
        """Take the headers, which have been checked: as copy() does, which asks each of them again what it is."""
        self.headers = CaseInsensitiveDict.__new__(CaseInsensitiveDict)
        self.headers._store = headers._store.copy()  # type: ignore[attr-defined]  # private, so not in the stubs

    def prepare_cookies(self, cookies: Any) -> None:
        """Send the cookies. An empty jar is not copied: who follows a redirect makes a copy anyway."""
        if _is_empty(cookies):
            self._cookies = cookies
        else:
            super().prepare_cookies(cookies.copy())

    def prepare_body(self, data: Any, files: Any, json: Any = None) -> None:
        """Send the body. A read that has none needs no word about it either."""
        if data or files or json is not None or self.method not in ("GET", "HEAD"):
            super().prepare_body(data, files, json)

    def prepare_auth(self, auth: Any, url: Any = "") -> None:
        """Send the credentials that the URL has, if it has any."""
        if auth or "@" in (self.url or ""):
            super().prepare_auth(auth, url)


class _OneHostAdapter(HTTPAdapter):
    """Keeps the connections of its one host at hand: finding them again takes a tenth of the time of a request."""

    _usual: Any = None

    def begin_anew(self) -> None:
        """Close the connections that wait for the next request."""
        if self._usual is not None:
            self.poolmanager.clear()
            self._usual = None

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:
        """The connections; those that a request with options of its own asks for are found as requests does."""
        if proxies or cert or verify is not True:
            return super().get_connection_with_tls_context(request, verify, proxies, cert)
        if self._usual is None:
            self._usual = super().get_connection_with_tls_context(request, verify, proxies, cert)
        return self._usual

    def send(
        self, request: requests.PreparedRequest, stream: bool = False, *args: Any, **kwargs: Any
    ) -> requests.Response:
        """The response, read to its end unless it is to be a stream."""
        response = super().send(request, stream, *args, **kwargs)
        # What leads elsewhere is read as far as it can be, and other codings in their own way: by requests.
        headers = response.headers
        plain = not _has(headers, "transfer-encoding") or headers["Transfer-Encoding"].lower() == "chunked"
        if not stream and plain and not _redirects(response):
            response._content = _read(response)
            response._content_consumed = True  # type: ignore[attr-defined]
            if not _has(headers, "set-cookie"):
                _without_cookies(response.raw)
        return response

    def build_response(self, req: requests.PreparedRequest, resp: Any) -> requests.Response:
        """The response. One that sets no cookie is not searched for cookies."""
        if "Set-Cookie" in resp.headers:
            return super().build_response(req, resp)
        original = _without_cookies(resp)
        try:
            return super().build_response(req, resp)
        finally:
            resp._original_response = original

    def request_url(self, request: requests.PreparedRequest, proxies: Any) -> str:
        """The part of the URL that is sent: path and query, where there is no proxy."""
        return super().request_url(request, proxies) if proxies else request.path_url


def _read(response: requests.Response) -> bytes:
    """The whole body in one piece, and the connection given back; raises what requests raises, which reads in many."""
    try:
        return cast(bytes, response.raw.read(decode_content=True))
    except ProtocolError as error:
        raise requests.exceptions.ChunkedEncodingError(error) from error
    except DecodeError as error:
        raise requests.exceptions.ContentDecodingError(error) from error
    except HTTPError as error:
        raise requests.ConnectionError(error) from error


def pairs(headers: CaseInsensitiveDict[str]) -> Iterable[tuple[str, str]]:
    """Names and values, as ``items()`` gives them, which asks for each name again."""
    return cast("Iterable[tuple[str, str]]", headers._store.values())  # type: ignore[attr-defined]


def _has(headers: CaseInsensitiveDict[str], name: str) -> bool:
    """Whether a header of that name, in lower case, is there: asked thrice of each answer, and most have none."""
    return name in headers._store  # type: ignore[attr-defined]  # private, so not in the stubs


def _is_empty(jar: Any) -> bool:
    """True where the jar never held a cookie. Its length is counted by going through all of it."""
    return not jar._cookies


def _redirects(response: requests.Response) -> bool:
    return response.status_code >= 300 and response.is_redirect


def _without_cookies(raw: Any) -> object:
    """Take away what requests looks for cookies in; gives it. Looking costs as much as preparing the request."""
    original = raw._original_response
    raw._original_response = None
    return original


def origin(url: str) -> str:
    """Scheme, host and port; of a URL that cannot be read, the URL itself, which is the origin of nothing else."""
    try:
        parts = urlsplit(url)
        number = parts.port
    except ValueError:
        return url
    port = number or {"http": 80, "https": 443}.get(parts.scheme, 0)
    host = parts.hostname or ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


@lru_cache(maxsize=64)
def _is_kept(origin: str) -> bool:
    """True where requests leaves scheme, host and port as they are written."""
    prepared = requests.PreparedRequest()
    prepared.prepare_url(f"{origin}/", None)
    return prepared.url == f"{origin}/"
