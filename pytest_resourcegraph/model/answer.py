"""What came back from a call, whatever it speaks, in one form."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..errors import Problem
from ..events.claim import Path
from ..events.key import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer of the system to one call.

    ``status`` is None where no HTTP is spoken; ``refused`` then tells whether it said no. ``body`` is a JSON value, or
    None where there was none; ``malformed`` says why a body that was there could not be read as JSON. ``written`` are
    the top-level fields that the call sent, where it can be seen; ``method`` is the HTTP method
    of the request that it answers. ``media_type`` and ``received`` are the type and the whole body of the response,
    where there was one; ``body`` may be the part of it that the action returned.
    """

    status: int | None = None
    body: object = None
    refused: bool = False
    reason: str = ""
    malformed: str = ""
    text: str = ""
    written: Mapping[str, object] | None = None
    method: str = ""
    media_type: str = ""
    received: object = None

    @property
    def edits(self) -> bool:
        """True for the answer to a PUT or PATCH, which write fields; a POST may carry an amount or a command."""
        return self.method in ("PUT", "PATCH")

    @property
    def label(self) -> str:
        """What a report prints for it: the status, or ``ok`` and ``refused``."""
        if self.status is not None:
            return f"{self.status} (error)" if self.refused and self.status < 400 else str(self.status)
        return "refused" if self.refused else "ok"

    @property
    def because(self) -> str:
        """What a refusal says of its reason, after a colon; empty where it says nothing."""
        text = self.reason or (json.dumps(self.body, ensure_ascii=False) if self.body is not None else self.text)
        return f": {text[:300]}" if text else ""

    def succeeded(self, expects: frozenset[int] = frozenset()) -> bool:
        """True for one of the expected statuses, any 2xx where none are named, or an answer without a status."""
        if self.refused or self.status is None:
            return not self.refused
        return self.status in expects if expects else 200 <= self.status < 300

    @property
    def is_refusal(self) -> bool:
        """True for a 4xx, or a Refused from an action that does not speak HTTP."""
        return self.refused or (self.status is not None and 400 <= self.status < 500)


def error_in(body: object, fields: Iterable[str]) -> object:
    """What stands in the first of these fields that says something; None where none does, as in ``{"error": null}``."""
    return next((value for value in (lookup(body, field) for field in fields) if value), None)


def lookup(body: object, path: str) -> object:
    """The value at a dotted path of a JSON object; None where it leads nowhere."""
    here = body
    for part in path.split("."):
        if not isinstance(here, (dict, Mapping)) or part not in here:  # the first is known at once
            return None
        here = here[part]
    return here


def resource_body(body: object, id_field: str, type_name: str = "") -> Mapping[str, object] | None:
    """The JSON object that describes one resource: the body itself, or the object inside its envelope.

    An envelope is a ``data`` member, one named after the type, or the only member that there is. An object with an id
    that stands beside other members is somebody else, such as the owner.
    """
    if not isinstance(body, Mapping):
        return None
    if lookup(body, id_field) is not None:
        return body
    inner = [body.get(name) for name in ("data", type_name)] + (list(body.values()) if len(body) == 1 else [])
    return next((part for part in inner if isinstance(part, Mapping) and lookup(part, id_field) is not None), None)


def created_id(body: object, id_field: str, type_name: str = "") -> Id | None:
    """The id in the answer of a create, or None where there is none. A bare string or number is the id itself."""
    if isinstance(body, (str, int)) and not isinstance(body, bool):
        return body
    found = resource_body(body, id_field, type_name)
    value = lookup(found, id_field) if found is not None else None
    return value if isinstance(value, (str, int)) and not isinstance(value, bool) else None


def listed_items(body: object, type_name: str = "") -> tuple[object, ...] | None:
    """The items of a list answer, or None where there is no such array."""
    path = list_path(body, type_name)
    return tuple(at(body, path)) if path is not None else None  # type: ignore[arg-type]


def list_path(body: object, type_name: str = "") -> Path | None:
    """Where the array of a list answer is: the body itself, or inside its envelope; None where there is no such array.

    In an envelope with several arrays it is the one with a usual name or with that of the type.
    """
    if isinstance(body, list):
        return ()
    if isinstance(body, Mapping):
        for name, value in body.items():
            usual = name in ("items", "results", "data") or (type_name and str(name).lower().startswith(type_name))
            if usual and isinstance(value, list):
                return (str(name),)
        paths = list(_arrays(body))
        if len(paths) == 1:
            return paths[0]
    return None


def at(body: object, path: Path) -> object:
    """The value at a path of names and places. Raises LookupError or TypeError where it leads nowhere."""
    for part in path:
        body = body[part]  # type: ignore[index]
    return body


def path_to(body: object, part: object) -> Path:
    """Where this very object stands in a body, at most two levels down; empty where it is the body itself."""
    if body is part or not isinstance(body, Mapping):
        return ()
    for name, value in body.items():
        if value is part:
            return (str(name),)
    return ()


def has_arrays(body: object) -> bool:
    """True for a body that has an array somewhere: which of several is the list cannot be known."""
    return isinstance(body, Mapping) and any(True for _ in _arrays(body))


def is_partial(body: object, items: tuple[object, ...]) -> bool:
    """True where the answer says that it is one page of several, or is as long as pages usually are."""
    if len(items) in _PAGE_SIZES:
        return True
    if not isinstance(body, Mapping):
        return False
    places = [body, *(part for part in body.values() if isinstance(part, Mapping))]
    if any(place.get(name) for place in places for name in _MORE):
        return True
    totals = [place.get(name) for place in places for name in _TOTALS]
    if any(isinstance(total, int) and total > len(items) for total in totals):
        return True
    pages = [place.get(name) for place in places for name in ("pages", "total_pages", "totalPages")]
    return any(isinstance(number, int) and number > 1 for number in pages)


# A bare array says nothing about further pages; its header does (Link), which an Answer does not hold.
_PAGE_SIZES = frozenset({10, 15, 20, 25, 30, 40, 50, 100, 200, 250, 500, 1000})
_MORE = (
    "next", "next_page", "next_cursor", "has_more", "cursor", "nextPage", "nextCursor", "hasMore", "has_next",
    "nextPageToken", "next_page_token", "nextToken", "NextToken", "nextLink", "next_link", "next_url", "hasNext",
    "@odata.nextLink",
)  # fmt: skip
_TOTALS = (
    "total", "total_count", "count", "totalCount", "total_items", "totalItems", "total_elements", "totalElements",
)  # fmt: skip


def _arrays(body: Mapping[str, object], above: Path = ()) -> Iterator[Path]:
    for name, value in body.items():
        if isinstance(value, list):
            yield (*above, str(name))
        elif isinstance(value, Mapping):
            yield from _arrays(value, (*above, str(name)))


def missing_id(where: str, action: str, id_field: str, body: object) -> Problem:
    """The problem of a create whose answer has no id."""
    if isinstance(body, Mapping):
        seen = f"fields of the answer: {', '.join(sorted(map(str, body))) or 'none'}"
    else:
        seen = f"the answer is {type(body).__name__}: {str(body)[:80]}"
    return Problem(
        where=where,
        what=f"the answer of '{action}' has no id in '{id_field}'",
        known=seen,
        remedy="set id_field= of the resource type, or return the id from the action",
    )
