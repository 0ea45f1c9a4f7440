"""The section that ends a run on the terminal, as lines with a style; the writer gives styles their colours."""

from collections.abc import Iterable

from ..events.facts import Outcome
from .coverage import scope_parts
from .lines import Line, Style, reasons, spaced
from .text import aligned, clean, counted, cut
from .totals import Finding, LeftBehind, RunSummary


def header(*, seed: str, url: str = "", cover: str = "", replay: str = "") -> str:
    """The line of the header: where requests go, and what repeats the run."""
    parts = [
        clean(url),
        f"cover {clean(cover)}" if cover else "",
        f"replay {cut(clean(replay), 40)}" if replay else "",
    ]
    return "resource graph: " + ", ".join([part for part in parts if part] + [f"seed {clean(seed)}"])


def planned_line(summary: RunSummary) -> str:
    """What was planned, in one line, for the end of the collection."""
    types = len({name for scope in summary.scopes for name in scope.types})
    actions = len({name for scope in summary.scopes for name in scope.actions})
    steps = sum(scope.steps for scope in summary.scopes)
    plan = f"{counted(summary.planned_sequences, 'sequence')} of {counted(steps, 'step')}"
    return f"resource graph: {plan} for {counted(types, 'type')} and {counted(actions, 'action')}"


def summary_lines(summary: RunSummary, verbosity: int = 0) -> list[Line]:
    """The section as lines with a style: one line with a verbosity below 0, all reasons with 1 or more."""
    verdict = _verdict(summary)
    if verbosity < 0:
        return [Line(verdict.style, f"resource graph: {_short(summary)}; {verdict.text}")]
    everything = verbosity > 0
    return spaced(
        [
            *(part for scope in summary.scopes for part in scope_parts(scope, everything=everything)),
            _run(summary),
            _findings(summary.findings),
            _left(summary.left, everything),
            [Line(verdict.style, f"  {verdict.text}")],
        ]
    )


def shortfalls(summary: RunSummary) -> list[str]:
    """The reasons why the run is not a full pass even if it found nothing; empty where it is one."""
    scopes = summary.scopes
    unreached = sum(len(scope.unreached) for scope in scopes)
    not_run = sum(len(scope.not_run) for scope in scopes)
    unplanned = sum(row.unplanned for scope in scopes for row in scope.coverage)
    missing = summary.planned_sequences - summary.ran
    reasons = [
        (unreached, f"{counted(unreached, 'action')} cannot be reached"),
        (not_run, f"{counted(not_run, 'action')} not run"),
        (unplanned, f"{counted(unplanned, 'goal')} not planned"),
        (
            max(missing, 0),
            f"{counted(missing, 'sequence')} of {summary.planned_sequences} not run to the end",
        ),
        (len(summary.left), f"{counted(len(summary.left), 'resource')} left behind"),
        (len(summary.remark), clean(summary.remark)),
    ]
    return [reason for number, reason in reasons if number]


def _verdict(summary: RunSummary) -> Line:
    short = shortfalls(summary)
    if summary.findings:
        return Line(Style.BAD, "; ".join([counted(len(summary.findings), "finding"), *short]))
    broken = dict(summary.sequences).get(Outcome.ERROR, 0)
    if broken:
        return Line(Style.BAD, "; ".join([f"{counted(broken, 'sequence')} broken by an error", *short]))
    if not summary.scopes and not summary.sequences and not summary.tests:
        return Line(Style.WARN, "nothing was planned and nothing ran")
    if short:
        return Line(Style.WARN, f"no findings, but not a full pass: {'; '.join(short)}")
    return Line(Style.GOOD, "no findings; every action was reached and every planned sequence ran")


def _short(summary: RunSummary) -> str:
    ran = counted(sum(number for _, number in summary.sequences), "sequence")
    return f"{ran}{_by_outcome(summary)}, {counted(summary.requests.total, 'request')}"


def _by_outcome(summary: RunSummary) -> str:
    counts = ", ".join(f"{number:,} {outcome}" for outcome, number in summary.sequences)
    return f" ({counts})" if counts else ""


def _run(summary: RunSummary) -> list[Line]:
    sent = summary.requests
    named = [
        ("planned", sent.planned), ("observed", sent.observed), ("cleanup", sent.cleanup),
        ("shrinking", sent.shrinking), ("outside the plan", sent.outside),
    ]  # fmt: skip
    split = " + ".join(f"{number:,} {name}" for name, number in named if number)
    ran = sum(number for _, number in summary.sequences)
    rows = [
        ["sequences", f"{ran:,}{_by_outcome(summary)}"],
        ["hand-written", counted(summary.tests, "test")] if summary.tests else [],
        ["steps", f"{summary.steps:,}"],
        ["requests", f"{sent.total:,}" + (f" = {split}" if split else "")],
        ["lower bound", _bound(summary)] if summary.lower_bound else [],
        ["duration", f"{summary.duration:.1f} s, seed {clean(summary.seed)}"],
    ]
    return [Line(Style.PLAIN, line) for line in aligned([row for row in rows if row], indent=2)]


def _bound(summary: RunSummary) -> str:
    bound = counted(summary.lower_bound, "request")
    ratio = summary.over_lower_bound
    if ratio is None:
        return f"{bound} for the whole plan"
    everything = summary.requests.total / summary.lower_bound
    return f"{bound}; planned steps took {ratio:.2f} x, everything {everything:.2f} x"


def _findings(findings: Iterable[Finding]) -> list[Line]:
    kept = tuple(findings)
    rows = [
        [
            clean(one.check),
            clean(one.action),
            clean(one.kind),
            f"{one.count:,} x",
            f"first in {clean(one.first)}",
        ]
        for one in kept
    ]
    lines: list[Line] = [Line(Style.HEADING, "  findings")] if rows else []
    for row, one in zip(aligned(rows, indent=4), kept, strict=True):
        lines.append(Line(Style.BAD, cut(row, 140)))
        lines.append(Line(Style.DIM, f"      {cut(clean(one.message.partition(chr(10))[0]), 134)}"))
    return lines


def _left(left: Iterable[LeftBehind], everything: bool) -> list[Line]:
    rows = [[f"{one.type} {one.id}", one.reason, one.sequence] for one in left]
    return reasons("left behind", rows, everything=everything, style=Style.WARN)
