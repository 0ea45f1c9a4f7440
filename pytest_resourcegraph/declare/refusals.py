"""Statuses of success and of refusal, from ``expects=`` and ``refuses=``."""

from collections.abc import Iterable, Mapping

from ..errors import unknown_name
from ..model.action import Refusal
from ..model.type_problems import is_status
from .roles import as_names
from .scope import Scope

_NAMES = frozenset(Refusal)


def make_refusals(scope: Scope, said: object) -> Mapping[Refusal, frozenset[int]]:
    """The refusals to try, each with the statuses that count as one (empty: any 4xx).

    True: all. False: none. Names: only these. A mapping: all, those named with the statuses given, without the False.
    """
    everything: dict[Refusal, frozenset[int]] = dict.fromkeys(Refusal, frozenset())
    if isinstance(said, bool):
        return everything if said else {}
    if isinstance(said, Mapping):
        for name, statuses in said.items():
            refusal = _refusal(scope, name)
            if refusal is not None and statuses is False:
                del everything[refusal]
            elif refusal is not None and statuses is not True:
                everything[refusal] = _refusing(scope, refusal, statuses)
        return everything
    found = [_refusal(scope, name) for name in as_names(said)]
    return {refusal: everything[refusal] for refusal in found if refusal is not None}


def _refusing(scope: Scope, refusal: Refusal, said: object) -> frozenset[int]:
    """The statuses that refuse; one of success is a problem, because what it answers is no refusal."""
    statuses = make_statuses(scope, f"refuses '{refusal}' with", said)
    wrong = [status for status in sorted(statuses) if not 400 <= status < 500]
    if wrong:
        scope.problem(
            f"refuses '{refusal}' with {wrong[0]}, which is no refusal",
            known="a refusal is a status from 400 to 499",
            remedy=f"where the service complies, say refuses={{'{refusal}': False}}",
        )
    return statuses


def make_statuses(scope: Scope, verb: str, said: object) -> frozenset[int]:
    """One status or several as a set; what is no HTTP status is a problem."""
    several = list(said) if isinstance(said, Iterable) and not isinstance(said, str) else [said]
    wrong = [item for item in several if not is_status(item)]
    if wrong:
        scope.problem(f"{verb} {wrong[0]!r}, which is no status", remedy="give a number between 100 and 599")
    return frozenset(item for item in several if isinstance(item, int) and is_status(item))


def _refusal(scope: Scope, name: object) -> Refusal | None:
    if name in _NAMES:
        return Refusal(str(name))
    scope.problems.append(
        unknown_name(
            where=str(scope.declared.origin),
            what=f"{scope.label} refuses '{name}', which is not a refusal",
            noun="refusals",
            name=str(name),
            known=_NAMES,
        )
    )
    return None
