"""``resourcegraph.yaml``: what is declared, or said otherwise, beside the conftest.py, one field at a time.

```yaml
types:
  upload: {gone: [403, 404], volatile: [seen_at]}
actions:
  submit: {moves: {order: "open -> sent"}, refuses: {duplicate: 409}}
regressions:
  orphans: RG1-…
```
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ..errors import DefinitionError, Problem, unknown_name
from ..model.origin import Origin
from ..model.resource import OnDestroy
from .action import ActionDeclaration
from .override import Override, Overrides
from .regression import Regression
from .yaml_file import YamlText, parse_yaml

_PARTS = ("types", "actions", "regressions")
_ACTION = tuple(
    name for name in ActionDeclaration.__dataclass_fields__
    if name not in ("name", "call", "given", "origin", "documents", "sure", "unavailable")
)  # fmt: skip


def read_overrides(path: Path) -> Overrides:
    """What the file says. Raises DefinitionError with everything that cannot be understood."""
    text = parse_yaml(path.read_text(encoding="utf-8"), str(path))
    reading = _Reading(text, path)
    found = reading.overrides()
    if reading.problems:
        raise DefinitionError(reading.problems)
    return found


class _Reading:
    def __init__(self, text: YamlText, path: Path) -> None:
        self._text = text
        self._path = path
        self.problems: list[Problem] = []

    def overrides(self) -> Overrides:
        document = self._text.value if self._text.value is not None else {}
        if not isinstance(document, Mapping):
            self.problems.append(
                Problem(
                    where=str(self._path), what="this is no mapping", known=f"known parts: {', '.join(_PARTS)}",
                    remedy="write 'types:', and below it a type and what is said of it",
                )
            )  # fmt: skip
            return Overrides()
        for name in document:
            self._known(document, name, "part", _PARTS)
        return Overrides(
            types=tuple(self._named(document.get("types"), _TYPE)),
            actions=tuple(self._named(document.get("actions"), dict.fromkeys(_ACTION, _as_is))),
            regressions=tuple(self._regressions(document.get("regressions"))),
        )

    def _named(self, part: object, fields: Mapping[str, Callable[[object], object]]) -> Iterator[Override]:
        for name, said in self._rows(part):
            given = self._mapping(part, name, said)
            values: dict[str, object] = {}
            for field, value in given.items():
                if not self._known(given, field, "field", tuple(fields)):
                    continue
                try:
                    values[str(field)] = fields[str(field)](value)
                except (TypeError, ValueError) as error:
                    where = self._place(given, field)
                    self.problems.append(
                        Problem(where=where, what=f"'{field}' of '{name}' has {value!r}", known=str(error))
                    )
            yield Override(name=name, said=values, origin=self._origin(part, name))

    def _mapping(self, part: object, name: str, said: object) -> Mapping[object, object]:
        """What is said of a name; nothing for an empty value, a problem for what is no mapping."""
        if said is None or isinstance(said, Mapping):
            return said or {}
        self.problems.append(
            Problem(
                where=self._place(part, name), what=f"'{name}' has {said!r}",
                known="expected: a mapping of fields", remedy=f"write '{name}: {{field: value}}'",
            )
        )  # fmt: skip
        return {}

    def _regressions(self, part: object) -> Iterator[Regression]:
        if isinstance(part, list):
            part = {str(row.get("name")): row.get("sequence") for row in part if isinstance(row, Mapping)}
        for name, sequence in self._rows(part):
            yield Regression(name, str(sequence), self._origin(part, name))

    def _rows(self, part: object) -> Iterator[tuple[str, object]]:
        if part is None:
            return
        if not isinstance(part, Mapping):
            self.problems.append(
                Problem(where=str(self._path), what=f"{part!r} is no mapping", remedy="write 'name: {field: value}'")
            )
            return
        yield from ((str(name), said) for name, said in part.items())

    def _known(self, holder: Mapping[object, object], name: object, noun: str, known: tuple[str, ...]) -> bool:
        if name in known:
            return True
        what = f"there is no {noun} '{name}'"
        where = self._place(holder, name)
        self.problems.append(unknown_name(where=where, what=what, noun=f"{noun}s", name=str(name), known=known))
        return False

    def _place(self, holder: object, name: object) -> str:
        return str(self._origin(holder, name))

    def _origin(self, holder: object, name: object) -> Origin:
        return Origin(str(self._path), self._text.line_of(holder, name) or 0)


def _as_is(value: object) -> object:
    return value


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    raise TypeError("expected: a text, or a list of texts")


def _statuses(value: object) -> frozenset[int]:
    several = value if isinstance(value, list) else [value]
    if not all(isinstance(item, int) and not isinstance(item, bool) for item in several):
        raise TypeError("expected: a status such as 404, or a list of them")
    return frozenset(several)


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError("expected: a mapping")
    return {str(name): item for name, item in value.items()}


def _ends(value: object) -> Mapping[str, OnDestroy]:
    return {name: OnDestroy(str(said)) for name, said in _mapping(value).items()}


_TYPE: Mapping[str, Callable[[object], object]] = {
    "parent": _as_is, "references": _mapping, "id_field": str, "key": _as_is, "states": _texts,
    "state_field": _as_is, "initial": _as_is, "gone": _statuses, "deleted_state": _as_is, "idempotent": bool,
    "fields": _mapping, "volatile": lambda value: frozenset(_texts(value)), "on_destroy": _ends, "reuses_ids": bool,
    "settles": lambda value: float(str(value)), "error_field": _as_is, "checks": _mapping,
}  # fmt: skip
"""How each field of a type is read."""
