"""One request and its answer as a value, with secrets masked before it exists."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

MASKED = "***"
_SECRET_NAME = re.compile(
    r"authorization|x-auth|cookie|passw|secret|token|jwt|api[-_]?key|credential|session[-_]?id|"
    r"(?:private|access)[-_]?key|passphrase|pwd|bearer|signature|^(?:auth|otp|pin)$",
    re.IGNORECASE,
)
# A pair of a query, a fragment or a form: `&name=value`.
_PAIR = re.compile(r"(?P<name>(?:^|(?<=[?&;#]))[^=&;#?\s]+)=(?P<value>[^&;#\s]*)")
_PASSWORD = re.compile(r"//[^/@\s]*@")
# What is read where a body is no JSON: broken or cut off, several values in lines, or the parts of a form.
_MEMBER = re.compile(r'(?P<name>"(?:[^"\\\n]|\\.){1,100}")(?P<sign>\s*:\s*)(?:"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[-+.\w]+)')
_PART = re.compile(
    r'(?P<head>form-data;[^\r\n]*?\bname="?(?P<name>[^"\r\n;]*)[^\r\n]*(?:\r?\n[^\r\n]+)*\r?\n\r?\n).*?(?=\r?\n--|\Z)',
    re.DOTALL,
)
# Of the fields that tell, these may hold a number that is secret; others count, as `max_tokens` does.
_SECRET_NUMBER = re.compile(r"passw|passphrase|passcode|pwd|^(?:secret|otp|pin)$", re.IGNORECASE)


class Hidden:
    """A value that an action may use as it is, and that is written down as ``***``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(MASKED)


class Secret(Hidden, str):
    """A text that is written down as ``***``."""

    __slots__ = ()


class SecretInteger(Hidden, int):
    """A whole number that is written down as ``***``."""

    __slots__ = ()


class SecretFraction(Hidden, float):
    """A number with a fraction that is written down as ``***``."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and what came back. Bodies are JSON values, or text where they are not JSON, or None.

    ``status`` is None when no answer came; ``error`` then says why. ``elapsed`` is in seconds.
    """

    method: str
    url: str
    request_headers: tuple[tuple[str, str], ...] = ()
    request_body: object = None
    status: int | None = None
    response_headers: tuple[tuple[str, str], ...] = ()
    response_body: object = None
    elapsed: float = 0.0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Secrets:
    """Masks what must not be written down: headers and fields with a telling name, and values given as secret.

    ``values`` are the literal secrets of this run (credentials of clients); they are masked wherever they occur.
    """

    values: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Iterable[str]) -> "Secrets":
        """Secrets with these literal values, plain and as a URL quotes them.

        The longest come first, so that no part of one stays visible. Those under four characters are left out: they
        occur by chance.
        """
        # Imported here because only a run that knows secrets needs it.
        from urllib.parse import quote, quote_plus

        known = {value for value in values if len(value) >= 4}
        forms = {form for value in known for form in (value, quote(value, safe=""), quote_plus(value))}
        return cls(tuple(sorted(forms, key=lambda form: (-len(form), form))))

    def text(self, text: str) -> str:
        """The text with every secret value masked."""
        for value in self.values:
            if value in text:
                text = text.replace(value, MASKED)
        return text

    def headers(self, headers: Iterable[tuple[str, object]]) -> tuple[tuple[str, str], ...]:
        """These pairs of name and value, secrets masked; a list of values is as many headers of that name."""
        pairs = tuple(headers)
        if not all(type(value) is str for _, value in pairs):
            pairs = tuple([(name, text) for name, value in pairs for text in texts(value)])
        return _headers(self.values, pairs)

    def body(self, body: object) -> object:
        """The JSON value, or the text, with the values of telling fields masked."""
        return self._loose(body) if isinstance(body, str) else self._value(body, self._masked, told=False)

    def start_of(self, text: str, most: int) -> str:
        """The first ``most`` characters of a text, masked before they are cut: half a secret would not be found."""
        margin = max(map(len, self.values), default=0)
        if len(text) <= most + margin:
            return self._loose(text)[:most]
        masked = self._loose(text[: most + margin])
        return masked[: min(most, len(masked) - margin)]

    def kept(self, data: Mapping[str, object]) -> dict[str, object]:
        """Fields that the run still needs as they are; what ``body`` masks is ``Hidden`` here."""
        return {
            name: self._secret(value, True)
            if _is_number(name, value)
            else self._value(value, self._secret, told=tells(name))
            for name, value in data.items()
        }

    def url(self, url: str) -> str:
        """The URL with the values of telling parameters and any password in it masked."""
        if "@" in url:
            url = _PASSWORD.sub(f"//{MASKED}@", url)
        return self.text(_pairs(url))

    def _loose(self, text: str) -> str:
        """A text with what it says of telling fields masked, be it a form, parts of one, or JSON that does not end."""
        if '":' in text or '" :' in text:
            text = _MEMBER.sub(_masked_field, text)
        if "form-data;" in text:
            text = _PART.sub(_masked_part, text)
        return self.text(_pairs(text))

    def _masked(self, value: object, told: bool) -> object:
        return MASKED if told else self.text(value) if self.values and isinstance(value, str) else value

    def _secret(self, value: object, told: bool) -> object:
        if isinstance(value, str):
            return Secret(value) if told or self.text(value) != value else value
        # What comes here is a text or, from `_is_number`, an int or a float.
        return SecretInteger(value) if isinstance(value, int) else SecretFraction(cast(float, value))

    def _value(self, value: object, hide: Callable[[object, bool], object], *, told: bool) -> object:
        """``told`` where the name of a field above has told that all texts in this value are secret."""
        if isinstance(value, str):
            return hide(value, told)
        if isinstance(value, (dict, Mapping)):  # the first is known at once, the second has to be asked for
            held: dict[str, object] = {}
            for name, item in value.items():
                shown, telling = _field(self.values, str(name))
                number = telling and _is_number(str(name), item)
                held[shown] = hide(item, True) if number else self._value(item, hide, told=told or telling)
            return held
        if isinstance(value, (list, tuple)):
            return [self._value(item, hide, told=told) for item in value]
        return value


