"""The derivation of a document: places, types, parents, roles, fields and states, in this order."""

from collections.abc import Iterator, Mapping, Sequence

from .bindings import Bindings
from .candidates import candidates
from .derivation import Derivation, DerivedAction, DerivedType, Leftover
from .derivation import OperationRole as Role
from .document import Document, Operation
from .evidence import Evidence
from .fields import References, chosen_id, id_field, natural_keys
from .linking import link_collections, link_elsewhere, lone_collections, merge_places, merge_spellings
from .names import name_actions, name_sightings
from .parents import Parents
from .paths import Key
from .places import Places, places_of
from .roles import Roles, Verdict
from .security import security_of
from .sighting import Sighting
from .states import lifecycle, move_candidates
from .undisturbed import undisturbed
from .verbs import is_destructive


def derive(document: Document) -> Derivation:
    """What the document shows: types, actions, candidates, and what is left over with the reasons."""
    with undisturbed():
        places = places_of(document)
        sightings = _sightings(places)
        parents = Parents(places, sightings)
        parents.settle()
        roles = Roles(places, sightings, parents)
        verdicts = {operation: roles.verdict(operation) for operation in document.operations}
        return _Writing(document, places, sightings, parents, verdicts).derivation()


def _sightings(places: Places) -> list[Sighting]:
    sure, unsure = candidates(places)
    link_collections(places, sure, unsure)
    merge_places(places, sure)
    merge_spellings(places, sure)
    link_elsewhere(places, sure, unsure)
    lone_collections(places, sure)
    sure.sort(key=lambda sighting: sighting.item or sighting.collection or ())
    return sure


