"""States: the field that shows them, what they are, and which action may lead to which. Moves stay candidates."""

from collections.abc import Iterable, Iterator

from .derivation import DerivedAction, DerivedType, Lifecycle, MoveCandidate
from .derivation import OperationRole as Role
from .document import Operation
from .evidence import Evidence
from .shapes import Shape, Shapes
from .sighting import Sighting
from .verbs import states_for
from .words import snake

_FIELDS = ("status", "state", "phase", "stage", "lifecycle_state", "lifecycle", "lifecycle_status")
_ENDINGS = ("_status", "_state", "_phase", "_stage")


def lifecycle(sighting: Sighting, name: str, creates: Iterable[Operation], shapes: Shapes) -> Lifecycle | None:
    """The lifecycle that an enum field of the item shows; None where none does."""
    fields = [(field, shapes.of(part)) for field, part in sighting.shape.properties.items()]
    found = sorted(_ranked(fields, name, sighting.noun))
    if not found:
        return None
    rank, _, field = found[0]
    shape = shapes.of(sighting.shape.properties[field])
    states = tuple(dict.fromkeys(str(value).strip() for value in shape.enum if isinstance(value, str)))
    evidence = [Evidence(f"'{field}' has the values {', '.join(states[:8])}")]
    initial = _initial(field, shape, states, creates, shapes)
    if initial is not None:
        evidence.append(Evidence(f"its default is '{initial}'"))
    return Lifecycle(
        field=field, states=states, initial=initial, confidence=0.85 if rank == 0 else 0.6, evidence=tuple(evidence)
    )


def _ranked(fields: Iterable[tuple[str, Shape]], name: str, noun: str) -> Iterator[tuple[int, int, str]]:
    for index, (field, shape) in enumerate(fields):
        texts = [value for value in shape.enum if isinstance(value, str) and value.strip()]
        if len(set(texts)) < 2 or any(sign in text for text in texts for sign in ("->", "|", "*", ",")):
            continue
        plain = snake(field)
        if plain in _FIELDS or plain in (f"{name}_status", f"{noun}_status", f"{name}_state", f"{noun}_state"):
            yield 0, _FIELDS.index(plain) if plain in _FIELDS else len(_FIELDS), field
        elif plain.endswith(_ENDINGS):
            yield 1, index, field


def _initial(
    field: str, shape: Shape, states: Iterable[str], creates: Iterable[Operation], shapes: Shapes
) -> str | None:
    """The default of the field, in the create body or in the item; a single value that a create accepts."""
    places = [shape]
    for operation in creates:
        if operation.body is not None:
            part = shapes.of(operation.body.schema).properties.get(field)
            if part is not None:
                places.insert(0, shapes.of(part))
    for place in places:
        said = place.schema.get("default")
        if said is None and len(place.enum) == 1:
            said = place.enum[0]
        if isinstance(said, str) and said in states:
            return said
    return None


def move_candidates(types: Iterable[DerivedType], actions: Iterable[DerivedAction]) -> Iterator[MoveCandidate]:
    """What the verbs may do to the states: ``submit`` may lead to ``submitted``."""
    cycles = {one.name: one.lifecycle for one in types if one.lifecycle is not None}
    for action in actions:
        cycle = cycles.get(action.type)
        if cycle is None or action.role is not Role.ACTION:
            continue
        verb = action.operation.template.segments[-1]
        for state, confidence in states_for(verb, cycle.states):
            evidence = Evidence(f"'{verb}' sounds like '{state}'", action.operation.label)
            yield MoveCandidate(
                action=action.name, type=action.type, state=state, confidence=confidence, evidence=(evidence,)
            )  # fmt: skip
