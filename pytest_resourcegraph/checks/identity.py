"""New ids are new: a create does not answer with the id of a resource that was seen alive before."""

from collections.abc import Iterable

from ..model.action import Action
from ..model.check import Finding, Taken
from ..model.schema import Schema


class Identity:
    """Finds a create that gives out an id twice: that of a living resource, or that of a dead one.

    A type declared ``idempotent`` may answer with a living one, because then nothing was created; one that
    ``reuses_ids`` may give out those of dead ones, and so may every type whose ids the client chooses.
    """

    name = "identity"

    def concerns(self, action: Action, schema: Schema) -> bool:
        """True for what makes something."""
        return action.creates is not None

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding where the id of a new resource was seen alive before."""
        made = taken.made
        known = taken.before.node(made) if made is not None else None
        if made is None or known is None or taken.broken:
            return
        type_ = taken.schema.types[made.type]
        if known.alive and not type_.idempotent:
            yield self._finding(taken, "id-reused", f"{taken.name(made)}, which is alive")
        elif not known.alive and not type_.reuses_ids and not _is_chosen(taken):
            ended = f"{made.type} {known.alias}, which was destroyed in step {known.ended}"
            yield self._finding(taken, "id-of-dead", ended)

    def _finding(self, taken: Taken, kind: str, whose: str) -> Finding:
        assert taken.made is not None
        return Finding(
            check=self.name, kind=kind, expected="a new id",
            message=f"{taken.action.name} must make a new {taken.made.type}, but it answered with the id of {whose} "
            "(expected a new id)",
        )  # fmt: skip


def _is_chosen(taken: Taken) -> bool:
    """Whether the client has sent the id: a number only in its field, since any other may be the same by chance."""
    assert taken.made is not None
    made = taken.made.id
    written = taken.answer.written or {}
    if str(made) in taken.used.values() or str(written.get(taken.schema.types[taken.made.type].id_field)) == str(made):
        return True
    return isinstance(made, str) and made in [value for value in written.values() if isinstance(value, str)]
