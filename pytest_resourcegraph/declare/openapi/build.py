"""What a derivation declares: types, and actions whose calls are made of the document.

Nothing is claimed that the document does not show. So what is derived is doubtful (a refusal of it is no finding while
it may need something that nobody said), states are tracked and not predicted, and a refusal is tried only where the
document, or the nature of HTTP, says that there has to be one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...model.origin import Origin
from ...model.resource import ResourceType
from ..action import ActionDeclaration
from ..parameter import Parameter
from .answers import Documented
from .calls import Call, Means
from .derivation import Derivation, DerivedAction, DerivedType
from .derivation import OperationRole as Role
from .sketch import Sketch, Taken, sketch

GONE = frozenset({400, 403, 404, 405, 409, 410, 422})
"""What services say of what is gone, where nobody says it."""

_UNAVAILABLE = (501, 503)
"""Statuses of a server that are no failure where they are documented (RFC 9110, 15.6.2 and 15.6.4)."""

_SURE = 0.75
_LIKELY = 0.55
"""A key need not be sure: only where the service refuses it to another one is it held to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What is declared; ``omitted`` are operations that are not called, each with the reason.

    ``operations`` names the operation of each action; ``credentials`` are (scheme, place, name, example).
    """

    types: tuple[ResourceType, ...]
    actions: tuple[ActionDeclaration[..., object], ...]
    operations: Mapping[str, str] = field(default_factory=dict)
    omitted: tuple[tuple[str, str], ...] = ()
    credentials: tuple[tuple[str, str, str, str], ...] = ()


def build(derivation: Derivation, means: Means) -> Built:
    """The declarations of a document."""
    drawn = sketch(derivation)
    types = {one.name: _type(drawn, one) for one in drawn.types}
    documented = Documented(derivation.document, means.sampler.canon)
    actions: list[ActionDeclaration[..., object]] = []
    operations: dict[str, str] = {}
    leftovers = [(one.operation.label, one.reason) for one in derivation.leftovers if not one.unsafe]
    # First what somebody may have counted on, and what is dangerous.
    omitted = [(one.operation.label, one.reason) for one in derivation.leftovers if one.unsafe]
    omitted += [(action.operation.label, why) for action, why in drawn.omitted]
    for name, action, takes in _called(drawn):
        open_ = _open(derivation.type(action.type), action, means)
        if open_:
            omitted.append((action.operation.label, f"nothing gives a value for {open_}"))
            continue
        derived = derivation.type(action.type)
        key = types[derived.name].key
        declared = _action(name, action, types[derived.name], takes, Call(action, derived, takes, means, key))
        actions.append(_with(declared, documents=documented.of(action.operation)))
        operations[name] = action.operation.label
    filtered = [(label, "filtered out") for label in derivation.filtered]
    return Built(
        types=tuple(types.values()), actions=tuple(actions), operations=operations,
        omitted=(*omitted, *leftovers, *filtered), credentials=tuple(_credentials(derivation)),
    )  # fmt: skip


def _credentials(derivation: Derivation) -> Iterator[tuple[str, str, str, str]]:
    """What operations ask for; where none asks for anything, what the document knows."""
    known = derivation.security.credentials
    for one in [one for one in known if one.operations] or known:
        yield one.scheme, one.where, one.name, one.example


def _called(drawn: Sketch) -> Iterator[tuple[str, DerivedAction, tuple[Taken, ...]]]:
    """The actions with what they take; a create that may refer to others, once without them and once with them."""
    known = {one.name for one in drawn.types}
    for name, (action, takes) in drawn.actions.items():
        yield name, action, takes
        given = {taken.name for taken in takes} | {taken.reference.pointer for taken in takes if taken.reference}
        more = tuple(
            Taken(name=one.type, type=one.type, reference=one)
            for one in action.references
            if not one.required and not one.many and "/-" not in one.pointer and one.confidence >= _SURE
            and one.type in known and one.type not in given and one.pointer not in given
        )  # fmt: skip
        if action.role is Role.CREATE and more and len({taken.name for taken in more}) == len(more):
            yield f"{name}_with_{'_and_'.join(taken.name for taken in more)}", action, (*takes, *more)


def _open(type_: DerivedType, action: DerivedAction, means: Means) -> str:
    """The path parameters for which there is no value, so that none is ever sent as it stands."""
    chosen = (action.chosen or type_.id_parameter) if _chooses(action, type_) else ""
    return ", ".join(name for name in action.unbound if name not in means.constants and name != chosen)


def _chooses(action: DerivedAction, type_: DerivedType) -> bool:
    """Whether the client names what it makes, in the path."""
    return action.role is Role.CREATE and type_.chosen_id == "path"


def _puts(action: DerivedAction, type_: DerivedType) -> bool:
    """Whether what is there already is put once more: a PUT is idempotent (RFC 9110, 9.2.2)."""
    return action.method == "PUT" and _chooses(action, type_)


def _type(drawn: Sketch, one: DerivedType) -> ResourceType:
    references: dict[str, str] = {}
    for _, action, takes in _called(drawn):
        if action.role is Role.CREATE and action.type == one.name:
            references |= {taken.name: taken.type for taken in takes if taken.reference is not None}
    references = {name: type_ for name, type_ in references.items() if type_ in {other.name for other in drawn.types}}
    lifecycle = one.lifecycle if one.lifecycle is not None and one.lifecycle.confidence >= _SURE else None
    return ResourceType(
        name=one.name,
        parent=drawn.parents[one.name],
        references=references,
        id_field=one.id_field,
        key=_key(one),
        likely_key=True,
        state_field=lifecycle.field if lifecycle is not None else None,
        shown_states=lifecycle.states if lifecycle is not None else (),
        gone=GONE,
        idempotent=any(_puts(action, one) for action, _ in drawn.actions.values() if action.type == one.name),
        origin=Origin(drawn.derivation.document.where, 0),
    )


def _key(one: DerivedType) -> str | None:
    """The natural key: what the client names it by, or a field of which the document says that it conflicts."""
    if one.chosen_id is not None:
        return one.id_field
    sure = [key for key in one.keys if key.confidence >= _LIKELY]
    return max(sure, key=lambda key: key.confidence).field if sure else None


def _action(
    name: str, action: DerivedAction, type_: ResourceType, takes: tuple[Taken, ...], call: Call
) -> ActionDeclaration[..., object]:
    said: dict[str, Any] = {}
    subject = action.subject
    match action.role:
        case Role.CREATE:
            said["creates"] = type_.name
        case Role.READ:
            said["reads"] = subject
        case Role.LIST:
            said["lists"] = type_.name
        case Role.UPDATE | Role.REPLACE | Role.ACTION:
            said["updates"] = (subject,) if subject is not None else ()
        case Role.DESTROY:
            said["destroys"] = (subject,) if subject is not None else ()
        case Role.OTHER:
            pass
    return ActionDeclaration(
        name=name, call=call, origin=type_.origin, exact=False, doubtful=True, moving=action.role is Role.ACTION,
        given=(Parameter(name="api"), *(Parameter(name=one.name, type=one.type) for one in takes)),
        refuses=tuple(_refusals(action, type_)), sure=dict.fromkeys(_never_refused(action), False),
        unavailable=frozenset(status for status in _UNAVAILABLE if str(status) in action.responses),
        expects=(200, 201, 202, 204) if action.role is Role.CREATE and action.method == "PUT" else (),
        **said,
    )  # fmt: skip


def _refusals(action: DerivedAction, type_: ResourceType) -> Iterator[str]:
    """The refusals that have to be: of what is gone or elsewhere, and what the document speaks of.

    A PUT that may answer 201 makes what is not there (RFC 9110, 9.3.4), be it gone or below another parent.
    """
    documented = set(action.responses)
    refusing = bool(documented & {"400", "404", "409", "410", "422", "4XX", "default"})
    never = set(_never_refused(action))
    if (action.role is not Role.DESTROY or documented & {"404", "410"}) and "after-destroy" not in never:
        yield "after-destroy"
    yield "after-parent-destroy"
    if "wrong-parent" not in never:
        yield "wrong-parent"
    yield "other-actor"
    if "anonymous" not in never:
        yield "anonymous"
    if refusing:
        yield "missing-reference"
    if type_.key is not None and "409" in documented:
        yield "duplicate"


def _never_refused(action: DerivedAction) -> Iterator[str]:
    """What the document says is no refusal, whoever is sure of the rest."""
    if action.method == "PUT" and "201" in action.responses:
        yield from ("after-destroy", "wrong-parent")
    if not action.operation.security or () in action.operation.security:
        yield "anonymous"


def _with(declared: ActionDeclaration[..., object], **said: Any) -> ActionDeclaration[..., object]:
    values = {name: getattr(declared, name) for name in declared.__dataclass_fields__}
    return ActionDeclaration(**{**values, **said})
