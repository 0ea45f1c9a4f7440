"""YAML text as values: what YAML 1.2 means by it, the line of every key, and a clear error for the rest.

The one file that knows the library. Nothing is registered with a loader that others share.
"""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..errors import DefinitionError, Problem

DEEPEST = 500
"""Levels of nesting that are read; the C parser would end the process on a text that is nested without end."""

_MAP, _STR, _INT, _FLOAT, _BOOL, _NULL, _MERGE = (
    f"tag:yaml.org,2002:{name}" for name in ("map", "str", "int", "float", "bool", "null", "merge")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlText:
    """A YAML text as Python values. ``line_of(mapping, key)`` is the line on which a key stands."""

    value: object
    _lines: Mapping[int, Mapping[Hashable, int]] = field(default_factory=dict, repr=False, compare=False)

    def line_of(self, mapping: object, key: Hashable) -> int | None:
        """The line (from 1) of a key of a mapping that is part of the value; None where it is not known."""
        return self._lines.get(id(mapping), {}).get(key)


def parse_yaml(text: str, where: str) -> YamlText:
    """The text as values: mappings, lists, texts, numbers, booleans and None.

    Scalars mean what the core schema of YAML 1.2 says, so that ``on``, ``NO``, ``12:30`` and ``2020-01-01`` are texts.
    Raises DefinitionError, with the line, for what is no YAML, a key that stands twice, or a tag that makes objects.
    """
    try:
        _refuse_depth(text, where)
        loader = _Loader(text)
        try:
            value = loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{where}:{mark.line + 1}" if mark is not None else where
        raise _wrong(place, " ".join(part for part in (error.context, error.problem) if part)) from None
    except yaml.YAMLError as error:
        raise _wrong(where, str(error).replace("\n", " ")) from None
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise _wrong(where, str(error)) from None
    return YamlText(value=value, _lines=loader.lines)


class _Loader(yaml.CSafeLoader):
    """The safe loader with scalars as in YAML 1.2, keys that stand once, and the line of every key."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - the library's own name

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.lines: dict[int, dict[Hashable, int]] = {}
        # By identity: what is kept alive cannot give its id to another.
        self._kept: list[object] = []

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        # Before the library flattens merges: a merged mapping may say again what this one says.
        lines = self._key_lines(node)
        made: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        self.lines[id(made)] = lines
        self._kept.append(made)
        return made

    def construct_map(self, node: Any) -> Any:
        """Made in two steps, as the library does, so that a mapping may hold itself."""
        made: dict[Hashable, Any] = {}
        yield made
        filled = self.construct_mapping(node)
        made.update(filled)
        self.lines[id(made)] = self.lines[id(filled)]

    def _key_lines(self, node: Any) -> dict[Hashable, int]:
        lines: dict[Hashable, int] = {}
        for key_node, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if key_node.tag == _MERGE:
                continue
            key = self.construct_object(key_node, deep=True)
            line = key_node.start_mark.line + 1
            if isinstance(key, Hashable):
                if key in lines:
                    problem = f"the key '{key}' stands twice, first in line {lines[key]}"
                    raise yaml.constructor.ConstructorError(problem=problem, problem_mark=key_node.start_mark)
                lines[key] = line
        return lines

    def construct_int(self, node: Any) -> int:
        text = str(self.construct_scalar(node))
        sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
        base = {"0o": 8, "0x": 16}.get(digits[:2].lower(), 10)
        return sign * int(digits[2:] if base != 10 else digits, base)

    def construct_float(self, node: Any) -> float:
        text = str(self.construct_scalar(node)).lower()
        return float(re.sub(r"\.(inf|nan)$", r"\1", text))

    def construct_bool(self, node: Any) -> bool:
        return str(self.construct_scalar(node)).lower() == "true"


_Loader.add_constructor(_MAP, _Loader.construct_map)
_Loader.add_constructor(_INT, _Loader.construct_int)
_Loader.add_constructor(_FLOAT, _Loader.construct_float)
_Loader.add_constructor(_BOOL, _Loader.construct_bool)
for _tag, _pattern, _starts in (
    (_BOOL, r"true|True|TRUE|false|False|FALSE", "tTfF"),
    (_NULL, r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    (_INT, r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        _FLOAT,
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        "-+0123456789.",
    ),
    (_MERGE, r"<<", "<"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(f"(?:{_pattern})\\Z"), list(_starts))


def _refuse_depth(text: str, where: str) -> None:
    """A text that may be nested too deeply is read event by event first, which needs no stack."""
    if not _may_be_deep(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark is not None else 1
            raise _wrong(f"{where}:{line}", f"it is nested more than {DEEPEST} levels deep")


def _may_be_deep(text: str) -> bool:
    """A bound from above: brackets that stay open, and what can open a level at the start of one line."""
    if text.count("[") + text.count("{") > DEEPEST // 2:
        depth = 0
        for sign in re.findall(r"[\[\]{}]", text):
            depth += 1 if sign in "[{" else -1
            if depth > DEEPEST // 2 or depth < -DEEPEST:
                return True
    return any(
        len(line) > DEEPEST // 2
        and line.count("- ") + line.count("? ") + line.count(": ") + len(line) - len(line.lstrip()) > DEEPEST // 2
        for line in text.splitlines()
    )


def _wrong(where: str, what: str) -> DefinitionError:
    return DefinitionError(
        Problem(
            where=where,
            what=f"this is not YAML that can be read: {' '.join(what.split())[:200]}",
            known="read as YAML 1.2; a tab cannot indent, and a key stands once in its mapping",
            remedy="correct that line",
        )
    )


def dump_yaml(value: object) -> str:
    """Plain values as YAML text that ``parse_yaml`` reads as the same, mappings in their order."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


class _Dumper(yaml.SafeDumper):
    """Writes texts in quotes where another reader could take them for something else."""

    def ignore_aliases(self, data: object) -> bool:
        """Never an anchor: it is to be read by people."""
        return True
