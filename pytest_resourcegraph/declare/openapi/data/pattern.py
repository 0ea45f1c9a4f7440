"""Texts that a regular expression matches."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from .made import Stuck
from .matching import find
from .regex import Back, Chars, Either, Group, Repeat, Sequence, Tree, parse

_TRIES = 300  # a pattern that looks ahead is met by chance only
_VARIED = 20  # so many texts are written to find the shortest and the longest
_FEW = 4  # what is repeated so often only has few readings
_USUAL = 3  # so often a part is repeated where there is no limit, if there is room


@dataclass(slots=True)
class _Writer:
    """Writes one text: ``number`` decides between alternatives, as the digits of a mixed base."""

    number: int
    room: int
    groups: dict[str, str] = field(default_factory=dict)

    def pick(self, options: int) -> int:
        self.number, digit = divmod(self.number, options)
        return digit

    def text(self, tree: Tree) -> str:
        match tree:
            case Chars(options):
                if not options:
                    raise Stuck((), "a class of characters in the pattern is empty")
                return options[self.pick(len(options))]
            case Sequence(parts):
                return "".join([self.text(part) for part in parts])
            case Either(parts):
                return self.text(parts[self.pick(len(parts))])
            case Group(part, names):
                text = self.text(part)
                self.groups.update(dict.fromkeys(names, text))
                return text
            case Back(name):
                return self.groups.get(name, "")
            case Repeat(part, least, most):
                return self._repeated(part, least, most)

    def _repeated(self, part: Tree, least: int, most: int | None) -> str:
        if least > 100_000:
            raise Stuck((), "the pattern asks for a very long text")
        texts = [self.text(part) for _ in range(least)]
        needed = _least(part)
        more = (self.room if most is None else min(self.room, most - least)) if self.room > 0 else 0
        for _ in range(more):
            room, self.room = self.room, self.room - max(needed, 1)
            if self.room < 0:
                self.room = room
                break
            left = self.room
            text = self.text(part)  # what is repeated inside has taken its own room
            self.room -= max(0, len(text) - needed - (left - self.room))
            texts.append(text)
        return "".join(texts)


def texts_of(pattern: str, n: int, least: int, most: int | None) -> Iterator[str]:
    """Texts that match, of a length between: variation ``n`` first. Raises Stuck for a pattern that is not read."""
    tree = parse(pattern)
    shortest = len(_Writer(0, 0).text(tree))
    rooms = dict.fromkeys(max(0, room) for room in _rooms(shortest, least, most))
    for index in range(_TRIES):
        # The plain count changes the first characters only; after it, all of them.
        number = n if not index else _digest(pattern, n, index)
        for room in rooms:
            text = _Writer(number, room).text(tree)
            if len(text) >= least and (most is None or len(text) <= most) and find(pattern, text):
                yield text
    raise Stuck((), f"no text was found that matches the pattern {pattern!r}")


def extremes_of(pattern: str, least: int, most: int) -> Iterator[str]:
    """Texts that are as short, or as long, as they are written for the pattern; not all of them match.

    Raises Stuck for a pattern that is not read.
    """
    tree = parse(pattern)
    shortest = len(_Writer(0, 0).text(tree))
    for index in range(_VARIED):
        for length in (least, most):
            yield _Writer(_digest(pattern, length, index), max(0, length - shortest)).text(tree)


def has_many_readings(pattern: str) -> bool:
    """Whether a text may be read in so many ways that finding none of them takes for ever: a choice is repeated."""
    try:
        return _repeats_choice(parse(pattern))
    except Stuck:
        return False


def _repeats_choice(tree: Tree, repeated: bool = False) -> bool:
    match tree:
        case Chars() | Back():
            return False
        case Group(part, _):
            return _repeats_choice(part, repeated)
        case Repeat(part, least, most):
            return (repeated and least != most) or _repeats_choice(part, repeated or most is None or most > _FEW)
        case Either(parts):
            return repeated or any(_repeats_choice(part, repeated) for part in parts)
        case Sequence(parts):
            return any(_repeats_choice(part, repeated) for part in parts)


def _rooms(shortest: int, least: int, most: int | None) -> Iterator[int]:
    """How many characters more than the shortest text to try."""
    usual = max(least, shortest + _USUAL)
    yield (usual if most is None else min(usual, most)) - shortest
    yield least - shortest
    yield 0
    if most is not None and most < 10_000:
        yield most - shortest


def _least(tree: Tree) -> int:
    """How many characters a text of the tree has at least, but for what it refers back to."""
    match tree:
        case Chars():
            return 1
        case Back():
            return 0
        case Group(part, _):
            return _least(part)
        case Repeat(part, least, _):
            return least * _least(part)
        case Either(parts):
            return min(map(_least, parts))
        case Sequence(parts):
            return sum(map(_least, parts))


def _digest(pattern: str, n: int, index: int) -> int:
    return int.from_bytes(blake2b(f"{pattern}\0{n}\0{index}".encode(errors="replace"), digest_size=64).digest(), "big")
