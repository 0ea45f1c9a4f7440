"""``resourcegraph-baseline.json``: findings that a team knows of and accepts for now."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..errors import Problem
from ..plan.plan import FindingName

if TYPE_CHECKING:
    from ..report.totals import Finding

_VERSION = 1
_PARTS = ("check", "action", "kind")


class _Everything(Collection[FindingName]):
    """Accepts each finding, so that a run which is to accept them comes to those behind the first one."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[FindingName]:
        return iter(())

    def __len__(self) -> int:
        return 0


EVERYTHING: Collection[FindingName] = _Everything()
"""What is accepted while a baseline is made."""


@dataclass(frozen=True, slots=True)
class _AllBut(Collection[FindingName]):
    """Accepts what the others accept, except for one."""

    others: Collection[FindingName]
    sought: FindingName

    def __contains__(self, name: object) -> bool:
        return name != self.sought and name in self.others

    def __iter__(self) -> Iterator[FindingName]:
        return (name for name in self.others if name != self.sought)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def all_but(accepts: Collection[FindingName], sought: FindingName | None) -> Collection[FindingName]:
    """What is accepted, without the finding that is sought."""
    return accepts if sought is None else _AllBut(accepts, sought)


def read_baseline(path: Path) -> Collection[FindingName]:
    """The accepted findings of a file; none where there is no file. Raises pytest.UsageError for another one."""
    if not path.exists():
        return ()
    try:
        return tuple(_read(path))
    except _Version as error:
        raise _wrong(path, f"it is of version {error}, this release reads {_VERSION}") from None
    except (KeyError, TypeError, AttributeError):
        raise _wrong(path, "it does not have that form") from None
    except (OSError, ValueError) as error:
        raise _wrong(path, str(error)) from None


class _Version(Exception):
    """It is of another version."""


_UNREADABLE = (_Version, ValueError, KeyError, TypeError, AttributeError)


def _read(path: Path) -> dict[FindingName, str]:
    """The accepted findings with their messages."""
    document = json.loads(path.read_text(encoding="utf-8"))
    if document["version"] != _VERSION:
        raise _Version(document["version"])
    return {
        (str(row["check"]), str(row["action"]), str(row["kind"])): str(row.get("message", ""))
        for row in document["findings"]
    }


def _wrong(path: Path, why: str) -> pytest.UsageError:
    return pytest.UsageError(
        str(
            Problem(
                where=str(path),
                what=f"this is no baseline: {why}",
                known='a baseline is {"version": 1, "findings": [{"check": …, "action": …, "kind": …}]}',
                remedy="write it anew with --resource-graph-update-baseline",
            )
        )
    )


def update_baseline(
    path: Path, findings: Iterable[Finding], could_show: Callable[[FindingName], bool]
) -> tuple[FindingName, ...]:
    """Write the findings of a run as accepted; gives all that the file accepts now.

    Of those before it keeps what this run could not have shown: it was a part of the plan, or did not look for it. A
    file that is no baseline is written anew.
    """
    rows = {(one.check, one.action, one.kind): one.message for one in findings}
    for name, message in _before(path).items():
        if not could_show(name):
            rows.setdefault(name, message)
    names = sorted(rows)
    kept = [{**dict(zip(_PARTS, name, strict=True)), "message": rows[name]} for name in names]
    text = json.dumps({"version": _VERSION, "findings": kept}, indent=2, ensure_ascii=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise pytest.UsageError(f"{path}: the baseline cannot be written\n{error}\nname another file") from None
    return tuple(names)


def _before(path: Path) -> dict[FindingName, str]:
    try:
        return _read(path)
    except (OSError, *_UNREADABLE):
        return {}
