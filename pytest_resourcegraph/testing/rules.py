"""When the fake refuses: its own reading of the schema, rule by rule, in the order in which services ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never, cast

from ..graph.graph import ResourceGraph
from ..model.action import Refusal, Role
from ..model.condition import AllOf, AnyOf, Condition, Count, FieldIs, InState, Not, Predicate
from ..model.schema import Schema
from .applies import subject
from .asked import Asked
from .body import Bodies
from .faults import Faults
from .storage import Record, Storage
from .view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """Why the fake says no, and the resource type that it is about."""

    refusal: Refusal
    type: str


class Rules:
    """Decides whether a call is refused, with the faults that make it too lenient."""

    def __init__(self, schema: Schema, storage: Storage, faults: Faults) -> None:
        self._schema = schema
        self._storage = storage
        self._faults = faults

    def denial(self, asked: Asked) -> Denial | None:
        """The first rule that is broken; None where the call is allowed."""
        return next(self._denials(asked), None)

    def _denials(self, asked: Asked) -> Iterator[Denial]:
        if self._is_closed(asked):
            yield Denial(refusal=Refusal.ANONYMOUS, type=self._subject(asked))
        for role in asked.action.roles:
            refusal = self._unreachable(asked, role)
            if refusal is not None:
                yield Denial(refusal=refusal, type=role.type)
        for role in asked.action.roles:
            record = asked.found[role.name]
            lenient = self._faults.on("wrong-state-accepted", role.type)
            if record and role.states and record.state not in role.states and not lenient:
                yield Denial(refusal=Refusal.WRONG_STATE, type=role.type)
        if asked.action.when is not None and not self._met(asked.action.when, asked):
            types = [role.type for role in asked.action.roles]
            if not any(self._faults.on("condition-ignored", type_) for type_ in types):
                yield Denial(refusal=Refusal.CONDITION, type=types[0] if types else self._subject(asked))
        if self._taken(asked) or self._changes_to_taken(asked):
            yield Denial(refusal=Refusal.DUPLICATE, type=self._subject(asked))
        if self._is_full(asked):
            yield Denial(refusal=Refusal.CONDITION, type=self._subject(asked))

    # -- does it exist for the one who asks? -------------------------------------------------------------------------

    def _unreachable(self, asked: Asked, role: Role) -> Refusal | None:
        record = asked.found[role.name]
        if record is None:
            elsewhere = self._storage.find(asked.keys[role.name], anywhere=True)
            return Refusal.WRONG_PARENT if elsewhere and elsewhere.alive else Refusal.MISSING_REFERENCE
        if not record.alive and not self._dead_is_accepted(asked, role):
            return Refusal.AFTER_DESTROY if record.ended_by is record else Refusal.AFTER_PARENT_DESTROY
        if record.owner != asked.actor and not self._stranger_is_accepted(asked, role):
            return Refusal.OTHER_ACTOR
        misplaced = role.below is not None and asked.found[role.below] not in list(record.above())
        if misplaced and not self._faults.on("read-through-other-parent", role.type):
            return Refusal.WRONG_PARENT
        return None

    def _dead_is_accepted(self, asked: Asked, role: Role) -> bool:
        action, create = asked.action, asked.action.creates
        if action.observes and action.reads == role.name and self._faults.on("cached-read", role.type):
            return True
        if role.name in action.destroys and self._faults.on("second-destroy-ok", role.type):
            return True
        if create is not None and create.parent == role.name:
            return self._faults.on("parent-create-under-dead", create.type)
        if create is not None and role.name in dict(create.links).values():
            return self._faults.on("dead-reference-accepted", role.type)
        # Who forgets to end the children does not look at the parent in their path either.
        is_above = any(other.below == role.name for other in action.roles)
        return is_above and self._faults.on("cascade-stops", role.type)

    def _is_closed(self, asked: Asked) -> bool:
        """Whether nobody has said who asks, and whether that matters."""
        nobody = bool(self._schema.anonymous) and asked.actor == self._schema.anonymous
        return nobody and not self._faults.on("anonymous-let-in", self._subject(asked))

    def _stranger_is_accepted(self, asked: Asked, role: Role) -> bool:
        if asked.actor == self._schema.anonymous and self._schema.anonymous:
            return True  # who was let in without credentials is asked for nothing else
        return self._faults.on("other-actor-reads" if asked.action.observes else "other-actor-changes", role.type)

    # -- natural keys ------------------------------------------------------------------------------------------------

    def _subject(self, asked: Asked) -> str:
        return subject(self._schema, asked.action)

    def _taken(self, asked: Asked) -> bool:
        create = asked.action.creates
        name = self._schema.types[create.type].key if create is not None else None
        if create is None or name is None or self._faults.on("duplicate-accepted", create.type):
            return False
        pool = self._storage.living(create.type)
        if self._faults.on("key-not-freed", create.type):
            pool += self._storage.dead(create.type)
        parent = asked.found[create.parent] if create.parent is not None else None
        anywhere = self._faults.on("key-taken-anywhere", create.type)
        return any(
            (anywhere or record.parent is parent) and record.fields.get(name) == asked.sent[name] for record in pool
        )

    def _changes_to_taken(self, asked: Asked) -> bool:
        """An update that would give a record the key of a sibling."""
        record = asked.found.get(next(iter(asked.action.changes), ""))
        name = self._schema.types[record.type].key if record is not None else None
        if record is None or name is None or asked.action.creates is not None or name not in asked.sent:
            return False
        taken = any(other.fields.get(name) == asked.sent[name] for other in self._storage.siblings(record))
        return taken and not self._faults.on("duplicate-accepted", record.type)

    def _is_full(self, asked: Asked) -> bool:
        """The fault of a third one that is refused."""
        create = asked.action.creates
        if create is None or not self._faults.on("third-refused", create.type):
            return False
        parent = asked.found[create.parent] if create.parent is not None else None
        return sum(1 for record in self._storage.living(create.type) if record.parent is parent) >= 2

    # -- conditions --------------------------------------------------------------------------------------------------

    def _met(self, condition: Condition, asked: Asked) -> bool:
        match condition:
            case InState():
                return asked.record(condition.role).state in condition.states
            case Count():
                number = sum(1 for record in self._counted(condition, asked))
                return condition.at_least <= number and (condition.at_most is None or number <= condition.at_most)
            case FieldIs():
                shown = Bodies(self._schema, self._storage, self._faults).of(asked.record(condition.role))
                return shown.get(condition.field) == condition.value
            case AllOf():
                return all(self._met(part, asked) for part in condition.conditions)
            case AnyOf():
                return any(self._met(part, asked) for part in condition.conditions)
            case Not():
                return not self._met(condition.condition, asked)
            case Predicate():
                return self._agrees(condition, asked)
            case _:
                assert_never(condition)

    def _counted(self, condition: Count, asked: Asked) -> list[Record]:
        if condition.under is not None:
            found = self._storage.below(asked.record(condition.under), condition.type)
        else:
            found = self._storage.living(condition.type)
        return [record for record in found if condition.state is None or record.state == condition.state]

    def _agrees(self, condition: Predicate, asked: Asked) -> bool:
        view = cast(ResourceGraph, View(self._storage))
        try:
            return bool(condition.test(view, asked.keys))
        except AttributeError:
            return True


def refusal_status(schema: Schema, asked: Asked, denial: Denial) -> int:
    """The status that the action declares for this refusal, or the one that services usually give."""
    declared = asked.action.refusals.get(denial.refusal)
    if declared:
        return min(declared)
    gone = schema.types[denial.type].gone if denial.type else frozenset({404})
    usual: Mapping[Refusal, int] = {
        Refusal.WRONG_STATE: 409, Refusal.DUPLICATE: 409, Refusal.CONDITION: 409, Refusal.ANONYMOUS: 401,
        Refusal.AFTER_DESTROY: _nearest(gone), Refusal.AFTER_PARENT_DESTROY: _nearest(gone),
    }  # fmt: skip
    return usual.get(denial.refusal, 404)


def _nearest(gone: frozenset[int]) -> int:
    return 404 if 404 in gone or not gone else min(gone)
