"""The section that ends a run on the terminal, as lines with a style; the writer gives styles their colours."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from ..events.facts import Accepted, Outcome, Replay
from .coverage import scope_parts
from .declined import declined_lines
from .learned import learned_lines
from .lines import FEW, Line, Style, reasons, spaced
from .text import WIDTH, aligned, clean, counted, cut
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
    if summary.replayed is not None:  # nothing was to be covered
        return spaced([_run(summary), _replay(summary)])
    return spaced(
        [
            *(part for scope in summary.scopes for part in scope_parts(scope, everything=everything)),
            _run(summary),
            _omitted(summary.omitted) if everything else [],
            _findings(summary.findings),
            _outdated(summary),
            learned_lines(summary.learned),
            declined_lines(summary, everything=everything),
            _unseen(summary, everything),
            _replay(summary),
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
        (len(summary.declined), f"{counted(len(summary.declined), 'operation')} refused what was sent"),
        (len(summary.unseen), f"{counted(len(summary.unseen), 'state field')} never shown"),
        (len(summary.left), f"{counted(len(summary.left), 'resource')} left behind"),
        (len(summary.remark), clean(summary.remark)),
    ]
    return [reason for number, reason in reasons if number]


def _verdict(summary: RunSummary) -> Line:
    short = shortfalls(summary)
    if summary.replayed is not None:
        return Line(_REPLAY[summary.replayed.result], str(summary.replayed.result))
    new, known = len(summary.new_findings), len(summary.findings) - len(summary.new_findings)
    told = [f"{counted(known, 'known finding')}"] if known else []
    if new:
        return Line(Style.BAD, "; ".join([counted(new, "new finding" if known else "finding"), *told, *short]))
    broken = dict(summary.sequences).get(Outcome.ERROR, 0) + dict(summary.replays).get(Outcome.ERROR, 0)
    if broken:
        return Line(Style.BAD, "; ".join([f"{counted(broken, 'sequence')} broken by an error", *short]))
    planned = any(scope.actions for scope in summary.scopes)
    if not (planned or summary.sequences or summary.replays or summary.tests):
        return Line(Style.WARN, "nothing was planned and nothing ran")
    if short:
        return Line(Style.WARN, f"no{' new' if known else ''} findings, but not a full pass: {'; '.join(told + short)}")
    if known:
        return Line(Style.GOOD, f"no new findings, {told[0]}; every action was reached and every planned sequence ran")
    return Line(Style.GOOD, "no findings; every action was reached and every planned sequence ran")


def _short(summary: RunSummary) -> str:
    told = (
        [f"{counted(_total(summary.sequences), 'sequence')}{_by_outcome(summary.sequences)}"]
        if summary.sequences or not summary.replays
        else []
    )
    told += [f"{_total(summary.replays):,} replayed{_by_outcome(summary.replays)}"] if summary.replays else []
    return ", ".join([*told, counted(summary.requests.total, "request")])


_Outcomes: TypeAlias = Sequence[tuple[Outcome, int]]


def _total(outcomes: _Outcomes) -> int:
    return sum(number for _, number in outcomes)


def _by_outcome(outcomes: _Outcomes) -> str:
    counts = ", ".join(f"{number:,} {outcome}" for outcome, number in outcomes)
    return f" ({counts})" if counts else ""


def _run(summary: RunSummary) -> list[Line]:
    sent = summary.requests
    named = [
        ("planned", sent.planned), ("observed", sent.observed), ("cleanup", sent.cleanup),
        ("replayed", sent.replayed), ("shrinking", sent.shrinking), ("outside the plan", sent.outside),
    ]  # fmt: skip
    split = " + ".join(f"{number:,} {name}" for name, number in named if number)
    ran = f"{_total(summary.sequences):,}{_by_outcome(summary.sequences)}"
    rows = [
        ["sequences", ran] if summary.replayed is None else [],
        ["replayed", f"{_total(summary.replays):,}{_by_outcome(summary.replays)}"] if summary.replays else [],
        ["hand-written", counted(summary.tests, "test")] if summary.tests else [],
        ["steps", _steps(summary)] if summary.replayed is None else [],
        ["left out", _some(summary.omitted)] if summary.omitted and summary.replayed is None else [],
        ["requests", f"{sent.total:,}" + (f" = {split}" if split else "")],
        ["lower bound", _bound(summary)] if summary.lower_bound and summary.replayed is None else [],
        ["baseline", _accepted(summary.accepted)] if summary.accepted is not None else [],
        ["duration", f"{summary.duration:.1f} s, seed {clean(summary.seed)}"],
    ]
    return [Line(Style.PLAIN, line) for line in aligned([row for row in rows if row], indent=2)]


def _steps(summary: RunSummary) -> str:
    """How many were taken; what the goals cover was planned, and a finding ends its sequence."""
    planned = sum(scope.steps for scope in summary.scopes)
    return f"{summary.steps:,}" + (f" of {planned:,} planned" if summary.steps < planned else "")


def _some(omitted: tuple[tuple[str, str], ...]) -> str:
    """How many operations are never called, and as many of them as there is room for."""
    told: list[str] = []
    for name, reason in omitted[:FEW]:
        one = f"{clean(name)} ({clean(reason)})"
        if told and len(", ".join([*told, one])) > WIDTH:
            break
        told.append(cut(one))
    rest = len(omitted) - len(told)
    more = f", {rest:,} more (-v shows all)" if rest else ""
    return f"{counted(len(omitted), 'operation')}: {', '.join(told)}{more}"


def _omitted(omitted: tuple[tuple[str, str], ...]) -> list[Line]:
    return reasons("left out", omitted, everything=True, style=Style.DIM)


def _accepted(accepted: Accepted) -> str:
    return f"{clean(accepted.file)} accepts {counted(len(accepted.findings), 'finding')}"


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
            f"first in {clean(_place(one.first))}" + (", known" if one.known else ""),
        ]
        for one in kept
    ]
    lines: list[Line] = [Line(Style.HEADING, "  findings")] if rows else []
    for row, one in zip(aligned(rows, indent=4), kept, strict=True):
        lines.append(Line(Style.WARN if one.known else Style.BAD, cut(row, 140)))
        lines.append(Line(Style.DIM, f"      {cut(clean(one.message.partition(chr(10))[0]), 134)}"))
    return lines


def _place(item: str) -> str:
    """A planned item by its number: the rest of its name says what it covers."""
    return re.sub(r"((?:^|::|\[)S\d+)-[^\]]*", r"\1", item)


def _unseen(summary: RunSummary, everything: bool) -> list[Line]:
    """The state fields that nothing was compared with."""
    rows = [[type_name, field] for type_name, field in summary.unseen]
    title = "state fields that no answer had (is one misspelt? their states were compared with nothing)"
    return reasons(title, rows, everything=everything, style=Style.WARN)


def _outdated(summary: RunSummary) -> list[Line]:
    """What the baseline accepts although it no longer shows: it can be taken out."""
    file = summary.accepted.file if summary.accepted is not None else ""
    title = f"in {clean(file)}, and no longer shown (--resource-graph-update-baseline takes them out)"
    return reasons(title, summary.outdated, everything=True, style=Style.WARN)


_REPLAY = {Replay.REPRODUCED: Style.BAD, Replay.DIVERGED: Style.WARN, Replay.NOT_REPRODUCED: Style.GOOD}


def _replay(summary: RunSummary) -> list[Line]:
    replayed = summary.replayed
    if replayed is None:
        return []
    place = f" at step {replayed.step}" if replayed.step else ""
    return [Line(_REPLAY[replayed.result], f"  replay: {replayed.result}{place}: {clean(replayed.reason)}")]


def _left(left: Iterable[LeftBehind], everything: bool) -> list[Line]:
    rows = [[f"{one.type} {one.id}", one.reason, one.sequence] for one in left]
    return reasons("left behind", rows, everything=everything, style=Style.WARN)
