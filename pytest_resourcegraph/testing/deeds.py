"""What the fake does when it complies, effect by effect, with the faults that make it do too much or too little."""

from collections.abc import Callable
from typing import assert_never

from ..model.effect import Create, Destroy, Effect, Link, Move, Update
from ..model.schema import Schema
from .asked import Asked
from .body import label_field
from .faults import Faults
from .storage import Record, Storage

Undo = Callable[[], None]


class Deeds:
    """Changes the storage. What a fault pretends to do is undone as soon as the answer is written."""

    def __init__(self, schema: Schema, storage: Storage, faults: Faults) -> None:
        self._schema = schema
        self._storage = storage
        self._faults = faults
        self._undo: list[Undo] = []
        self._changes = 0

    def perform(self, asked: Asked) -> Record | None:
        """Do everything that the action does; gives the record that it made."""
        made: Record | None = None
        for effect in asked.action.effects:
            made = self._do(effect, asked) or made
        return made

    def settle(self) -> None:
        """Undo what was only pretended."""
        while self._undo:
            self._undo.pop()()

    def create(self, effect: Create, asked: Asked) -> Record:
        """Store a new record, whoever allowed it."""
        type_ = self._schema.types[effect.type]
        parent = asked.found[effect.parent] if effect.parent is not None else None
        dead = [record for record in self._storage.dead(effect.type) if record.parent is parent]
        last = dead[-1] if dead else None
        again = self._faults.on("id-reused", effect.type) or self._faults.on("id-reused-with-children", effect.type)
        reused = last if again else None
        record = Record(
            type=effect.type, id=self._storage.new_id(effect.type) if reused is None else reused.id, parent=parent,
            owner=asked.actor, state=effect.state or type_.born, fields=dict(asked.sent),
            links={name: target for name, role in effect.links if (target := asked.found[role]) is not None},
        )  # fmt: skip
        self._storage.add(record)
        heir = ("id-reused-with-children", "inherits-children")
        if last is not None and any(self._faults.on(kind, effect.type) for kind in heir):
            self._inherit(record, last)
        return record

    def anyway(self, asked: Asked, denied: str) -> None:
        """What a refusal does all the same, with the faults that let it; ``denied`` is the type that it is about."""
        create = asked.action.creates
        if create is not None and self._faults.on("refused-create-stores-anyway", create.type):
            parent = asked.found[create.parent] if create.parent is not None else None
            if create.parent is None or (parent is not None and parent.alive):
                self.create(create, asked)
        if self._faults.on("refused-move-moves-anyway", denied):
            self.move_anyway(asked)
        for effect in asked.action.effects:
            if isinstance(effect, (Update, Destroy)):
                record = asked.found[effect.role]
                kind = "refused-update-updates-anyway"
                kind = kind if isinstance(effect, Update) else "refused-destroy-destroys-anyway"
                if record is not None and record.alive and self._faults.on(kind, record.type):
                    self._do(effect, asked)

    def move_anyway(self, asked: Asked) -> None:
        """Move to the first other state that the action knows, although it is not allowed from here."""
        for move in asked.action.moves:
            record = asked.found[move.role]
            if record is not None and record.alive:
                record.state = next((to for _, to in move.moves if to != record.state), record.state)

    def _do(self, effect: Effect, asked: Asked) -> Record | None:
        match effect:
            case Create():
                return self.create(effect, asked)
            case Destroy():
                self._destroy(asked.record(effect.role))
            case Move():
                self._move(effect, asked)
            case Update():
                self._update(effect, asked)
            case Link():
                self._link(effect, asked)
            case _:
                assert_never(effect)
        return None

    def _destroy(self, record: Record) -> None:
        if not record.alive or self._faults.on("destroy-ignored", record.type):
            return
        for each in (record, *self._taken_along(record)):
            self._storage.end(each, cascade=not self._faults.on("cascade-stops", record.type))

    def _taken_along(self, record: Record) -> list[Record]:
        """What ends with a record although it should not."""
        siblings = self._storage.siblings(record)
        found = siblings if self._faults.on("destroy-takes-siblings", record.type) else []
        name = self._schema.types[record.type].key
        own = record.fields.get(name) if name is not None else None
        if self._faults.on("destroy-takes-prefix", record.type):
            found = found + [one for one in siblings if str(one.fields.get(name or "")).startswith(str(own))]
        if self._faults.on("destroy-takes-namesakes", record.type):
            others = (one for one in self._storage.living(record.type) if one.parent is not record.parent)
            found = found + [one for one in others if one.fields.get(name or "") == own]
        return found

    def _move(self, effect: Move, asked: Asked) -> None:
        record = asked.record(effect.role)
        before = record.state
        target = next((to for source, to in effect.moves if source == before), None)
        if target is None and self._faults.on("wrong-state-accepted", record.type):
            target = next((to for _, to in effect.moves if to != before), None)
        record.state = target or before
        if self._faults.on("state-not-moved", record.type):
            self._undo.append(lambda: setattr(record, "state", before))

    def _update(self, effect: Update, asked: Asked) -> None:
        record = asked.record(effect.role)
        before = dict(record.fields)
        self._changes += 1
        # An action that also creates was sent the fields of the new one: this one changes by the system's own doing.
        own = not asked.action.creates and effect.role == asked.action.changes[0]
        type_ = self._schema.types[record.type]
        name = label_field(type_)
        sent = {each: asked.sent[each] for each in (name, type_.key or name) if each in asked.sent}
        record.fields.update(sent if own else {name: f"changed {self._changes}"})
        if self._faults.on("update-touches-siblings", record.type):
            for sibling in self._storage.siblings(record):
                sibling.fields[name] = record.fields[name]
        if self._faults.on("update-not-stored", record.type):
            self._undo.append(lambda: setattr(record, "fields", before))

    def _link(self, effect: Link, asked: Asked) -> None:
        record = asked.record(effect.role)
        if effect.target is None:
            record.links.pop(effect.reference, None)
        else:
            record.links[effect.reference] = asked.record(effect.target)

    def _inherit(self, record: Record, dead: Record) -> None:
        """The fault of children that come back with the id of their parent."""
        for type_name in self._schema.types:
            for child in self._storage.dead(type_name):
                if child.parent is dead:
                    child.parent, child.alive, child.ended_by = record, True, None
