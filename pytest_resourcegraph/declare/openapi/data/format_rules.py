"""The formats that are rules: what a text or number of a format must be like. An unknown format allows everything."""

import ipaddress
import re
from base64 import b64decode
from binascii import Error as BinasciiError
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from .made import Stuck
from .matching import compiled

_DATE_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d))", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII)
_DURATION = re.compile(r"P(?!$)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+S)?)?)", re.ASCII)
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*", re.ASCII)
_EMAIL = re.compile(rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]{{1,64}}@{_LABEL}(\.{_LABEL})*", re.ASCII)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:", re.ASCII)
_URI_TEXT = re.compile(r"([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", re.ASCII)
_POINTER = re.compile(r"(/([^~/]|~[01])*)*")
_RELATIVE = re.compile(r"(0|[1-9]\d*)(#|(/([^~/]|~[01])*)*)", re.ASCII)


def accepts(name: str, value: object) -> bool:
    """Whether the value is as its format says. A format of texts says nothing about other values."""
    return RULES[name](value) if name in RULES else True


def _text(rule: Callable[[str], object]) -> Callable[[object], bool]:
    def check(value: object) -> bool:
        if not isinstance(value, str):
            return True
        try:
            return bool(rule(value))
        except (ValueError, BinasciiError, Stuck):
            return False

    return check


def _whole(bits: int) -> Callable[[object], bool]:
    return lambda value: (
        not isinstance(value, int) or isinstance(value, bool) or -(1 << bits - 1) <= value < 1 << bits - 1
    )


def _is_date(text: str) -> bool:
    return len(text) == 10 and bool(date.fromisoformat(text))


def _is_date_time(text: str) -> bool:
    found = _DATE_TIME.fullmatch(text)
    return bool(found) and _is_date(text[:10]) and bool(_TIME.fullmatch(text[11:]))


def _is_uri(text: str) -> bool:
    return bool(_SCHEME.match(text)) and _is_reference(text)


def _is_reference(text: str) -> bool:
    return bool(_URI_TEXT.fullmatch(text)) and text.count("#") < 2 and bool(urlsplit(text))


def _is_address(text: str) -> bool:
    return bool(_EMAIL.fullmatch(text)) and ".." not in text and text[0] != "." and ".@" not in text


def _is_uuid(text: str) -> bool:
    return len(text) == 36 and str(UUID(text)) == text.lower()


RULES: dict[str, Callable[[object], bool]] = {
    "date": _text(_is_date),
    "date-time": _text(_is_date_time),
    "time": _text(_TIME.fullmatch),
    "duration": _text(_DURATION.fullmatch),
    "email": _text(_is_address),
    "idn-email": _text(lambda text: "@" in text),
    "hostname": _text(_HOST.fullmatch),
    "ipv4": _text(ipaddress.IPv4Address),
    "ipv6": _text(lambda text: "%" not in text and ipaddress.IPv6Address(text)),
    "uri": _text(_is_uri),
    "url": _text(_is_uri),
    "uri-reference": _text(_is_reference),
    "iri": _text(_SCHEME.match),
    "uuid": _text(_is_uuid),
    "byte": _text(lambda text: b64decode("".join(text.split()), validate=True) is not None),
    "json-pointer": _text(_POINTER.fullmatch),
    "relative-json-pointer": _text(_RELATIVE.fullmatch),
    "regex": _text(compiled),
    "int32": _whole(32),
    "int64": _whole(64),
}
"""By the name of the format."""
