"""There and back: what was made and destroyed again leaves its parent showing what it showed before."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from ..events.claim import FieldAsIn
from ..model.action import Action
from ..model.answer import path_to, resource_body
from ..model.check import Finding, Reading, Taken
from ..model.schema import Schema
from .shown import words

_BY_ITSELF = re.compile(
    r"(^|_)(at|on|time|date|timestamp|modified|updated|changed|created|touched|seen|accessed|etag|version|ver|v|"
    r"revision|rev|seq|sequence|serial|generation|nonce|token|next|last|latest|ever|lifetime|history|cursor|age|uptime|"
    r"peak|highest|cumulative|issued|attempt|edit|change|event|balance|credit|point|spent|"
    r"view|hit|visit|read|request)s?($|_)"
)
"""Names of fields that count or date what was done, and not what is there."""

_EPOCH = 100_000_000


class Restored:
    """Finds a field of the parent, such as a counter, that does not come back with what it counts.

    Left out are fields that change by themselves (``volatile``, learned or declared), dates and versions by name and
    by the form of their values, and numbers that went further in the same direction with each change.
    """

    name = "restored"

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what reads one resource."""
        return action.observes and action.reads is not None

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding for the first field that shows something else than when the same things existed before."""
        earlier = taken.earlier
        key = taken.roles.get(taken.action.reads or "")
        if earlier is None or key is None:
            return
        type_ = taken.schema.types[key.type]
        body = resource_body(taken.answer.body, type_.id_field, type_.name)
        if body is None:
            return
        node = taken.after.get(key)
        for field, before in earlier.body.items():
            now = body.get(field, before)
            if field in node.written or field in earlier.volatile or _is_volatile(field, before, now, earlier):
                continue
            path = (*path_to(taken.answer.body, body), field)
            yield Finding(
                check=self.name, kind=f"field {field}", expected=words((field,), before),
                claims=(FieldAsIn(path=path, step=earlier.place),),
                message=f"{taken.name(key)} holds the same as after step {earlier.number}, when its {field} was "
                f"{words((field,), before)}, but {taken.action.name} shows {words((field,), now)} "
                f"(expected {words((field,), before)})",
            )  # fmt: skip
            return


def _is_volatile(field: str, before: object, now: object, earlier: Reading) -> bool:
    """True for what is the same, and for what may well be another without anything being wrong."""
    if _sorted(before) == _sorted(now):
        return True
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", field).lower()
    if _BY_ITSELF.search(snake) or not _is_telling(before) or not _is_telling(now):
        return True
    if not any(field in body and body[field] != before for body in earlier.between):
        return True  # it never depended on what was made
    return _goes_on(before, now, earlier.between, field)


def _sorted(value: object) -> object:
    """A list in one order: the one that was changed last is often shown first."""
    return sorted(map(repr, value)) if isinstance(value, list) else value


def _is_telling(value: object) -> bool:
    """True for counts and lists of such; texts may be dates or digests, and a flag may say that it was so once."""
    if isinstance(value, bool):
        return False
    if value is None:
        return True
    if isinstance(value, (int, float)):
        return abs(value) < _EPOCH
    return isinstance(value, list) and not any(isinstance(item, (Mapping, list)) for item in value)


def _goes_on(before: object, now: object, between: Iterable[Mapping[str, object]], field: str) -> bool:
    """True for a number that rose, or fell, with every change: a version, and not a count."""
    numbers = [before, *(body.get(field) for body in between), now]
    if not all(isinstance(number, (int, float)) and not isinstance(number, bool) for number in numbers):
        return False
    steps = [two - one for one, two in pairwise(numbers)]  # type: ignore[operator]
    return all(step > 0 for step in steps) or all(step < 0 for step in steps)
