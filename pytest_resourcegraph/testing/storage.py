"""The storage of the fake: plain records in plain dicts, on purpose not the resource graph that it is compared with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from ..events.key import Id, Key


@dataclass(slots=True, kw_only=True, eq=False)
class Record:
    """One stored resource. ``ended_by`` is the record whose destruction ended it; itself where it was destroyed."""

    type: str
    id: Id
    parent: "Record | None" = None
    owner: str = ""
    state: str | None = None
    fields: dict[str, object] = field(default_factory=dict)
    links: dict[str, "Record"] = field(default_factory=dict)
    alive: bool = True
    ended_by: "Record | None" = None

    @property
    def key(self) -> Key:
        """Type and id below those of the parent."""
        return Key(self.type, self.id, self.parent.key if self.parent is not None else None)

    def above(self) -> Iterator["Record"]:
        """Parent, grandparent, … up to the root."""
        here = self.parent
        while here is not None:
            yield here
            here = here.parent


class Storage:
    """Every record there ever was, and ids that nobody can guess: ``abc_3f9c21ab04``, or 1, 2, 3 where asked for."""

    def __init__(self, *, seed: int = 0, integers: bool = False) -> None:
        self._records: list[Record] = []
        self._by_id: dict[tuple[str, str], list[Record]] = {}
        self._seed = seed
        self._integers = integers
        self._made: dict[str, int] = {}

    def new_id(self, type_name: str) -> Id:
        """An id that was never given."""
        number = self._made[type_name] = self._made.get(type_name, 0) + 1
        if self._integers:
            return number
        digest = blake2b(f"{self._seed}\0{type_name}\0{number}".encode(), digest_size=5).hexdigest()
        return f"{type_name[:3]}_{digest}"

    def add(self, record: Record) -> Record:
        """Store one more."""
        self._records.append(record)
        self._by_id.setdefault((record.type, str(record.id)), []).append(record)
        return record

    def find(self, key: Key, *, anywhere: bool = False) -> Record | None:
        """The record of that id below those parents (``anywhere``: below any), the living one if there is one."""
        named = self._by_id.get((key.type, str(key.id)), [])
        fitting = [record for record in named if anywhere or record.key == key]
        return max(fitting, key=lambda record: record.alive, default=None)

    def living(self, type_name: str | None = None) -> list[Record]:
        """The living records, of one type where that is given, the oldest first."""
        return [record for record in self._records if record.alive and (type_name is None or record.type == type_name)]

    def dead(self, type_name: str) -> list[Record]:
        """The ended records of a type, the oldest first."""
        return [record for record in self._records if not record.alive and record.type == type_name]

    def below(self, record: Record, type_name: str | None = None) -> list[Record]:
        """The living records anywhere below one."""
        return [found for found in self.living(type_name) if record in found.above()]

    def siblings(self, record: Record) -> list[Record]:
        """The living records of the same type below the same parent, without itself."""
        return [found for found in self.living(record.type) if found.parent is record.parent and found is not record]

    def end(self, record: Record, *, cascade: bool = True) -> None:
        """The record is gone, and all below it."""
        for found in self.below(record) if cascade else ():
            found.alive, found.ended_by = False, record
        record.alive, record.ended_by = False, record
