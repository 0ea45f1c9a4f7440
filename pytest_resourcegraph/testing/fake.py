"""A system made from a schema: what a correct service would do, so that declarations and plans can be tried on it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ..errors import PlanError
from ..events.key import Key
from ..model.action import Action
from ..model.effect import Link, Update
from ..model.schema import Schema
from ..model.unique import unique
from .asked import Asked
from .body import Bodies, label_field
from .client import FakeClient
from .deeds import Deeds
from .faults import Fault, Faults
from .past import Past
from .response import FakeResponse
from .rules import Denial, Rules, refusal_status
from .storage import Record, Storage


class FakeService:
    """An in-memory system that keeps to a schema, except for the ``faults`` that are switched on.

    ``schema`` is the same schema with the fake behind every action (no fixtures, and no invariants: both speak to the
    real service); ``clients()`` are to be given to whoever runs it. It stores and judges by itself, without the
    resource graph, so that a plan that passes on it says something. ``integers`` gives ids 1, 2, 3 instead of opaque
    ones; ``seed`` makes other opaque ones; readers see changes ``lag`` seconds later. A refusal answers the status that
    the action declares for it, or 404 for what is not there and 409 for what is not allowed. A condition that is a
    function is asked with a view of the fake's own storage, which knows the usual questions of a graph.

    >>> fake = FakeService(schema, faults=[Fault(kind="cached-read", type="folder")])
    >>> api = fake.clients()[""]
    >>> folder = Key("folder", api.call("create_folder").json()["id"])
    >>> api.call("delete_folder", folder=folder).status_code
    204
    >>> api.call("get_folder", folder=folder).status_code     # 404 without the fault
    200
    """

    def __init__(
        self,
        schema: Schema,
        *,
        faults: Iterable[Fault] = (),
        seed: int = 0,
        integers: bool = False,
        lag: float = 0.0,
    ) -> None:
        self._faults = Faults(tuple(faults), schema)
        self._declared = schema
        self._storage = Storage(seed=seed, integers=integers)
        self._past = Past(self._storage, lag)
        self._deeds = Deeds(schema, self._storage, self._faults)
        actors = (*schema.actors, *([schema.anonymous] if schema.anonymous else []))
        self._clients = {actor: FakeClient(actor, self._handle) for actor in actors}
        self._sent = 0
        actions = {
            name: replace(action, call=_call(name), injected=("api",), fixtures=())
            for name, action in schema.actions.items()
        }
        self.schema = replace(schema, actions=actions, invariants={})

    def clients(self) -> Mapping[str, FakeClient]:
        """A client for each actor of the schema, by name, and for the anonymous one; others have none."""
        return dict(self._clients)

    def living(self, type_name: str | None = None) -> tuple[Key, ...]:
        """The keys of what is stored and alive, of one type where that is given, the oldest first."""
        return tuple(record.key for record in self._storage.living(type_name))

    # -- inside ------------------------------------------------------------------------------------------------------

    def _handle(self, actor: str, name: str, keys: Mapping[str, Key]) -> tuple[Asked, FakeResponse]:
        action = self._declared.actions[name]
        storage = self._past.seen() if action.observes else self._storage
        asked = Asked(
            action=action, actor=actor, keys=keys, sent=self._fields(action, keys),
            found={role.name: self._find(storage, role.type, keys[role.name]) for role in action.roles},
        )  # fmt: skip
        bodies = Bodies(self._declared, storage, self._faults)
        denial = Rules(self._declared, storage, self._faults).denial(asked)
        if denial is not None:
            response = self._refuse(asked, denial, bodies)
        elif self._fails(action, asked):
            response = FakeResponse(status_code=500, body={"error": "internal"})
        else:
            made = self._deeds.perform(asked)
            response = self._comply(asked, made, bodies, storage)
            self._deeds.settle()
        if not action.observes:
            self._past.remember()
        return asked, response

    def _find(self, storage: Storage, type_name: str, key: Key) -> Record | None:
        return storage.find(key, anywhere=self._faults.on("read-through-other-parent", type_name))

    def _fields(self, action: Action, keys: Mapping[str, Key]) -> dict[str, object]:
        """What a client sends: label, natural key and references of a new one; what an update or a link changes."""
        create = action.creates
        if create is None:
            return self._changes(action, keys)
        self._sent += 1
        type_ = self._declared.types[create.type]
        sent: dict[str, object] = {label_field(type_): f"label {self._sent}"}
        sent.update((f"{name}_id", keys[role].id) for name, role in create.links)
        if type_.key is not None:
            sent[type_.key] = self._unique(type_.key)
        return sent

    def _changes(self, action: Action, keys: Mapping[str, Key]) -> dict[str, object]:
        sent: dict[str, object] = {}
        for effect in action.effects:
            if isinstance(effect, Update) and effect.role == action.changes[0]:
                self._sent += 1
                type_ = self._declared.types[action.role(effect.role).type]
                sent[label_field(type_)] = f"label {self._sent}"
                if type_.key is not None and type_.key != type_.id_field:
                    sent[type_.key] = self._unique(type_.key)
            elif isinstance(effect, Link):
                sent[f"{effect.reference}_id"] = keys[effect.target].id if effect.target is not None else None
        return sent

    def _unique(self, name: str) -> str:
        try:
            return unique(name)
        except PlanError:  # called by hand, outside a sequence
            return f"{name}-{self._sent}"

    def _fails(self, action: Action, asked: Asked) -> bool:
        create = action.creates
        if create is None or not self._faults.on("third-fails-500", create.type):
            return False
        parent = asked.found[create.parent] if create.parent is not None else None
        return sum(1 for record in self._storage.living(create.type) if record.parent is parent) >= 2

    # -- answers -----------------------------------------------------------------------------------------------------

    def _refuse(self, asked: Asked, denial: Denial, bodies: Bodies) -> FakeResponse:
        shown = self._soft_deleted(asked, bodies)
        if shown is not None:
            return shown
        self._deeds.anyway(asked, denial.type)
        if self._faults.on("refusal-500", denial.type):
            return FakeResponse(status_code=500, body={"error": "internal"})
        status = refusal_status(self._declared, asked, denial)
        return FakeResponse(status_code=status, body={"error": str(denial.refusal)})

    def _soft_deleted(self, asked: Asked, bodies: Bodies) -> FakeResponse | None:
        """A read of an ended one whose type stays readable in a state of its own."""
        action = asked.action
        record = asked.found.get(action.reads) if action.observes and action.reads is not None else None
        if record is None or record.alive or record.owner != asked.actor:
            return None
        type_ = self._declared.types[record.type]
        if type_.deleted_state is None or type_.state_field is None or len(action.roles) > 1:
            return None
        return FakeResponse(status_code=200, body=bodies.of(record, state=type_.deleted_state))

    def _comply(self, asked: Asked, made: Record | None, bodies: Bodies, storage: Storage) -> FakeResponse:
        action = asked.action
        if made is not None:
            return self._answer(action, 201, bodies.of(made))
        if action.lists is not None:
            return self._answer(action, 200, [bodies.of(record) for record in self._listed(asked, storage)])
        subject = action.reads or next(iter(action.changes), None)
        if subject is None:
            return self._answer(action, 204, None)
        return self._answer(action, 200, bodies.of(asked.record(subject)))

    def _answer(self, action: Action, usual: int, body: object) -> FakeResponse:
        status = min(action.expects) if action.expects else usual
        return FakeResponse(status_code=status, body=None if status == 204 else body)

    def _listed(self, asked: Asked, storage: Storage) -> list[Record]:
        listing = asked.action.lists
        assert listing is not None
        scope = asked.record(listing.within) if listing.within is not None else None
        pool = storage.living(listing.type)
        if self._faults.on("stale-list", listing.type):
            pool += storage.dead(listing.type)
        everybody = self._faults.on("list-shown-to-strangers", listing.type)
        found = [
            record for record in pool if (everybody or record.owner == asked.actor) and self._is_within(record, scope)
        ]
        if self._faults.on("list-misses-second", listing.type):
            del found[1:2]
        if self._faults.on("list-twice", listing.type):
            found += found[-1:]
        if self._faults.on("list-repeats-parent", listing.type):
            below = [child.parent for child in storage.living()]
            found = [record for record in found for _ in range(max(1, below.count(record)))]
        return found

    def _is_within(self, record: Record, scope: Record | None) -> bool:
        """Below the scope where its type can be above; else it has to refer to it."""
        if scope is None:
            return True
        is_above = self._declared.is_above(scope.type, record.type)
        return scope in record.above() if is_above else scope in record.links.values()


def _call(name: str) -> Callable[..., object]:
    def call(api: FakeClient, **resources: Key) -> FakeResponse:
        return api.call(name, **resources)

    return call
