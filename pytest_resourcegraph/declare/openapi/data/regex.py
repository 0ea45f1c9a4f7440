"""The regular expressions of ECMA 262, as JSON Schema has them, read into a tree.

Only what patterns of documents use is read: classes, groups, alternatives, repetition, anchors, references back.
What looks around is read and forgotten, so what is made from a tree has to be matched.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .made import Stuck


@dataclass(frozen=True, slots=True)
class Chars:
    """One character of these."""

    options: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after the other."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part so many times; ``most`` is None where there is no limit."""

    part: "Tree"
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """A part that can be referred to by its number or name."""

    part: "Tree"
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """What a group has matched."""

    name: str


Tree = Chars | Sequence | Either | Repeat | Group | Back

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"
_WORD = LETTERS + LETTERS.upper() + _DIGITS + "_"
_SPACE = " \t\n\r\f\v"
PRINTABLE = LETTERS + LETTERS.upper() + _DIGITS + "-_ .,:;!?@#$%&*+=/|~^'\"`()[]{}<>\\"
_ESCAPES = {"d": _DIGITS, "w": _WORD, "s": _SPACE}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "0": "\0"}
# Some characters of each category: what is made is matched in any case.
_PROPERTIES = {"L": LETTERS + LETTERS.upper(), "N": _DIGITS, "P": "-_.,:;!?", "S": "+=$", "Z": " ", "M": "\u0301"}
_WIDEST = 256


@lru_cache(maxsize=512)
def parse(pattern: str) -> Tree:
    """The tree of a pattern. Raises Stuck where it holds something that is not read here."""
    reader = _Reader(pattern)
    tree = reader.either()
    if reader.at < len(pattern):
        raise reader.stuck("a ')' too many")
    return tree


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.groups = 0

    def stuck(self, what: str) -> Stuck:
        return Stuck((), f"no value is made for the pattern {self.pattern!r}: {what} at {self.at}")

    def peek(self, length: int = 1) -> str:
        return self.pattern[self.at : self.at + length]

    def take(self, length: int = 1) -> str:
        text = self.peek(length)
        if len(text) < length:
            raise self.stuck("it ends too early")
        self.at += length
        return text

    def took(self, text: str) -> bool:
        if self.pattern.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def until(self, end: str) -> str:
        stop = self.pattern.find(end, self.at)
        if stop < 0:
            raise self.stuck(f"no {end!r}")
        text = self.pattern[self.at : stop]
        self.at = stop + len(end)
        return text

    def either(self) -> Tree:
        parts = [self._sequence()]
        while self.took("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _sequence(self) -> Tree:
        parts: list[Tree] = []
        while self.peek() not in ("", "|", ")"):
            part = self._atom()
            parts.append(self._repeated(part) if part is not None else Sequence(()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _repeated(self, part: Tree) -> Tree:
        counted = re.compile(r"\{(\d*)(,?)(\d*)\}").match(self.pattern, self.at)
        if self.took("*"):
            bounds: tuple[int, int | None] = (0, None)
        elif self.took("+"):
            bounds = (1, None)
        elif self.took("?"):
            bounds = (0, 1)
        elif counted and (counted[1] or counted[3]):
            self.at = counted.end()
            least = int(counted[1] or 0)
            bounds = (least, least) if not counted[2] else (least, int(counted[3]) if counted[3] else None)
        else:
            return part
        if self.peek() in ("?", "+") and self.peek():
            self.at += 1  # lazy or possessive: the same texts
        return Repeat(part, *bounds)

    def _atom(self) -> Tree | None:
        """The next thing that can be repeated; None for what has no length."""
        char = self.take()
        if char == "(":
            return self._group()
        if char == "[":
            return Chars(self._class())
        if char == ".":
            return Chars(PRINTABLE)
        if char in "^$":
            return None
        return self._escape() if char == "\\" else Chars(char)

    def _group(self) -> Tree | None:
        names: tuple[str, ...] = ()
        if self.took("?"):
            if any(self.took(sign) for sign in ("=", "!", "<=", "<!")):
                self.either()
                self._close()
                return None
            if self.took("<") or self.took("P<"):
                self.groups += 1
                names = (str(self.groups), self.until(">"))
            elif not (self.took(":") or self.took(">")):
                flags = re.compile(r"[a-z]*(-[a-z]+)?([:)])").match(self.pattern, self.at)
                if flags is None:
                    raise self.stuck("an unknown kind of group")
                self.at = flags.end()
                if flags[2] == ")":
                    return None
        else:
            self.groups += 1
            names = (str(self.groups),)
        part = self.either()
        self._close()
        return Group(part, names) if names else part

    def _close(self) -> None:
        if not self.took(")"):
            raise self.stuck("no ')'")

    def _escape(self) -> Tree | None:
        char = self.peek()
        if char in ("b", "B", "A", "Z", "z", "G") and char:
            self.at += 1
            return None
        if char.isdigit() and char != "0":
            self.at += 1
            return Back(char)
        if self.took("k<"):
            return Back(self.until(">"))
        return Chars(_joined(self._escaped()))

    def _escaped(self) -> str:
        """The characters that an escape stands for, in and out of classes."""
        char = self.take()
        if char in _ESCAPES:
            return _ESCAPES[char]
        if char.lower() in _ESCAPES:
            return _without(_ESCAPES[char.lower()])
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char == "x":
            return self._code(self.take(2))
        if char == "u":
            return self._code(self.until("}") if self.took("{") else self.take(4))
        if char == "c":
            return chr(ord(self.take()) % 32)
        if char in "pP":
            name = self.until("}").rpartition("=")[2] if self.took("{") else self.take()
            known = LETTERS.upper() if name == "Lu" else LETTERS if name == "Ll" else _PROPERTIES.get(name[:1], LETTERS)
            return known if char == "p" else _without(known)
        return char

    def _code(self, digits: str) -> str:
        try:
            return chr(int(digits, 16))
        except (ValueError, OverflowError):
            raise self.stuck(f"{digits!r} is no code of a character") from None

    def _class(self) -> str:
        negated = self.took("^")
        found: list[str] = []
        first = True
        while first or self.peek() != "]":
            if first and self.peek() == "]":  # `[]` matches nothing and `[^]` all, in ECMA 262
                break
            first = False
            found.append(self._range())
        self.take()
        chars = _joined(found)
        return _without(chars) if negated else _best_first(chars)

    def _range(self) -> str:
        low = self._one()
        if self.peek() != "-" or self.peek(2) in ("-]", "-") or len(low) != 1:
            return low
        back = self.at
        self.take()
        high = self._one()
        if len(high) != 1 or high < low:
            self.at = back + 1
            return low + "-"
        codes = range(ord(low), min(ord(high), ord(low) + _WIDEST) + 1)
        return "".join(map(chr, codes))

    def _one(self) -> str:
        char = self.take()
        if char != "\\":
            return char
        return "\b" if self.took("b") else self._escaped()


def _joined(parts: Iterable[str]) -> str:
    return "".join(dict.fromkeys(char for part in parts for char in part))


def _without(chars: str) -> str:
    return "".join(char for char in PRINTABLE if char not in chars)


def _best_first(chars: str) -> str:
    """Letters and digits before signs, so that what is made reads well."""
    return "".join(_ordered(chars))


def _ordered(chars: str) -> Iterator[str]:
    plain = [char for char in PRINTABLE if char in chars]
    yield from plain
    yield from (char for char in chars if char not in PRINTABLE and not 0xD800 <= ord(char) < 0xE000)
