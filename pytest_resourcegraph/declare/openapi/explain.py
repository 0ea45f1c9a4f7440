"""The text of an explanation: everything derived, with what shows it and how sure it is, for a terminal."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from .derivation import Derivation, DerivedAction, DerivedType
from .evidence import Evidence

_WIDTH = 118


def explain(derivation: Derivation) -> str:
    """Types, their parents and fields, actions, candidates and leftovers, each with evidence and confidence.

    No line has more than 120 columns.
    """
    return "\n".join(_fitting(_lines(derivation))) + "\n"


def _lines(derivation: Derivation) -> Iterator[str]:
    document = derivation.document
    yield f"{document.title or 'OpenAPI document'}: {document.where} (version {document.version})"
    counts = (
        f"{len(document.operations)} operations: {len(derivation.types)} types, {len(derivation.actions)} actions, "
        f"{len(derivation.leftovers)} left over"
    )
    yield counts
    yield f"base path: {document.base_path or '/'}"
    for type_ in derivation.types:
        yield ""
        yield from _type(type_, derivation)
    yield from _security(derivation)
    yield from _leftovers(derivation)
    if derivation.notes:
        yield ""
        yield "Notes"
        yield from (f"  {line}" for line in derivation.notes)


def _type(type_: DerivedType, derivation: Derivation) -> Iterator[str]:
    yield f"type {type_.name}  {_sure(type_.confidence)}"
    yield f"  collection {type_.collection or '-'}   item {type_.item or '-'}"
    yield from (f"    {place}" for place in type_.places)
    yield from _because(type_.evidence)
    if type_.parent is not None:
        yield f"  parent {type_.parent}  {_sure(type_.parent_confidence)}"
        yield from _because(type_.parent_evidence)
    chosen = f", chosen by the client in the {type_.chosen_id}" if type_.chosen_id else ""
    yield f"  id {type_.id_field}{chosen}  {_sure(type_.id_confidence)}"
    yield from _because(type_.id_evidence)
    yield from (f"  reference {name} -> {target}" for name, target in type_.references.items())
    if type_.lifecycle is not None:
        cycle = type_.lifecycle
        yield f"  states in {cycle.field}: {', '.join(cycle.states)}  {_sure(cycle.confidence)}"
        yield f"    initial: {cycle.initial or 'not told'}"
        yield from _because(cycle.evidence)
    for key in type_.keys:
        yield f"  candidate: {key.field} is unique among siblings  {_sure(key.confidence)}"
        yield from _because(key.evidence)
    for action in derivation.of_type(type_.name):
        yield from _action(action)
    for move in derivation.moves:
        if move.type == type_.name:
            yield f"  candidate: {move.action} moves it to '{move.state}'  {_sure(move.confidence)}"
            yield from _because(move.evidence)


def _action(action: DerivedAction) -> Iterator[str]:
    warned = ", destructive" if action.destructive else ""
    yield f"  {action.role:<8} {action.name}  {action.method} {action.path}  {_sure(action.confidence)}{warned}"
    yield from _because(action.evidence)
    for bound in action.bindings:
        of = f" of its '{bound.field}'" if bound.field else ""
        yield f"    {{{bound.parameter}}} is the {bound.role}{of}  {_sure(bound.confidence)}"
    if action.unbound:
        yield f"    nothing fills: {', '.join(f'{{{name}}}' for name in action.unbound)}"
    for parameter in action.parameters:
        yield f"    needs the {parameter.where} parameter '{parameter.name}'"
    if action.body is not None:
        yield f"    body {action.body.media_type}"
    for reference in action.references:
        need = "required" if reference.required else "optional"
        yield f"    body{reference.pointer} is a {reference.type}, {need}  {_sure(reference.confidence)}"
    if action.envelope:
        yield f"    answers in '{action.envelope}'"


def _security(derivation: Derivation) -> Iterator[str]:
    yield ""
    yield "Actors"
    if not derivation.security.credentials:
        yield "  no operation asks for a credential"
    for one in derivation.security.credentials:
        yield f"  {one.scheme}: {one.where} {one.name}: {one.example}  ({one.operations} operations)"
    if derivation.security.credentials:
        yield f"  without a credential: {derivation.security.open} operations"


def _leftovers(derivation: Derivation) -> Iterator[str]:
    yield ""
    yield f"Left over: {len(derivation.leftovers)}"
    for left in derivation.leftovers:
        yield f"  {left.operation.label}  {left.name}"
        yield f"    {left.reason}" + (f" [{left.type}]" if left.type else "")


def _because(evidence: Iterable[Evidence]) -> Iterator[str]:
    yield from (f"    because {one}" for one in evidence)


def _sure(confidence: float) -> str:
    return f"[{confidence:.2f}]"


def _fitting(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if len(line) <= _WIDTH:
            yield line
            continue
        indent = len(line) - len(line.lstrip())
        yield from wrap(
            line.strip(), _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 4),
            break_on_hyphens=False,
        )  # fmt: skip
