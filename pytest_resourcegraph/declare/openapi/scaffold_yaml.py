"""The resourcegraph.yaml of a scaffold: what is derived, and what may be so, as comments to be taken away.

As it stands it says nothing. So it changes nothing beside the document, nor what the conftest.py of the same scaffold
declares. Every scalar is written as in JSON.
"""

import json
from collections.abc import Iterator

from .derivation import DerivedAction, DerivedType
from .derivation import OperationRole as Role
from .sketch import Sketch, Taken

_KEYS = {
    Role.CREATE: "creates", Role.READ: "reads", Role.LIST: "lists", Role.UPDATE: "updates", Role.REPLACE: "updates",
    Role.ACTION: "updates", Role.DESTROY: "destroys",
}  # fmt: skip


def yaml_text(drawn: Sketch) -> str:
    """The text of a resourcegraph.yaml."""
    return "\n".join(_lines(drawn)) + "\n"


def _lines(drawn: Sketch) -> Iterator[str]:
    document = drawn.derivation.document
    yield f"# Derived from {_flat(document.where)}. What is derived, and what may be so, stands in comments:"
    yield "# take a # away where it is so, or say it otherwise. It goes before what is derived or declared elsewhere."
    if document.base_path:
        yield f"# Paths are below {_flat(document.base_path)}"
    yield "types:" if drawn.types else "types: {}"
    for type_ in drawn.types:
        yield from _type(drawn, type_)
    yield "actions:" if drawn.actions else "actions: {}"
    for action, takes in drawn.actions.values():
        yield from _action(drawn, action, takes)
    for left, why in drawn.omitted:
        yield f"# not declared: {left.method} {_flat(left.path)}: {why}"


def _type(drawn: Sketch, type_: DerivedType) -> Iterator[str]:
    yield f"  {_key(type_.name)}:  # {type_.confidence:.2f}, {_flat('; '.join(map(str, type_.evidence)))}"
    yield f"    # id_field: {json.dumps(type_.id_field)}"
    parent = drawn.parents[type_.name]
    if parent is not None:
        yield f"    # parent: {_key(parent)}  # {type_.parent_confidence:.2f}"
    elif type_.parent is not None:
        yield f"    # It seems to be below {_flat(type_.parent)}, which is not given wherever one is made."
    references = {name: target for name, target in type_.references.items() if target in drawn.parents}
    if references:
        yield f"    # references: {_flat(json.dumps(references, ensure_ascii=False))}"
    for key in type_.keys:
        yield f"    # key: {json.dumps(key.field)}  # {key.confidence:.2f}, {_flat(str(key.evidence[0]))}"
    if type_.lifecycle is not None:
        cycle = type_.lifecycle
        yield f"    # states: {_flat(json.dumps(cycle.states, ensure_ascii=False))}  # {cycle.confidence:.2f}"
        yield f"    # state_field: {json.dumps(cycle.field)}"
        if cycle.initial is not None:
            yield f"    # initial: {_flat(json.dumps(cycle.initial, ensure_ascii=False))}"


def _action(drawn: Sketch, action: DerivedAction, takes: tuple[Taken, ...]) -> Iterator[str]:
    request = f"{action.method} {_flat(action.path)}"
    needs = f", takes {', '.join(one.name for one in takes)}" if takes else ""
    yield f"  {_key(action.name)}:  # {action.confidence:.2f}, {request}{needs}"
    yield f"    # {_KEYS[action.role]}: {json.dumps(action.subject or action.type)}"
    if _may_need_a_state(drawn, action):
        yield "    # doubtful: false  # it may need a state: once its moves are said, it has to succeed"
    for move in drawn.derivation.moves:
        if move.action == action.name and action.subject is not None:
            said = json.dumps({action.subject: f"* -> {move.state}"}, ensure_ascii=False)
            yield f"    # moves: {_flat(said)}  # {move.confidence:.2f}, with the states of {_flat(move.type)}"


def _may_need_a_state(drawn: Sketch, action: DerivedAction) -> bool:
    """True for a verb, and for what changes or ends one that has states: nothing tells in which of them it may."""
    if action.role is Role.ACTION:
        return True
    changes = action.role in (Role.UPDATE, Role.REPLACE, Role.DESTROY)
    return changes and drawn.derivation.type(action.type).lifecycle is not None


def _key(name: str) -> str:
    """The name as a key, in quotes where YAML takes it for something else than a text."""
    return json.dumps(name) if name.lower() in ("null", "true", "false") else name


def _flat(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
