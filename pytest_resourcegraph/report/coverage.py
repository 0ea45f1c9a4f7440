"""What the plan of one scope covers and what it does not, as lines."""

from collections.abc import Iterable

from .lines import Line, Style, reasons
from .text import aligned, clean, counted, listed
from .totals import ScopeSummary


def scope_parts(scope: ScopeSummary, *, everything: bool) -> Iterable[list[Line]]:
    """The parts of a section about one scope; those without anything to say are empty."""
    return (
        [Line(Style.PLAIN, _counts(scope))],
        _table(scope),
        reasons("infeasible", scope.infeasible, everything=everything, style=Style.DIM),
        reasons("not planned", scope.unplanned, everything=everything, style=Style.WARN),
        reasons("never reached", scope.unreached, everything=True, style=Style.WARN),
        _not_run(scope),
        _uncleanable(scope),
    )


def _counts(scope: ScopeSummary) -> str:
    place = f"{clean(scope.scope)}: " if scope.scope not in ("", ".") else ""
    return (
        f"  {place}{counted(len(scope.types), 'type')}, {counted(len(scope.actions), 'action')}; "
        f"cover {clean(scope.cover)}: {counted(scope.sequences, 'sequence')} "
        f"of {counted(scope.steps, 'step')}"
    )


def _table(scope: ScopeSummary) -> list[Line]:
    if not scope.coverage:
        return []
    rows = [["goals", "covered", "infeasible", "unplanned"]]
    rows += [
        [clean(row.criterion), f"{row.covered:,}", f"{row.infeasible:,}", f"{row.unplanned:,}"]
        for row in scope.coverage
    ]
    first, *others = aligned(rows, indent=2, right=True)
    lines = [Line(Style.HEADING, first)]
    for row, text in zip(scope.coverage, others, strict=True):
        lines.append(Line(Style.WARN if row.unplanned else Style.PLAIN, text))
    return lines


def _not_run(scope: ScopeSummary) -> list[Line]:
    if not scope.not_run:
        return []
    return [
        Line(Style.HEADING, "  planned, but not run"),
        Line(Style.WARN, f"    {clean(listed(scope.not_run, most=12))}"),
    ]


def _uncleanable(scope: ScopeSummary) -> list[Line]:
    if not scope.uncleanable:
        return []
    return [
        Line(Style.HEADING, "  cannot be cleaned up"),
        Line(Style.DIM, f"    {clean(listed(scope.uncleanable, most=12))}: no action destroys them"),
    ]
