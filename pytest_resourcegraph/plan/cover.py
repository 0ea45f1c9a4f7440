"""``cover=``: what to cover and when to stop, as in ``pairs(90) and refusals or steps(400)``.

A criterion without a number is covered to the full. ``sometimes(name)`` is that one property, ``reached(order@sent)``
that one state of a type: each is a goal, and a stop behind ``or``. ``and`` stops when both parts are reached, ``or``
when one is, and binds less; parentheses group.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from ..errors import PlanError, Problem, unknown_name
from .goals import CRITERIA
from .goals.goal import GoalKey

_COUNTED = {"steps": "steps", "sequences": "sequences", "tests": "sequences"}
_TIME = "time"
_TOKEN = re.compile(
    r"\s*(?:(?P<join>and|or)\b|(?P<mark>[()])|(?P<name>[a-z_]+)"
    r"(?:\(\s*(?:(?P<number>\d+)\s*(?P<unit>ms|s|m|h|%)?|(?P<word>[^\W\d]\w*(?:@[^()]+)?))\s*\))?)"
)
_ONE = {"sometimes": "sometimes", "reached": "states"}
"""What takes a name in parentheses, with the criterion whose goal it is."""

_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many percent of the feasible goals of a criterion are covered."""

    criterion: str
    percent: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """One goal of a criterion is covered: the one with this key."""

    key: GoalKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """No more than so many ``steps`` or ``sequences``."""

    of: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A limit for the run. Planning does not look at the clock, or collection would not repeat."""

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """Reached when every part is."""

    parts: tuple["Cover", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """Reached when one part is."""

    parts: tuple["Cover", ...]


Cover: TypeAlias = Share | Only | Limit | Time | Both | Either


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a plan is: percent covered by criterion, the goals, and what one more sequence brings the counts to."""

    percent: Mapping[str, float]
    covered: Collection[GoalKey] = ()
    steps: int
    sequences: int


def parse(text: str) -> Cover:
    """The expression as a value. Raises PlanError in three lines for what it does not understand."""
    tokens = list(_tokens(text))
    cover, rest = _either(text, tokens)
    if rest:
        raise _misread(text, f"'{rest[0][0]}' is not expected here")
    if not criteria(cover):
        raise _misread(text, "it names no criterion, only when to stop")
    return cover


def criteria(cover: Cover) -> tuple[str, ...]:
    """The names of the criteria that the expression mentions, each once, in order."""
    named = (
        part.criterion if isinstance(part, Share) else part.key[0]
        for part in _leaves(cover)
        if isinstance(part, (Share, Only))
    )
    return tuple(dict.fromkeys(named))


def only(cover: Cover) -> tuple[GoalKey, ...]:
    """The goals that the expression names one by one, beside those of the criteria that it names whole."""
    whole = {part.criterion for part in _leaves(cover) if isinstance(part, Share)}
    return tuple(part.key for part in _leaves(cover) if isinstance(part, Only) and part.key[0] not in whole)


def named(cover: Cover) -> tuple[GoalKey, ...]:
    """All goals that the expression names one by one."""
    return tuple(part.key for part in _leaves(cover) if isinstance(part, Only))


def seconds(cover: Cover) -> float | None:
    """The least time limit of the expression, or None where it has none."""
    return min((part.seconds for part in _leaves(cover) if isinstance(part, Time)), default=None)


def reached(cover: Cover, progress: Progress) -> bool:
    """Whether to stop before the next sequence. A time limit alone never stops planning."""
    match cover:
        case Share():
            return progress.percent.get(cover.criterion, 100.0) >= cover.percent
        case Only():
            return cover.key in progress.covered
        case Limit():
            return (progress.steps if cover.of == "steps" else progress.sequences) > cover.number
        case Time():
            return False
        case Both():
            untimed = [part for part in cover.parts if not isinstance(part, Time)]
            return bool(untimed) and all(reached(part, progress) for part in untimed)
        case Either():
            return any(reached(part, progress) for part in cover.parts)
        case _:
            assert_never(cover)


