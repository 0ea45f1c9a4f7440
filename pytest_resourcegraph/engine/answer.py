"""Reads what an action gave back, whatever it speaks, into one Answer."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeGuard, cast

from ..errors import Problem, Refused, TransportError
from ..events.exchange import MASKED, Exchange, Secrets, tells, texts
from ..model.answer import Answer
from ..model.origin import Origin


class ResponseLike(Protocol):
    """A response of requests, of httpx, or of anything that is like one."""

    status_code: int

    def json(self) -> Any:
        """The body as a JSON value."""


def is_response(value: object) -> TypeGuard[ResponseLike]:
    """True for what is like a response. Asked at every step, where isinstance() costs 20 times as much."""
    return hasattr(value, "status_code") and hasattr(value, "json")


def read_answer(returned: object, exchanges: Sequence[Exchange], where: Origin | str) -> Answer:
    """The answer for what an action returned: a response, a mapping, a list, an id or nothing.

    Where it gave nothing, a body or an id only, the status is that of its last exchange: an action that does not return
    the response does not make a 404 a success, and no id is ever taken from one. Raises TransportError for anything
    else, naming the action at ``where``.
    """
    if is_response(returned):
        return _of_response(returned, exchanges)
    if isinstance(returned, tuple):
        returned = list(returned)
    if returned is None or isinstance(returned, (Mapping, list, str, int)):
        method, written = _request(None, exchanges)
        status = exchanges[-1].status if exchanges else None
        media_type, received = _received(exchanges)
        return Answer(
            status=status, body=returned, written=written, method=method, media_type=media_type, received=received
        )  # fmt: skip
    raise TransportError(
        Problem(
            where=str(where),
            what=f"the action returned a {type(returned).__name__}",
            known="understood are: a response with status_code and json(), a mapping, a list, an id, or nothing",
            remedy="return the response, or raise Refused where the system said no",
        )
    )


def read_error(
    error: BaseException, exchanges: Sequence[Exchange], where: Origin | str, *, refusable: bool
) -> Answer | None:
    """The answer that an exception stands for, or None where it is an exception and nothing else.

    Refused is a refusal; an error that carries a response, as ``raise_for_status()`` raises it, is that response; a
    failed assertion about a 4xx is that 4xx where a refusal was predicted (``refusable``).
    """
    if isinstance(error, Refused):
        return Answer(status=error.status, refused=True, reason=str(error))
    response = getattr(error, "response", None)
    if isinstance(error, Exception) and is_response(response):
        return read_answer(response, exchanges, where)
    last = exchanges[-1] if exchanges else None
    if refusable and isinstance(error, AssertionError) and last is not None and 400 <= (last.status or 0) < 500:
        return Answer(status=last.status, body=last.response_body)
    return None


def read_exchange(response: object, secrets: Secrets) -> Exchange | None:
    """The exchange of a response from a client that does not record; None where the response does not show it."""
    request = getattr(response, "request", None)
    if not is_response(response) or request is None:
        return None
    sent = getattr(request, "body", None) or getattr(request, "content", None)
    body, malformed, text = _body(response)
    return Exchange(
        method=str(getattr(request, "method", "")),
        url=secrets.url(str(getattr(request, "url", ""))),
        request_headers=secrets.headers(dict(getattr(request, "headers", {})).items()),
        request_body=secrets.body(_json_or_text(sent)),
        status=response.status_code,
        response_headers=secrets.headers(dict(getattr(response, "headers", {})).items()),
        response_body=secrets.body(text if malformed else body),
    )


def _of_response(response: ResponseLike, exchanges: Sequence[Exchange]) -> Answer:
    body, malformed, text = _body(response)
    method, written = _request(getattr(response, "request", None), exchanges)
    return Answer(
        status=response.status_code,
        body=body,
        malformed=malformed,
        text=text[:2000],
        written=written,
        method=method,
        media_type=_media_type(getattr(response, "headers", {})),
        received=body,
    )


def _received(exchanges: Sequence[Exchange]) -> tuple[str, object]:
    """Media type and body of the last response, where there was one."""
    if not exchanges:
        return "", None
    body = exchanges[-1].response_body
    # What is masked or cut is not what was answered, and is not compared with anything.
    whole = None if isinstance(body, str) or MASKED in str(body) else body
    return _media_type(dict(exchanges[-1].response_headers)), whole


def _media_type(headers: Mapping[str, object]) -> str:
    return next(iter(texts(headers.get("Content-Type") or headers.get("content-type") or "")), "")


def _request(request: object, exchanges: Sequence[Exchange]) -> tuple[str, Mapping[str, object] | None]:
    """The method of the request that is answered, and its fields as they were sent.

    An exchange serves only where there is no response that knows its request: it may be another one of the same action,
    and is masked. What has a telling name is left out, because a report may show what is compared.
    """
    if request is not None:
        method = str(getattr(request, "method", ""))
        sent = _json_or_text(getattr(request, "body", None) or getattr(request, "content", None))
    elif exchanges:
        method, sent = exchanges[-1].method, _json_or_text(exchanges[-1].request_body)
    else:
        return "", None
    if not isinstance(sent, Mapping):
        return method, None
    return method, {name: value for name, value in sent.items() if not tells(name) and MASKED not in str(value)}


def _body(response: ResponseLike) -> tuple[object, str, str]:
    """The body, why it could not be read, and its text where it could not."""
    content = getattr(response, "content", None)
    if content == b"":
        return None, "", ""
    try:
        return cast(object, response.json()), "", ""
    except ValueError as error:
        if content is None and not getattr(response, "text", ""):
            return None, "", ""
        kind = _media_type(dict(getattr(response, "headers", {})))
        return None, f"not JSON ({kind.split(';')[0] or error})", str(getattr(response, "text", ""))


def _json_or_text(body: object) -> object:
    if isinstance(body, bytes):
        body = body.decode("utf-8", "replace")
    if not isinstance(body, str) or not body:
        return body or None
    try:
        return cast(object, json.loads(body))
    except ValueError:
        return body