def texts(value: object) -> list[str]:
    """The texts of a header: some clients hold a list of them, or bytes. Masked each by itself: joined, or as Python
    writes them, they would not be found."""
    if isinstance(value, (list, tuple)):
        return [text for one in value for text in texts(one)]
    return [value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)]


@lru_cache(maxsize=256)
def _headers(secrets: tuple[str, ...], headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """All headers of a request. Those of one client are always the same, but for the length of the body."""
    return tuple([_header(secrets, name, text) for name, text in headers])


@lru_cache(maxsize=4096)
def _header(secrets: tuple[str, ...], name: str, value: str) -> tuple[str, str]:
    """A header as it may be written down. Most of them come with every request."""
    return name, MASKED if tells(name) else Secrets(secrets).url(value)


@lru_cache(maxsize=1024)
def _field(secrets: tuple[str, ...], name: str) -> tuple[str, bool]:
    """The name of a field as it may be written down, and whether it tells that its value is secret."""
    return Secrets(secrets).text(name), tells(name)


@lru_cache(maxsize=1024)
def tells(name: str) -> bool:
    """True for the name of a header, field or parameter that holds a secret. The same few come with every request."""
    return _SECRET_NAME.search(name) is not None


def _pairs(text: str) -> str:
    """The text with the values of telling parameters masked."""
    return _PAIR.sub(_masked_pair, text) if "=" in text else text


def _masked_pair(pair: re.Match[str]) -> str:
    return f"{pair['name']}={MASKED}" if tells(pair["name"]) else pair[0]


def _masked_field(found: re.Match[str]) -> str:
    name = found["name"]
    return f'{name}{found["sign"]}"{MASKED}"' if tells(name.strip('"')) else found[0]


def _masked_part(part: re.Match[str]) -> str:
    return f"{part['head']}{MASKED}" if tells(part["name"]) else part[0]


def _is_number(name: str, value: object) -> bool:
    """Whether the field holds a number that is secret."""
    return type(value) in (int, float) and _SECRET_NUMBER.search(name) is not None
