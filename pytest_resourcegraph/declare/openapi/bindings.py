"""Bindings: which parameters of an operation the ids of which types fill."""

from collections.abc import Iterable, Iterator, Mapping

from .derivation import Binding
from .document import Document, Operation
from .evidence import Evidence
from .parents import Parents
from .paths import shown
from .sighting import Sighting
from .words import identifier, snake, unique_name


class Bindings:
    """Binds path parameters by position, then by name, then by what annotations and links say."""

    def __init__(self, document: Document, parents: Parents, names: Mapping[Sighting, str]) -> None:
        self._parents = parents
        self._names = names
        self._said = dict(_said(document))
        self._makers: dict[Operation, Sighting] = {}

    def made_by(self, operation: Operation, sighting: Sighting) -> None:
        """Note what an operation makes or shows, for the annotations and links that name it."""
        self._makers[operation] = sighting

    def of(self, operation: Operation) -> tuple[tuple[Binding, ...], tuple[str, ...]]:
        """The bindings of an operation, and the path parameters that nothing fills."""
        found: list[Binding] = []
        unbound: list[str] = []
        positions = {name: length for length, name in operation.template.holes}
        for parameter in operation.template.parameters:
            bound = self._by_position(operation, parameter, positions) or self._by_word(operation, parameter)
            bound = bound or self._by_name(operation, parameter)
            if bound is None:
                unbound.append(parameter)
            else:
                found.append(_named(bound, found))
        path = operation.template.parameters
        for one in operation.parameters:
            bound = self._by_word(operation, one.name) if one.name not in path else None
            if bound is not None:
                found.append(_named(bound, found))
        return tuple(found), tuple(dict.fromkeys(unbound))

    def _by_position(self, operation: Operation, parameter: str, positions: Mapping[str, int]) -> Binding | None:
        if parameter not in positions:
            return None
        prefix = operation.template.key[: positions[parameter]]
        owner = self._parents.owner(prefix)
        if owner is None:
            return None
        sighting, confidence = owner
        return self._binding(parameter, sighting, confidence, f"{shown(prefix)} is one of them", operation)

    def _by_name(self, operation: Operation, parameter: str) -> Binding | None:
        sighting = self._parents.named_by(parameter)
        return self._binding(parameter, sighting, 0.6, "it is named after the type", operation) if sighting else None

    def _by_word(self, operation: Operation, parameter: str) -> Binding | None:
        """What ``x-restler-annotations`` or a link of OpenAPI says of the parameter."""
        producer, text, field = self._said.get((operation, parameter), (None, "", ""))
        sighting = self._makers.get(producer) if producer is not None else None
        return self._binding(parameter, sighting, 1.0, text, operation, field) if sighting else None

    def _binding(
        self, parameter: str, sighting: Sighting, confidence: float, text: str, operation: Operation, field: str = ""
    ) -> Binding:
        name = self._names[sighting]
        evidence = (Evidence(f"'{parameter}': {text}", operation.label),)
        return Binding(
            parameter=parameter, role=name, type=name, field=field, confidence=confidence, evidence=evidence
        )  # fmt: skip


def _named(bound: Binding, found: Iterable[Binding]) -> Binding:
    """A second one of the same type is named after its parameter."""
    taken = [one.role for one in found]
    if bound.role not in taken:
        return bound
    role = unique_name(identifier(bound.parameter.removesuffix("Id").removesuffix("_id"), "other"), taken)
    return Binding(
        parameter=bound.parameter, role=role, type=bound.type, field=bound.field, confidence=bound.confidence,
        evidence=bound.evidence,
    )  # fmt: skip


def _said(document: Document) -> Iterator[tuple[tuple[Operation, str], tuple[Operation, str, str]]]:
    """(consumer, parameter) -> (producer, what says so, field) of all annotations and links."""
    by_id = {operation.id: operation for operation in document.operations if operation.id}
    by_place = {(operation.method, operation.path): operation for operation in document.operations}
    by_pointer = {operation.pointer: operation for operation in document.operations}
    for operation in document.operations:
        for one in operation.annotations:
            producer = by_place.get((one.producer_method, one.producer_endpoint))
            if producer is not None:
                text = f"x-restler-annotations names {producer.label}"
                yield (operation, one.parameter), (producer, text, _unless_id(one.producer_field.strip("/")))
        for response in operation.responses.values():
            for link in response.links:
                consumer = by_id.get(link.target) or by_pointer.get(link.target)
                for parameter, value in link.parameters.items() if consumer is not None else ():
                    if consumer is not None and value.startswith("$response.body#/"):
                        field = value.removeprefix("$response.body#/").replace("/", ".")
                        name = parameter.rpartition(".")[2]
                        text = f"the link '{link.name}' of {operation.label} names it"
                        yield (consumer, name), (operation, text, _unless_id(field))


def _unless_id(field: str) -> str:
    plain = field.replace("/", ".")
    return "" if snake(plain) in ("id", "data_id") else plain
