"""Alive is readable: a living resource answers its reader with its id and the fields last written."""

from collections.abc import Iterable, Mapping

from ..model.check import Finding, Taken
from .aspect import ALIVE, of_living
from .shown import describing, shown_wrong, subject


class Alive:
    """Finds an answer about a living resource that shows another id or other fields than it has, or not the resource.

    A wrong state is the business of ``lifecycle``.
    """

    name = ALIVE

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding for the first difference between the answer and the graph."""
        if not taken.succeeded or taken.broken:
            return
        node = subject(taken)
        if node is None:
            return
        if taken.action.observes and describing(taken, taken.schema.types[node.key.type], node) is None:
            if _should_show(taken):
                seen = taken.answer.malformed or "its answer does not show the resource"
                yield Finding(
                    check=self.name, kind="unreadable", expected=f"{node.key.type} {node.alias}",
                    message=f"{node.key.type} {node.alias} is alive, but {taken.action.name} does not show it: {seen}",
                )  # fmt: skip
            return
        if of_living(taken) == self.name:
            for wrong in shown_wrong(taken):
                if wrong.kind != "state":
                    yield wrong.finding(self.name, taken)


def _should_show(taken: Taken) -> bool:
    """Whether the answer claims to describe something: not a download, and not the empty answer to a HEAD.

    A page is no claim where it is only a guess that the action reads: its document says what it answers.
    """
    if taken.action.doubtful and taken.answer.malformed:
        return False
    return isinstance(taken.answer.body, Mapping) or "html" in taken.answer.malformed
