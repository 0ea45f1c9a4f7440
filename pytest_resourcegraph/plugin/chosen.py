"""Which checks are on in a run, by ``--resource-graph-checks``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..errors import Problem, unknown_name
from ..plan.plan import INVARIANT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model.check import Check
    from ..model.schema import Schema


def chosen(checks: Sequence[Check], said: Mapping[str, bool]) -> Sequence[Check]:
    """The checks that are on: all but those turned off, or only those that are named."""
    return [check for check in checks if is_on(check.name, said)]


def is_on(name: str, said: Mapping[str, bool]) -> bool:
    """Whether a check is on."""
    return said.get(name, not any(said.values()))


def misnamed(checks: Iterable[Check], said: Mapping[str, bool], schemas: Iterable[Schema]) -> Iterator[Problem]:
    """A problem for each name of a check that there is not, in the option and in ``checks=`` of declarations.

    A name that means nothing would turn nothing off, and nobody would see it.
    """
    known = {*(check.name for check in checks), INVARIANT}
    for name in said:
        if name not in known:
            what = f"--resource-graph-checks names '{name}', which is no check"
            yield _unknown("", what, name, known)
    for schema in schemas:
        for kind, declared in (("resource type", schema.types), ("action", schema.actions)):
            for owner, one in declared.items():
                for name in one.checks:
                    if name not in known:
                        what = f"{kind} '{owner}' has checks= for '{name}', which is no check"
                        yield _unknown(str(one.origin), what, name, known)


def _unknown(where: str, what: str, name: str, known: Iterable[str]) -> Problem:
    return unknown_name(where=where, what=what, noun="checks", name=name, known=known)
