"""No server error: never a 5xx, whatever was sent, but for a documented 501 or 503."""

from collections.abc import Iterable

from ..events.claim import NO_SERVER_ERROR, StatusIs
from ..model.check import Finding, Taken


class ServerError:
    """Finds an answer of 500 or above."""

    name = "server-error"

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding for a 5xx."""
        status = taken.answer.status
        if status is not None and status >= 500 and status not in taken.action.unavailable:
            expected = "a refusal (4xx)" if taken.broken else "success"
            yield Finding(
                check=self.name, kind=str(status), expected=expected, claims=(StatusIs(family=NO_SERVER_ERROR),),
                message=f"{taken.action.name} made the server fail: it answered {status} (expected {expected})",
            )  # fmt: skip
