"""A sequence as a replay token and back: ``RG1-…``, made of letters, digits, ``-`` and ``_``.

A token holds the steps and fingerprints of the actions and types that they need, so that one that was made for another
schema says what has changed instead of doing something else (a codec of its own, as fast-check's ``ReplayPath``).
"""

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any, TypeAlias

from ..errors import Problem, ReplayError, unknown_name
from ..events.key import Id, Key
from ..model.action import Refusal
from ..model.schema import Schema
from .fingerprint import Fingerprint, changed, of_action, of_type
from .plan import INVARIANT, FindingName, Sequence, Step

_VERSION = "RG1"
_LARGEST = 1 << 20
"""Bytes that a token may unfold to: no honest sequence comes near."""

_Keys: TypeAlias = list[Key]


def encode(schema: Schema, sequence: Sequence) -> str:
    """The token of a sequence. What it covers is not in it: ``decode`` gives the sequence without ``goals``."""
    table: _Keys = []
    steps = [_packed(step, table) for step in sequence.steps]
    actions = dict.fromkeys(step.action for step in sequence.steps if step.relation != INVARIANT)
    types = dict.fromkeys(key.type for key in table)
    for name in actions:
        made = schema.actions[name].creates
        if made is not None:
            types[made.type] = None
    document = [
        sequence.name,
        {name: of_action(schema.actions[name]) for name in sorted(actions)},
        {name: of_type(schema.types[name]) for name in sorted(types)},
        [[key.type, key.id, table.index(key.parent) if key.parent is not None else -1] for key in table],
        steps,
        *([list(sequence.finding)] if sequence.finding is not None else []),
    ]
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    return f"{_VERSION}-{packed}"


def decode(schema: Schema, token: str) -> Sequence:
    """The sequence of a token. Raises ReplayError for garbage, another version, and a schema that has changed."""
    document = _unpacked(token.strip())
    try:
        name, actions, types, table, steps, *finding = document
        problems = [*_differences(schema, "action", actions), *_differences(schema, "type", types)]
        if problems:
            raise ReplayError(problems)
        keys: _Keys = []
        for type_name, id_, parent in table:
            keys.append(Key(_text(type_name), _id(id_), keys[parent] if parent >= 0 else None))
        found = Sequence(name=_text(name), steps=tuple(_step(step, keys) for step in steps), finding=_finding(*finding))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise _garbage("what it holds is not a sequence") from error
    _check(schema, found)
    return found


def _packed(step: Step, table: _Keys) -> list[object]:
    row: list[object] = [step.action, {role: _place(key, table) for role, key in step.roles}]
    more = {
        "makes": step.makes,
        "refusal": step.refusal.value if step.refusal is not None else None,
        "twin": _place(step.twin, table) if step.twin is not None else None,
        "actor": step.actor or None,
        "relation": step.relation or None,
    }
    rest = {name: value for name, value in more.items() if value is not None}
    return [*row, rest] if rest else row


def _place(key: Key, table: _Keys) -> int:
    """The row of a key; its parent has one before it."""
    if key.parent is not None:
        _place(key.parent, table)
    if key not in table:
        table.append(key)
    return table.index(key)


def _step(row: list[Any], keys: _Keys) -> Step:
    action, roles, *rest = row
    more = rest[0] if rest else {}
    if not isinstance(roles, dict) or not isinstance(more, dict):
        raise TypeError("a step is not a row")
    refusal, twin, makes = more.get("refusal"), more.get("twin"), more.get("makes")
    return Step(
        action=_text(action),
        roles=tuple((role, keys[place]) for role, place in roles.items()),
        makes=None if makes is None else _text(makes),
        refusal=None if refusal is None else Refusal(refusal),
        twin=None if twin is None else keys[twin],
        actor=_text(more.get("actor", "")),
        relation=_text(more.get("relation", "")),
    )


def _finding(row: list[Any] | None = None) -> FindingName | None:
    if row is None:
        return None
    check, action, kind = row
    return _text(check), _text(action), _text(kind)


def _unpacked(token: str) -> list[Any]:
    version, _, packed = token.partition("-")
    if not re.fullmatch(r"RG\d+", version):
        raise _garbage(f"it does not begin with '{_VERSION}-'")
    if version != _VERSION:
        raise ReplayError(
            Problem(
                what=f"the token is of version {version}, this release reads {_VERSION}",
                known=f"token: {_short(token)}",
                remedy="replay it with the release that made it, or run the suite again for a new token",
            )
        )
    try:
        # altchars and validate: without them, characters that do not belong there are skipped in silence.
        raw = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        unfolding = zlib.decompressobj()
        text = unfolding.decompress(raw, _LARGEST)
        if not unfolding.eof:
            raise _garbage("it is cut off or too long")
        document = json.loads(text)
    except (binascii.Error, zlib.error, ValueError, RecursionError) as error:
        raise _garbage("it was cut off or changed on the way") from error
    if not isinstance(document, list):
        raise _garbage("what it holds is not a sequence")
    return document


def _garbage(what: str) -> ReplayError:
    return ReplayError(
        Problem(
            what=f"this is no replay token: {what}",
            known=f"a token is of the form {_VERSION}-… with letters, digits, '-' and '_' only",
            remedy="copy it whole from the report, from the line that begins with 'Again:'",
        )
    )


def _differences(schema: Schema, kind: str, wanted: dict[str, Fingerprint]) -> Iterator[Problem]:
    known = schema.actions if kind == "action" else schema.types
    for name, before in wanted.items():
        if name not in known:
            what = f"needs {kind} '{name}', which is not declared here"
            yield unknown_name(where="the token", what=what, noun=f"{kind}s", name=name, known=known)
            continue
        now = of_action(schema.actions[name]) if kind == "action" else of_type(schema.types[name])
        aspects = changed(before, now)
        if aspects:
            yield Problem(
                where="the token",
                what=f"was made for another declaration of {kind} '{name}'",
                known=f"changed since: {', '.join(aspects)}",
                remedy="replay it on the revision that it comes from, or run the suite again for a new token",
            )


def _check(schema: Schema, sequence: Sequence) -> None:
    """Refuses what a hand-made token can hold and no schema means."""
    for step in sequence.steps:
        if step.actor and step.actor not in (*schema.actors, schema.anonymous):
            what = f"needs actor '{step.actor}', who is not known here"
            raise ReplayError(
                unknown_name(where="the token", what=what, noun="actors", name=step.actor, known=schema.actors)
            )
        if step.relation == INVARIANT and step.action not in schema.invariants:
            what = f"needs invariant '{step.action}', which is not declared here"
            raise ReplayError(
                unknown_name(where="the token", what=what, noun="invariants", name=step.action, known=schema.invariants)
            )
        if step.relation != INVARIANT and step.action not in schema.actions:
            raise _garbage("a step is of an action that it does not describe")
        declared = schema.invariants if step.relation == INVARIANT else schema.actions
        wanted = {role.name: role.type for role in declared[step.action].roles}
        if {role: key.type for role, key in step.roles} != wanted:
            raise _garbage("a step does not fill the roles of its action")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _id(value: object) -> Id:
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise TypeError("not an id")
    return value


def _short(token: str) -> str:
    return token if len(token) <= 24 else f"{token[:20]}…"
