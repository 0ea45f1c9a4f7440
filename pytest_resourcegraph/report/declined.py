"""What never did what was asked of it, and what a person can do about it: another body, or credentials."""

from collections.abc import Iterator, Sequence

from ..events.facts import Declined
from .lines import Line, Style, reasons
from .text import clean, counted
from .totals import RunSummary

HOOK = "pytest_resourcegraph_body"
"""The hook that says what is sent where the schemas of a document do not say enough."""

CLIENT = "pytest_resourcegraph_make_client"
"""The hook that makes a client of one's own."""


_UNAVAILABLE = ("501", "503")
"""What is a refusal only where it is documented."""


def declined_lines(summary: RunSummary, *, everything: bool) -> list[Line]:
    """The operations that refused all that was sent, with the words of the service, and the remedy."""
    unknown = [one for one in summary.declined if _asks_who(one, summary)]
    absent = [one for one in summary.declined if one.status in _UNAVAILABLE]
    others = [one for one in summary.declined if one not in unknown and one not in absent]
    lines = reasons("operations that refused what we sent", _rows(others), everything=everything, style=Style.WARN)
    if lines:
        remedy = f"    send another body with the hook {HOOK}, or say in resourcegraph.yaml what they need"
        lines.append(Line(Style.DIM, remedy))
    title = "operations that the service does not offer, as its document says they may be"
    lines += reasons(title, _rows(absent), everything=everything, style=Style.WARN)
    if unknown:
        lines += _credentials(unknown, summary)
    return lines


def _asks_who(declined: Declined, summary: RunSummary) -> bool:
    """Whether it is about who asks: a 401 always, a 403 where nothing at all has succeeded."""
    return declined.status == "401" or (declined.status == "403" and not summary.succeeded)


def _rows(declined: Sequence[Declined]) -> list[list[str]]:
    return [[one.action, one.status, one.reason] for one in declined]


def _credentials(declined: Sequence[Declined], summary: RunSummary) -> list[Line]:
    """Three lines: what is so, what is known, what to do."""
    statuses = " or ".join(sorted({one.status for one in declined}))
    named = ", ".join(one.action for one in declined[:3]) + (", …" if len(declined) > 3 else "")
    what = f"{counted(len(declined), 'operation')} answered {statuses}: {clean(named)}"
    asked = [f"'{scheme}' ({where} {name})" for scheme, where, name, _ in summary.credentials]
    schemes = ", ".join(map(clean, asked)) or "nothing: it names no security scheme"
    return [
        Line(Style.WARN, f"  credentials are needed, or others than were given: {what}"),
        Line(Style.DIM, f"    the document asks for {schemes}"),
        Line(Style.DIM, f"    give them with {' or '.join(dict.fromkeys(_options(summary)))}"),
    ]


def _options(summary: RunSummary) -> Iterator[str]:
    for _, where, name, example in summary.credentials or (("", "header", "Authorization", "…"),):
        match where:
            case "header" | "cookie":
                said = f"{name}:{example}" if where == "header" else f"Cookie:{name}={example}"
                yield f"--resource-graph-header='{clean(said)}'"
                yield f"--resource-graph-actor='NAME:{clean(said)}'"
            case _:
                yield f"a client of your own (the hook {CLIENT})"
