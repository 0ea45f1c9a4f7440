"""Predicted status: success where the guard holds; a refusal where it does not, and never the other way round."""

from collections.abc import Iterable

from ..model.check import Finding, Taken
from .aspect import PREDICTED, of_refusal, of_success
from .refused import complied, failed


class Predicted:
    """Finds an answer that the model did not predict, where no other oracle has a better name for it.

    What concerns dead resources is the business of ``gone``, and a 5xx that of ``server-error``.
    """

    name = PREDICTED

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding for a refusal where success was predicted, and for a success where a refusal was."""
        if taken.broken:
            if of_refusal(taken) == self.name:
                yield from complied(self.name, taken)
        elif not taken.succeeded and of_success(taken) == self.name:
            subject = ", ".join(taken.name(key) for key in taken.roles.values())
            known = f" with {subject} as required" if subject else ""
            yield failed(self.name, taken, f"{taken.action.name} must succeed{known}")