class _Writing:
    """Writes down what was found."""

    def __init__(
        self,
        document: Document,
        places: Places,
        sightings: Sequence[Sighting],
        parents: Parents,
        verdicts: Mapping[Operation, Verdict],
    ) -> None:
        self._document, self._places, self._sightings, self._verdicts = document, places, sightings, verdicts
        self._names = name_sightings(sightings)
        self._bindings = Bindings(document, parents, self._names)
        for operation, verdict in verdicts.items():
            if verdict.sighting is not None and verdict.role in (Role.CREATE, Role.READ):
                self._bindings.made_by(operation, verdict.sighting)
        self._references = References(places.shapes, self._nouns())

    def derivation(self) -> Derivation:
        named = name_actions(self._document.operations, self._names.values())
        actions = tuple(
            self._action(named[operation], operation, verdict)
            for operation, verdict in self._verdicts.items()
            if verdict.role is not Role.OTHER and verdict.sighting is not None
        )
        creates: dict[str, list[DerivedAction]] = {}
        for action in actions:
            if action.role is Role.CREATE:
                creates.setdefault(action.type, []).append(action)
        types = tuple(self._type(one, creates.get(self._names[one], [])) for one in self._sightings)
        return Derivation(
            document=self._document,
            types=types,
            actions=actions,
            moves=tuple(move_candidates(types, actions)),
            leftovers=tuple(
                Leftover(
                    name=named[operation], operation=operation, reason=verdict.reason, unsafe=verdict.unsafe,
                    type=self._names[verdict.sighting] if verdict.sighting is not None else None,
                )
                for operation, verdict in self._verdicts.items()
                if verdict.role is Role.OTHER or verdict.sighting is None
            ),
            security=security_of(self._document),
            notes=(*self._document.notes, *self._notes()),
        )  # fmt: skip

    def _action(self, name: str, operation: Operation, verdict: Verdict) -> DerivedAction:
        sighting = verdict.sighting
        assert sighting is not None, "an operation with a role has a type"
        type_ = self._names[sighting]
        bindings, unbound = self._bindings.of(operation)
        # The client names what a PUT makes: that parameter is no resource that is there already.
        made = verdict.role is Role.CREATE and operation.template.key in sighting.items
        own = operation.template.parameters[-1] if made else ""
        bindings = tuple(one for one in bindings if one.parameter != own)
        unbound = tuple(one for one in unbound if one != own)
        subject = self._subject(verdict, type_, [one.role for one in bindings if one.type == type_])
        above = [one.role for one in bindings if one.role != subject]
        within = above[-1] if verdict.role in (Role.CREATE, Role.LIST) and above else None
        return DerivedAction(
            name=name,
            operation=operation,
            role=verdict.role,
            type=type_,
            subject=subject,
            within=within,
            bindings=bindings,
            unbound=unbound,
            parameters=tuple(one for one in operation.parameters if one.required and one.where != "path"),
            envelope=self._envelope(operation, verdict.role, sighting),
            references=self._references.of(operation, type_),
            body_id=verdict.body_id,
            chosen=own,
            part=verdict.part,
            several=self._names[verdict.several] if verdict.several is not None else None,
            destructive=is_losing(operation),
            confidence=verdict.confidence,
            evidence=(_role_evidence(operation, verdict, type_),),
        )

    def _subject(self, verdict: Verdict, type_: str, roles: Sequence[str]) -> str | None:
        if verdict.role in (Role.CREATE, Role.LIST):
            return None
        return roles[-1] if roles else type_ if verdict.body_id else None

    def _envelope(self, operation: Operation, role: Role, sighting: Sighting) -> str | None:
        shapes, answer = self._places.shapes, operation.success
        found = shapes.listed(answer, sighting.noun) if role is Role.LIST else shapes.item(answer, sighting.noun)
        return found.path if found is not None else None

    def _type(self, sighting: Sighting, creates: Sequence[DerivedAction]) -> DerivedType:
        name, shapes = self._names[sighting], self._places.shapes
        made = [one.operation for one in creates]
        parameter = self._places.parameter(sighting.item) if sighting.item is not None else ""
        field, id_confidence, id_evidence = id_field(sighting, parameter, shapes)
        puts = any(one.operation.template.key in sighting.items for one in creates)
        places = [self._path(key) for key in (*sighting.items[1:], *sighting.collections[1:])]
        parent = self._names[sighting.parent] if sighting.parent is not None else None
        return DerivedType(
            name=name,
            collection=self._path(sighting.collection) if sighting.collection is not None else None,
            item=self._path(sighting.item) if sighting.item is not None else None,
            places=tuple(place for place in places if place is not None),
            parent=parent,
            id_field=field,
            id_parameter=parameter,
            chosen_id=chosen_id(field, made, puts, shapes),
            references={
                one.name: one.type
                for action in creates
                for one in action.references
                if one.type != parent and not one.many and "/-" not in one.pointer
            },
            lifecycle=lifecycle(sighting, name, made, shapes),
            keys=natural_keys(made, shapes),
            schema=sighting.shape.schema,
            confidence=sighting.confidence,
            parent_confidence=sighting.parent_confidence,
            id_confidence=id_confidence,
            evidence=tuple(sighting.evidence),
            parent_evidence=tuple(sighting.parent_evidence),
            id_evidence=id_evidence,
        )

    def _path(self, key: Key) -> str | None:
        """A key as the document writes it: of the operations there, else of what begins with it.

        None where a resource name stands for it and no operation takes that name alone.
        """
        here = self._places.operations(key)
        if here:
            return here[0].path
        below = self._places.first_below[key].template
        if below.flat:
            return None
        return "/" + "/".join(below.segments[: len(key)])

    def _nouns(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for sighting, name in self._names.items():
            for noun in (sighting.noun, name):
                found.setdefault(noun, {})[name] = None
        return {noun: tuple(names) for noun, names in found.items()}

    def _notes(self) -> Iterator[str]:
        dangling = sorted(self._document.refs.dangling)
        if dangling:
            yield f"references that lead nowhere, read as anything: {', '.join(dangling[:10])}"
        if not self._document.operations:
            yield "the document describes no operation"
        missing = sum(not operation.id for operation in self._document.operations)
        if missing:
            yield f"operations without an id, named after method and path: {missing}"


def is_losing(operation: Operation) -> bool:
    """True for a DELETE, and for what sounds as if something were lost."""
    literals = [part for part in operation.template.segments[-1:] if "{" not in part]
    return operation.method == "delete" or any(is_destructive(part) for part in (operation.id, *literals))


def _role_evidence(operation: Operation, verdict: Verdict, type_: str) -> Evidence:
    where = "its collection" if verdict.role in (Role.CREATE, Role.LIST) else "one of them"
    status = ", 201 is documented" if verdict.role is Role.CREATE and "201" in operation.responses else ""
    return Evidence(f"{operation.method.upper()} on {where}{status}: {type_}", operation.pointer)
