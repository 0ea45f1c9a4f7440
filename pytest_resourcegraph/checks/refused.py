"""What is said of a step that was not refused although it had to be, or refused although it had to succeed."""

from collections.abc import Iterable

from ..events.claim import REFUSAL, StatusIs
from ..model.check import Finding, Taken
from .statuses import DEAD, either, is_refused, refusing


def complied(check: str, taken: Taken) -> Iterable[Finding]:
    """A finding where a step that had to be refused was not, or not with one of its statuses.

    What concerns dead resources is the business of ``gone``.
    """
    if any(reason.refusal in DEAD for reason in taken.broken):
        return
    reason = taken.broken[0]
    wanted = refusing(taken)
    if is_refused(taken, wanted):
        return
    expected = either(wanted) or "a refusal (4xx)"
    yield Finding(
        check=check, kind=reason.refusal, expected=expected, claims=refusal(wanted),
        message=f"{reason.text}, so {taken.action.name} must be refused, but it answered {taken.answer.label} "
        f"(expected {expected})",
    )  # fmt: skip


def failed(check: str, taken: Taken, why: str, kind: str = "") -> Finding:
    """The finding that a step was refused which had to succeed; ``why`` begins the sentence about it."""
    expected = either(taken.action.expects) or "success"
    reason = f": {taken.answer.reason}" if taken.answer.reason else ""
    return Finding(
        check=check, kind=kind or ("refused" if taken.answer.is_refusal else taken.answer.label), expected=expected,
        claims=(StatusIs(statuses=tuple(sorted(taken.action.expects))),),
        message=f"{why}, but {taken.action.name} answered {taken.answer.label}{reason} (expected {expected})",
    )  # fmt: skip


def refusal(statuses: Iterable[int]) -> tuple[StatusIs, ...]:
    """The claim that an answer is a refusal, with one of the statuses where some are named."""
    return (StatusIs(statuses=tuple(sorted(statuses)), family=REFUSAL),)
