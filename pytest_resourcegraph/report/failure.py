"""A failed sequence on one screen: what is wrong, the steps that show it, what existed, how to see it again."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..events.facts import Event, Purpose
from .drawing import draw
from .exchanges import exchange_lines, said
from .history import History, Taken, history
from .text import WIDTH, clean, clean_lines, counted, cut
from .trace import trace_lines

HEADLINE = 400
"""Characters that the first line may have; it is read in one-line summaries of pytest and CI: never wrapped."""

MESSAGE_LINES = 10
FIRST_STEPS, LAST_STEPS = 4, 16
_PADDING = 8


def failure_text(events: Iterable[Event], *, verbosity: int = 0, files: Mapping[str, str] | None = None) -> str:
    """The failure that the events of one sequence tell, on one screen.

    ``files`` repeat it without the plugin. With ``verbosity`` 1 the exchanges of the failing step follow, with 2 the
    whole trace as well.
    """
    kept = tuple(events)
    lines = failure_lines(history(kept), verbosity=verbosity, files=files)
    if verbosity >= 2:
        lines += ["  Trace", *(f"    {line}" for line in trace_lines(kept))]
    return "\n".join(lines)


def failure_lines(told: History, *, verbosity: int = 0, files: Mapping[str, str] | None = None) -> list[str]:
    """The same from the history of the sequence, without the trace."""
    failing = told.failing
    lines = [*_message(told), ""]
    if told.planned or failing:
        lines += _steps(told, whole=verbosity >= 2)
        lines += _refused(told) if not verbosity else ()
        lines += _graph(told)
    if verbosity >= 1 and failing is not None and failing.exchanges:
        lines.append(f"  Step {_number(told, failing)} on the wire")
        lines += [f"    {line}" for exchange in failing.exchanges for line in exchange_lines(exchange)]
    lines += _repeated(told)
    if told.started.again:
        lines.append(f"  Again:  {clean(told.started.again)}")
    lines += [f"  {f'{kind}:':<7} {clean(path)}" for kind, path in (files or {}).items()]
    return lines


def _repeated(told: History) -> Iterator[str]:
    """How short it has become, and how reliably it comes."""
    shrunk = told.shrunk
    if shrunk is None:
        return
    runs = f"{shrunk.again} of {counted(shrunk.tries, 'run')}"
    if not shrunk.again:
        yield f"  Not repeated: it did not come again in {counted(shrunk.tries, 'run')}"
        return
    kind = "deterministic" if shrunk.again == shrunk.tries else "flaky"
    spent = counted(shrunk.requests, "request")
    yield f"  Shown in {runs}: {kind}; found after {counted(shrunk.was, 'step')}, shortened with {spent}"


def headline(told: History) -> str:
    """What is wrong, in one line."""
    return _message(told)[0]


def _message(told: History) -> list[str]:
    failing = told.failing
    if failing is not None and failing.found:
        first, *others = (found.message for found in failing.found)
        extra = [f"  also: {clean(other)}" for other in dict.fromkeys(others) if other != first]
        return [*_paragraph(first), *(cut(line, HEADLINE) for line in extra)]
    if failing is not None:
        text = f"step {_number(told, failing)}, {failing.started.text}, {_ended(told, failing)}"
        return _paragraph(text)
    return _paragraph(told.reason or "no step of this sequence failed")


def _ended(told: History, step: Taken) -> str:
    if not step.error:
        return f"did not pass: it answered {step.answer}"
    # The step has the kind of the error, the end of the sequence its text.
    text = step.error if told.reason in step.error else f"{step.error}: {told.reason}"
    return f"could not be taken: {told.reason if step.error in told.reason else text}"


def _paragraph(text: str) -> list[str]:
    """A message of several lines, as of a failed assert, keeps its lines below the first."""
    first, *rest = [line for line in clean_lines(text) if line.strip()] or [""]
    if len(rest) > MESSAGE_LINES:
        rest = [*rest[: MESSAGE_LINES - 1], f"… {len(rest) - MESSAGE_LINES + 1} more lines"]
    return [cut(first, HEADLINE), *(cut(f"  {line}") for line in rest)]


def _steps(told: History, *, whole: bool) -> Iterator[str]:
    shown = _shown(told)
    title = "Shortest reproduction" if told.started.shrunk_from else "Sequence"
    yield f"  {title}: {counted(len(shown), 'step')}"
    lines = _step_lines(told, shown)
    left_out = len(lines) - FIRST_STEPS - LAST_STEPS
    if left_out > 1 and not whole:
        lines[FIRST_STEPS:-LAST_STEPS] = [f"    … {counted(left_out, 'step')} more (-vv shows all)"]
    yield from lines


def _refused(told: History) -> Iterator[str]:
    """What the system said where it answered the failing step with an error: often this is all that is missing."""
    failing = told.failing
    last = failing.exchanges[-1] if failing is not None and failing.exchanges else None
    text = said(last) if last is not None and (last.status or 0) >= 400 else ""
    if text:
        yield cut(f"       it said: {text}", WIDTH + 40)


def _shown(told: History) -> tuple[Taken, ...]:
    """The planned steps, and the failing observation where it is none of them."""
    failing = told.failing
    if failing is None or failing.started.purpose is Purpose.PLANNED:
        return told.planned
    return (*told.planned, failing)


def _step_lines(told: History, shown: Sequence[Taken]) -> list[str]:
    numbers = [str(_number(told, step)) for step in shown]
    texts = [cut(clean(step.started.text), 64) for step in shown]
    answers = [cut(clean("error" if step.error else step.answer), 24) for step in shown]
    wide = [max(map(len, column), default=0) for column in (numbers, texts, answers)]
    lines = []
    for step, number, text, answer in zip(shown, numbers, texts, answers, strict=True):
        line = f"    {number:>{wide[0]}}  {text:<{wide[1] + _PADDING}}{answer:<{wide[2]}}"
        lines.append(cut((line + _arrow(told, step)).rstrip(), WIDTH + 40))
    return lines


def _arrow(told: History, step: Taken) -> str:
    if step is not told.failing:
        return ""
    if not step.found:
        return f"   <- {cut(clean(step.error or 'not as predicted'), 60)}"
    expected = next((found.expected for found in step.found if found.expected), "")
    return f"   <- expected {clean(expected)}" if expected else f"   <- {clean(step.found[0].check)}"


def _number(told: History, step: Taken) -> int:
    """Its number as shown: an observation or cleanup comes after the steps that were planned."""
    if step.started.purpose is Purpose.PLANNED:
        return step.started.number
    return max((taken.started.number for taken in told.planned), default=0) + 1


def _graph(told: History) -> Iterator[str]:
    failing = told.failing
    if failing is None:
        title, graph, keep = "Graph at the end", told.after, frozenset[str]()
    else:
        title, graph = f"Graph before step {_number(told, failing)}", failing.before
        keep = frozenset(re.findall(r"[\w-]+", failing.started.text))
    yield f"  {title}"
    yield from (f"    {line}" for line in draw(graph, keep=keep) or ["nothing exists"])
