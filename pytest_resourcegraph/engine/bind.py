"""Binds symbolic resources to real ones. The bindings are a fold over ``Created``: nothing else knows an id."""

from collections.abc import Mapping
from hashlib import blake2b

from ..errors import PlanError, Problem
from ..events.key import Id, Key
from ..graph.graph import ResourceGraph
from ..plan.plan import PHANTOM, Step

Bindings = Mapping[tuple[str, str], Key]
"""Real keys by (type, alias)."""


def bind(key: Key, bindings: Bindings, graph: ResourceGraph) -> Key:
    """The real key of a symbolic one.

    A key with another parent than the resource has keeps its real id and gets the real other parent; a phantom gets an
    id of the form that living ones have; a key that is not symbolic but in the graph is real already. Raises PlanError
    for an alias that nothing bound.
    """
    parent = bind(key.parent, bindings, graph) if key.parent is not None else None
    if key.id == PHANTOM:
        return Key(key.type, phantom_id(key.type, graph), parent)
    real = bindings.get((key.type, str(key.id)))
    if real is None and graph.node(key) is not None:
        return key
    if real is None:
        raise PlanError(
            Problem(
                what=f"{key.type} {key.id} is used before it was made",
                known=f"made so far: {', '.join(alias for _, alias in bindings) or 'nothing'}",
            )
        )
    return real if real.parent == parent else Key(real.type, real.id, parent)


def bind_roles(step: Step, bindings: Bindings, graph: ResourceGraph) -> dict[str, Key]:
    """The real keys of a step by role."""
    return {name: bind(key, bindings, graph) for name, key in step.roles}


def alias_of(key: Key, graph: ResourceGraph) -> str:
    """The name of a resource in reports, also of one below the wrong parent and of one that never existed."""
    node = graph.node(key)
    if node is not None:
        return node.alias
    elsewhere = next((n for n in graph.living(key.type) if n.key.id == key.id), None)
    if elsewhere is not None and key.parent is not None:
        return f"{elsewhere.alias} in {alias_of(key.parent, graph)}"
    return f"no such {key.type}"


def free_alias(type_name: str, prefix: str, bindings: Bindings) -> str:
    """The next alias of a type that nothing is bound to, such as ``u3``."""
    number = sum(1 for kind, _ in bindings if kind == type_name) + 1
    while (type_name, f"{prefix}{number}") in bindings:
        number += 1
    return f"{prefix}{number}"


def phantom_id(type_name: str, graph: ResourceGraph) -> Id:
    """An id that no resource of this type has, in the form of those that there are.

    Digits stay digits and hexadecimal letters stay such, so that a service that checks the form of an id gets to the
    question whether the resource exists.
    """
    used = [node.key.id for node in (*graph.living(type_name), *graph.dead()) if node.key.type == type_name]
    if not used:
        return "does-not-exist"
    numbers = [id_ for id_ in used if isinstance(id_, int)]
    if numbers:
        return max(numbers) + 1_000_003
    known = [str(id_) for id_ in used]
    if all(id_.isascii() and id_.isdigit() for id_ in known):
        return str(max(map(int, known)) + 1_000_003)
    candidate = known[0]
    for attempt in range(8):
        candidate = _altered(candidate, attempt)
        if candidate not in known:
            return candidate
    return f"{known[0]}-does-not-exist"


def _altered(known: str, attempt: int) -> str:
    noise = blake2b(f"{attempt}{known}".encode(), digest_size=32).hexdigest()
    return known[:-8] + "".join(_other(char, noise[i]) for i, char in enumerate(known[-8:]))


def _other(char: str, noise: str) -> str:
    """Another character of the same class; what is neither a digit nor a letter of ASCII stays."""
    value = int(noise, 16)
    for alphabet in ("0123456789", "abcdef", "ABCDEF", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        if char in alphabet:
            size = len(alphabet)
            return alphabet[(alphabet.index(char) + 1 + value % (size - 1)) % size]
    return char
