"""Documented: the status, media type and body of a success are those that the document of the service names."""

from collections.abc import Iterable

from ..model.action import Action
from ..model.check import Finding, Taken
from ..model.schema import Schema


class Documented:
    """Finds an answer that the document does not know. Actions that nobody documented are not judged."""

    name = "documented"

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what a document describes."""
        return action.documents is not None

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding for what is not as documented."""
        documents, status = taken.action.documents, taken.answer.status
        if documents is None or status is None or taken.broken:
            return
        wrong = documents(status, taken.answer.media_type, taken.answer.received)
        if wrong is not None:
            kind, text = wrong
            yield Finding(
                check=self.name, kind=kind, expected="what is documented",
                message=f"{taken.action.name} answered with {text}",
            )  # fmt: skip