def _leaves(cover: Cover) -> Iterator[Share | Only | Limit | Time]:
    if isinstance(cover, (Both, Either)):
        for part in cover.parts:
            yield from _leaves(part)
    else:
        yield cover


Token: TypeAlias = tuple[str, str | None, str | None, str | None]
"""A name or a sign, then the number, its unit, and the name that stand behind it in parentheses."""


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    stripped = text.rstrip()
    while place < len(stripped):
        found = _TOKEN.match(stripped, place)
        if found is None:
            raise _misread(text, f"'{stripped[place:].strip()}' is not understood")
        place = found.end()
        yield found["join"] or found["mark"] or found["name"], found["number"], found["unit"], found["word"]


def _either(text: str, tokens: list[Token]) -> tuple[Cover, list[Token]]:
    first, tokens = _both(text, tokens)
    parts = [first]
    while tokens and tokens[0][0] == "or":
        part, tokens = _both(text, tokens[1:])
        parts.append(part)
    return (Either(parts=tuple(parts)) if len(parts) > 1 else first), tokens


def _both(text: str, tokens: list[Token]) -> tuple[Cover, list[Token]]:
    first, tokens = _leaf(text, tokens)
    parts = [first]
    while tokens and tokens[0][0] == "and":
        part, tokens = _leaf(text, tokens[1:])
        parts.append(part)
    return (Both(parts=tuple(parts)) if len(parts) > 1 else first), tokens


def _leaf(text: str, tokens: list[Token]) -> tuple[Cover, list[Token]]:
    if not tokens:
        raise _misread(text, "it ends where a criterion is expected")
    (name, number, unit, word), rest = tokens[0], tokens[1:]
    if name == "(":
        inner, rest = _either(text, rest)
        if not rest or rest[0][0] != ")":
            raise _misread(text, "a parenthesis is not closed")
        return inner, rest[1:]
    if word is not None or name == "reached":
        return _only(text, name, word), rest
    if name in CRITERIA:
        if unit not in (None, "%") or not 0 < int(number or 100) <= 100:
            raise _misread(text, f"'{name}' takes a number of percent between 1 and 100")
        return Share(criterion=name, percent=int(number or 100)), rest
    if name in _COUNTED or name == _TIME:
        return _limit(text, name, number, unit), rest
    raise PlanError(
        unknown_name(
            where=f"cover={text!r}", what=f"'{name}' is neither a criterion nor a stop", noun="names", name=name,
            known=[*CRITERIA, *_COUNTED, _TIME, "reached"],
        )
    )  # fmt: skip


def _only(text: str, name: str, word: str | None) -> Only:
    if name not in _ONE or word is None or (name == "sometimes" and "@" in word):
        said = name if word is None else f"{name}({word})"
        raise _misread(text, f"'{said}' is not understood: names go into sometimes(NAME) and reached(TYPE@STATE)")
    type_name, _, state = word.strip().partition("@")
    return Only(key=("states", type_name, state) if name == "reached" else ("sometimes", word))


def _limit(text: str, name: str, number: str | None, unit: str | None) -> Limit | Time:
    if number is None:
        raise _misread(text, f"'{name}' needs a number, as in {name}({'60s' if name == _TIME else '100'})")
    if name == _TIME and unit != "%":
        return Time(seconds=int(number) * _SECONDS[unit or "s"])
    if unit is not None:
        example = f"a number of seconds, as in {name}(60s)" if name == _TIME else f"a plain number, as in {name}(100)"
        raise _misread(text, f"'{name}' takes {example}")
    return Limit(of=_COUNTED[name], number=int(number))


def _misread(text: str, what: str) -> PlanError:
    return PlanError(
        Problem(
            where=f"cover={text!r}",
            what=what,
            known=f"criteria: {', '.join(CRITERIA)}; stops: {', '.join([*_COUNTED, _TIME, 'reached'])}",
            remedy="write for example cover='transitions and refusals' or cover='pairs(90) or steps(400)'",
        )
    )
