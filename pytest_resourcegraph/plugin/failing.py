"""How a failure is shown: one screen on the terminal, everything in JUnit XML, one line in the summary of pytest."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pytest

from ..engine.run import Verdict
from ..errors import CheckFailure, ResourceGraphError, Unreachable
from ..events.facts import Event, Outcome
from ..report.failure import failure_text
from ..report.junit import failure_body
from ..report.text import clean

if TYPE_CHECKING:
    from .session import Session

ATTRIBUTE = "resourcegraph_failure"
"""On a test report: (headline, body). Built-in types only, so that xdist carries it whole."""

_PACKAGE = str(Path(__file__).parents[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A failure in words: ``screen`` for the terminal, ``body`` with the trace for files, ``headline`` in one line."""

    headline: str
    screen: str
    body: str


TOLD: pytest.StashKey[Told] = pytest.StashKey()


def fail(
    session: Session, item: pytest.Item, verdict: Verdict, events: Sequence[Event], *,
    files: Mapping[str, Path] | None = None, original: Sequence[Event] = (), same_as: str = "", remark: str = "",
) -> None:  # fmt: skip
    """Raise what a verdict says, CheckFailure or what an action raised; nothing where it passed.

    ``events`` tell the failure, ``original`` how it was found where they are those of a shorter sequence; ``files``
    repeat it. One that is the same as in another item (``same_as``) is told there.
    """
    __tracebackhide__ = True
    if verdict.outcome is Outcome.PASSED:
        return
    told = item.stash[TOLD] = tell(session, verdict.error, events, files, original, same_as, remark)
    if verdict.error is None or same_as or isinstance(verdict.error, AssertionError):
        raise CheckFailure(told.screen) from None
    raise verdict.error.with_traceback(users_part(verdict.error.__traceback__))


def tell(
    session: Session, error: BaseException | None, events: Sequence[Event], files: Mapping[str, Path] | None = None,
    original: Sequence[Event] = (), same_as: str = "", remark: str = "",
) -> Told:  # fmt: skip
    """The failure that the events tell, in its three forms."""
    folder = session.config.invocation_params.dir
    paths = {kind: os.path.relpath(path, folder) for kind, path in (files or {}).items()}
    screen = failure_text(events, verbosity=int(session.config.getoption("verbose", 0)), files=paths)
    headline = clean(screen.partition("\n")[0])
    if same_as:
        noun = "" if isinstance(error, Unreachable) else " finding"
        screen = f"{headline}\n\n  The same{noun} as in {same_as}, and told there."
    if remark:
        # It names the step already.
        screen, headline = (f"{remark}: {re.sub(r'^step [0-9]+, ', '', text)}" for text in (screen, headline))
    users = [] if error is None or isinstance(error, ResourceGraphError) else ["", *_users_lines(error)]
    kind = "" if error is None else type(error).__name__
    found = ["", "As it was found", "", failure_body(original)] if original else []
    return Told(
        headline=headline if kind in headline else f"{kind}: {headline}",
        screen="\n".join([screen, *users]),
        body="\n".join([failure_body(events, files=paths), *users, *found]),
    )


def users_part(trace: TracebackType | None) -> TracebackType | None:
    """The frames of a traceback that are not ours: nobody looks for an error of an action in the plugin."""
    if trace is None:
        return None
    rest = users_part(trace.tb_next)
    if trace.tb_frame.f_code.co_filename.startswith(_PACKAGE):
        return rest
    return TracebackType(rest, trace.tb_frame, trace.tb_lasti, trace.tb_lineno)


class Reports:
    """Carries the words of a failure from the item to where reports are written."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put headline and body on the report of an item that failed in a step; say which item was skipped, not how."""
        report = yield
        if report.skipped and isinstance(report.longrepr, tuple) and report.longrepr[0].startswith(_PACKAGE):
            path, line, _ = item.reportinfo()
            report.longrepr = (os.fspath(path), (line or 0) + 1, report.longrepr[2])
        told = item.stash.get(TOLD, None)
        if told is not None and report.failed and call.when == "call":
            setattr(report, ATTRIBUTE, [told.headline, told.body])
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Give the report its two forms, but not in a worker: what it sends has to be of built-in types."""
        told = getattr(report, ATTRIBUTE, None)
        if told is not None and not self._session.is_worker:
            report.longrepr = Failure(report.longrepr, *told)  # type: ignore[assignment]


class Failure:
    """What a report shows of a failure: ``str()`` is for files such as JUnit XML, ``toterminal`` for the terminal.

    The methods and ``reprcrash`` are what pytest asks of such an object.
    """

    def __init__(self, shown: Any, headline: str, body: str) -> None:
        self.shown = shown
        self.body = body
        self.reprcrash = Crash(headline)

    def __str__(self) -> str:
        if isinstance(self.shown, str):
            return self.body
        return f"{self.shown}\n\n{self.body}"

    def toterminal(self, tw: Any) -> None:
        """Write the screen."""
        if hasattr(self.shown, "toterminal"):
            self.shown.toterminal(tw)
        elif self.shown:
            tw.line(str(self.shown))


@dataclass(frozen=True, slots=True)
class Crash:
    """The one line of a failure, for summaries and ``--tb=line``."""

    message: str

    def __str__(self) -> str:
        return self.message


def _users_lines(error: BaseException) -> Iterator[str]:
    """Where an action of the user raised: the frames that are not ours."""
    for frame in traceback.extract_tb(users_part(error.__traceback__))[:8]:
        yield f"  {frame.filename}:{frame.lineno}: in {frame.name}"
        yield f"    {frame.line}"
