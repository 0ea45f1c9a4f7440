"""Gone is gone: a destroyed resource and all its descendants refuse whatever is asked of them."""

from collections.abc import Iterable

from ..events.claim import REFUSAL, FieldIs, StatusIs
from ..events.key import Key
from ..model.answer import listed_items, lookup, path_to, resource_body
from ..model.check import Finding, Taken
from ..model.guard import Broken
from ..model.resource import ResourceType
from .likeness import is_another, is_kept, is_marked
from .statuses import DEAD, either, is_refused, refusing


class Gone:
    """Finds a dead resource that still answers, or that refuses a read with a status that does not say gone.

    A read must answer one of the ``gone`` statuses of the type, or show its ``deleted_state``; a list below a dead one
    may also be empty. Anything else that is asked may be refused with any 4xx.
    """

    name = "gone"

    def judge(self, taken: Taken) -> Iterable[Finding]:
        """A finding where the step names a dead resource and is not refused as it has to be."""
        reason = _reason(taken)
        if reason is None or reason.key is None:
            return
        type_ = taken.schema.types[reason.key.type]
        if taken.succeeded and (
            _shows_deleted(taken, reason.key, type_) or _lists_nothing(taken) or _shows_another(taken, type_)
        ):
            return
        expected = refusing(taken)
        if not is_refused(taken, expected):
            yield _finding(self.name, taken, reason, type_, expected)


def _lists_nothing(taken: Taken) -> bool:
    """A list that filters by its parent, as ``/items?parent=1`` does, is empty below a dead one, and not refused."""
    return taken.action.observes and taken.action.lists is not None and listed_items(taken.answer.body) == ()


def _shows_another(taken: Taken, type_: ResourceType) -> bool:
    """A read that shows what somebody else made since, under the id of the dead one."""
    key = taken.roles.get(taken.action.reads or "") if taken.action.observes else None
    node = taken.after.node(key) if key is not None else None
    body = resource_body(taken.answer.body, type_.id_field, type_.name)
    return node is not None and is_another(body, node)


def _reason(taken: Taken) -> Broken | None:
    """Why the step must be refused: what its subject says, rather than an ancestor of it."""
    reasons = [broken for broken in taken.broken if broken.refusal in DEAD]
    subjects = (taken.action.reads, *taken.action.changes, *taken.action.destroys)
    return next((reason for reason in reasons if reason.role in subjects), next(iter(reasons), None))


def _shows_deleted(taken: Taken, key: Key, type_: ResourceType) -> bool:
    body = resource_body(taken.answer.body, type_.id_field, type_.name)
    # What was not read may answer with a state because it has just moved there.
    node = taken.after.node(key) if taken.action.observes else None
    derived = taken.action.doubtful and type_.deleted_state is None
    return is_kept(body, type_, node) or (derived and is_marked(body, type_, node))


def _finding(check: str, taken: Taken, reason: Broken, type_: ResourceType, statuses: frozenset[int]) -> Finding:
    expected = either(statuses) or "a refusal (4xx)"
    kept = _other_state(taken, type_)
    if kept is not None:
        expected = f"{expected}, or {type_.state_field} {type_.deleted_state!r}"
    return Finding(
        check=check, kind=reason.refusal, expected=expected,
        message=f"{reason.text}, but {taken.action.name} answered {taken.answer.label} (expected {expected})",
        claims=(kept or StatusIs(statuses=tuple(sorted(statuses)), family=REFUSAL),),
    )  # fmt: skip


def _other_state(taken: Taken, type_: ResourceType) -> FieldIs | None:
    """What is claimed of one that stays readable: the state that says so. None where another answer is wanted."""
    if type_.deleted_state is None or type_.state_field is None or not taken.action.observes or not taken.succeeded:
        return None
    body = resource_body(taken.answer.body, type_.id_field, type_.name)
    if body is None or lookup(body, type_.state_field) is None:
        return None
    path = (*path_to(taken.answer.body, body), *type_.state_field.split("."))
    return FieldIs(path=path, value=type_.deleted_state)
