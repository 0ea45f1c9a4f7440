"""What a run says in the terminal: a line at the top, one section at the end."""

from __future__ import annotations

import pytest

from ..report.lines import Style
from ..report.terminal import header, planned_line, summary_lines
from .session import session_of

_NOTHING_RUNS = ("collectonly", "setuponly", "setupplan")
_BROKEN_OFF = (pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.INTERNAL_ERROR)
_MARKUP: dict[Style, dict[str, bool]] = {
    Style.HEADING: {"bold": True},
    Style.GOOD: {"green": True},
    Style.WARN: {"yellow": True},
    Style.BAD: {"red": True},
    Style.DIM: {"light": True},
}


def pytest_report_header(config: pytest.Config) -> str:
    """Seed, URL, and the goals or what is replayed."""
    session = session_of(config)
    replay = session.settings.replay
    return header(
        seed=str(session.seed), url=session.shown_url, cover="" if replay else session.settings.cover, replay=replay
    )


def pytest_report_collectionfinish(config: pytest.Config) -> str | list[str]:
    """What was planned; nothing with -q, where a collection is read by programs."""
    summary = session_of(config).summary.value()
    return planned_line(summary) if summary.scopes and config.getoption("verbose", 0) >= 0 else []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The summary of the run."""
    session = session_of(config)
    if session.refused or any(config.getoption(name, False) for name in _NOTHING_RUNS):
        return
    verbosity = int(config.getoption("verbose", 0))
    lines = summary_lines(session.summary.value(), verbosity)
    if verbosity >= 0:
        terminalreporter.write_sep("=", "resource graph")
    for line in lines:
        terminalreporter.write_line(line.text, **_MARKUP.get(line.style, {}))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Close what was written; the summary follows it."""
    remark = "interrupted" if exitstatus == pytest.ExitCode.INTERRUPTED else ""
    ours = session_of(session.config)
    try:
        if exitstatus not in _BROKEN_OFF:
            ours.update_baseline()
    finally:
        ours.finish(remark)
