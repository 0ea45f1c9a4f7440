"""Born new: a created resource has an id that no living one has."""

from collections.abc import Iterable

from ..model.check import Finding, Taken


class Identity:
    """Finds a create that answers with the id of a resource that is already alive.

    A type declared ``idempotent`` may do so: then nothing was created.
    """

    name = "identity"

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding where the id of a new resource was seen alive before."""
        made = taken.made
        if made is None or taken.broken or not taken.before.exists(made):
            return
        if taken.schema.types[made.type].idempotent:
            return
        yield Finding(
            check=self.name, kind="id-reused", expected="a new id",
            message=f"{taken.action.name} must make a new {made.type}, but it answered with the id of "
            f"{taken.name(made)}, which is alive (expected a new id)",
        )  # fmt: skip
