"""Predicted status: success where the guard holds; a refusal where it does not, and never the other way round."""

from collections.abc import Iterable

from ..model.check import Finding, Taken
from .statuses import DEAD, either, is_refused, refusing


class Predicted:
    """Finds an answer that the model did not predict.

    What concerns dead resources is the business of ``gone``, and a 5xx that of ``server-error``.
    """

    name = "predicted"

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding for a refusal where success was predicted, and for a success where a refusal was."""
        if taken.broken:
            yield from self._must_refuse(taken)
        elif not taken.succeeded:
            yield self._must_comply(taken)

    def _must_comply(self, taken: Taken) -> Finding:
        expected = either(taken.action.expects) or "success"
        subject = ", ".join(taken.name(key) for key in taken.roles.values())
        known = f" with {subject} as required" if subject else ""
        reason = f": {taken.answer.reason}" if taken.answer.reason else ""
        return Finding(
            check=self.name, kind="refused" if taken.answer.is_refusal else taken.answer.label, expected=expected,
            message=f"{taken.action.name} must succeed{known}, but it answered {taken.answer.label}{reason} "
            f"(expected {expected})",
        )  # fmt: skip

    def _must_refuse(self, taken: Taken) -> Iterable[Finding]:
        reason = taken.broken[0]
        if any(broken.refusal in DEAD for broken in taken.broken):
            return
        wanted = refusing(taken)
        if is_refused(taken, wanted):
            return
        expected = either(wanted) or "a refusal (4xx)"
        yield Finding(
            check=self.name, kind=reason.refusal, expected=expected,
            message=f"{reason.text}, so {taken.action.name} must be refused, but it answered {taken.answer.label} "
            f"(expected {expected})",
        )  # fmt: skip
