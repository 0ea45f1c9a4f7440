"""A sequence as plain values that a person can read and write: what the YAML of a finding holds.

A step is a mapping: ``{do: create_box, with: {shelf: s1}, makes: b1}``. What is not there is as usual; ``refused`` says
in which way the step must be refused, ``as`` who takes it, ``key_of`` whose natural key is used again. ``look`` in
place of ``do`` is an observation, with its ``relation`` to the step before. ``b1 in s2`` is b1 below another parent
than its own; ``nothing`` never existed.
"""

from collections.abc import Iterable, Mapping

from ..errors import Problem, ReplayError, unknown_name
from ..events.key import Key
from ..model.action import Action, Invariant, Refusal
from ..model.schema import Schema
from .plan import INVARIANT, PHANTOM, Sequence, Step

NOTHING = "nothing"


def to_document(schema: Schema, sequence: Sequence) -> dict[str, object]:
    """The sequence as plain values."""
    document: dict[str, object] = {"name": sequence.name}
    if sequence.finding is not None:
        check, action, kind = sequence.finding
        document["finding"] = {"check": check, "action": action, "kind": kind}
    made: dict[str, Key] = {}
    document["steps"] = [_plain(schema, step, made) for step in sequence.steps]
    return document


def from_document(schema: Schema, document: object, where: str = "") -> Sequence:
    """The sequence of plain values. Raises ReplayError with three lines for what cannot be understood."""
    if not isinstance(document, Mapping) or not isinstance(document.get("steps"), list):
        raise _wrong(where, "it has no list of steps")
    reading = _Reading(schema, where)
    steps = tuple(reading.step(number, row) for number, row in enumerate(document["steps"], start=1))
    finding = document.get("finding")
    named = tuple(str(finding.get(part, "")) for part in ("check", "action", "kind")) if finding else None
    return Sequence(name=str(document.get("name", "")), steps=steps, finding=named)  # type: ignore[arg-type]


def _plain(schema: Schema, step: Step, made: dict[str, Key]) -> dict[str, object]:
    row: dict[str, object] = {"look" if step.relation else "do": step.action}
    if step.relation:
        row["relation"] = step.relation
    if step.roles:
        row["with"] = {role: _text(key, made) for role, key in step.roles}
    create = schema.actions[step.action].creates if step.relation != INVARIANT else None
    if create is not None and step.makes is not None:
        parent = step.role_keys[create.parent] if create.parent is not None else None
        made[step.makes] = Key(create.type, step.makes, parent)
    more = {
        "makes": step.makes,
        "refused": step.refusal.value if step.refusal is not None else None,
        "key_of": str(step.twin.id) if step.twin is not None else None,
        "as": step.actor or None,
    }
    return row | {name: value for name, value in more.items() if value is not None}


def _text(key: Key, made: Mapping[str, Key]) -> str:
    """The alias, with its parent where that is not the one that the resource was made in."""
    name = NOTHING if key.id == PHANTOM else str(key.id)
    return name if key.parent is None or made.get(name) == key else f"{name} in {_text(key.parent, made)}"


class _Reading:
    """Follows the steps, so that an alias means the resource that an earlier one made."""

    def __init__(self, schema: Schema, where: str) -> None:
        self._schema = schema
        self._where = where
        self._made: dict[str, Key] = {}

    def step(self, number: int, row: object) -> Step:
        where = f"{self._where} step {number}".strip()
        if not isinstance(row, Mapping) or not (row.get("do") or row.get("look")):
            raise _wrong(where, "a step is a mapping with 'do' or 'look'")
        relation = str(row.get("relation", "")) if row.get("look") else ""
        declared = self._declared(where, str(row.get("look") or row.get("do")), relation)
        roles = self._roles(where, declared, row.get("with") or {})
        makes = row.get("makes")
        if makes is not None and isinstance(declared, Action) and declared.creates is not None:
            parent = dict(roles)[declared.creates.parent] if declared.creates.parent is not None else None
            self._made[str(makes)] = Key(declared.creates.type, str(makes), parent)
        return Step(
            action=declared.name,
            roles=roles,
            makes=None if makes is None else str(makes),
            refusal=self._refusal(where, row.get("refused")),
            twin=self._known(where, str(row["key_of"])) if "key_of" in row else None,
            actor=self._actor(where, str(row.get("as", ""))),
            relation=relation,
        )

    def _declared(self, where: str, name: str, relation: str) -> Action | Invariant:
        known: Mapping[str, Action | Invariant]
        known = self._schema.invariants if relation == INVARIANT else self._schema.actions
        if name not in known:
            noun = "invariants" if relation == INVARIANT else "actions"
            raise ReplayError(
                unknown_name(where=where, what=f"there is no '{name}'", noun=noun, name=name, known=known)
            )
        return known[name]

    def _roles(self, where: str, declared: Action | Invariant, given: object) -> tuple[tuple[str, Key], ...]:
        wanted = {role.name: role.type for role in declared.roles}
        if not isinstance(given, Mapping) or {str(name) for name in given} != wanted.keys():
            raise _wrong(where, f"'{declared.name}' takes {', '.join(wanted) or 'nothing'} in 'with'")
        return tuple((name, self._key(where, type_, str(given[name]))) for name, type_ in wanted.items())

    def _key(self, where: str, type_name: str, text: str) -> Key:
        name, _, above = text.partition(" in ")
        parent_type = self._schema.types[type_name].parent
        known = self._made.get(name)
        if known is not None and known.type == type_name and not above:
            return known
        parent = self._key(where, parent_type, above) if parent_type is not None and above else None
        if name == NOTHING:
            return Key(type_name, PHANTOM, parent)
        self._known(where, name)
        return Key(type_name, name, parent)

    def _known(self, where: str, name: str) -> Key:
        if name not in self._made:
            what = f"'{name}' is made by no step before"
            raise ReplayError(unknown_name(where=where, what=what, noun="names", name=name, known=self._made))
        return self._made[name]

    def _refusal(self, where: str, name: object) -> Refusal | None:
        if name is None:
            return None
        if name not in set(Refusal):
            what = f"'{name}' is no refusal"
            raise ReplayError(unknown_name(where=where, what=what, noun="refusals", name=str(name), known=Refusal))
        return Refusal(str(name))

    def _actor(self, where: str, name: str) -> str:
        known: Iterable[str] = (*self._schema.actors, self._schema.anonymous)
        if name and name not in known:
            what = f"'{name}' is nobody who takes part"
            raise ReplayError(unknown_name(where=where, what=what, noun="actors", name=name, known=known))
        return name


def _wrong(where: str, what: str) -> ReplayError:
    return ReplayError(
        Problem(
            where=where,
            what=f"this is no sequence: {what}",
            known="a sequence is {steps: [{do: action, with: {role: alias}, makes: alias}, …]}",
            remedy="compare it with the YAML of a finding, which a run writes beside its other exports",
        )
    )
